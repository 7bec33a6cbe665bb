namespace PoPipeline.Sources;

/// <summary>How far a collection has come.</summary>
/// <param name="Stage">What is being done, as a phrase for people: "reading pipelines".</param>
/// <param name="Done">How many stages are done.</param>
/// <param name="Total">How many stages there are.</param>
public sealed record CollectionProgress(string Stage, int Done, int Total);
