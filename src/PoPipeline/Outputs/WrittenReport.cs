namespace PoPipeline.Outputs;

/// <summary>A report that was written.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Path">The file, absolute.</param>
public sealed record WrittenReport(ReportKind Kind, string Path);
