namespace PoPipeline.Outputs;

/// <summary>A report that was written.</summary>
/// <param name="Report">Which.</param>
/// <param name="Path">The file, absolute.</param>
public sealed record WrittenReport(IReport Report, string Path);
