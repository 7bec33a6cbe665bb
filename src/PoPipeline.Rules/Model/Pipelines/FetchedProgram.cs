namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Where a program comes from that is no text of the pipeline, but is fetched and run.</summary>
/// <param name="By">What fetches it.</param>
/// <param name="Address">The address, as written.</param>
/// <param name="Place">Where it is fetched.</param>
/// <param name="Run">What runs it.</param>
/// <param name="IsFile">Whether it lies in a file before it is run, where it can be checked.</param>
public sealed record FetchedProgram(string By, string Address, Place Place, string Run, bool IsFile);
