namespace PoPipeline.Decisions.Trackers;

/// <summary>A change of a text after it was first written.</summary>
/// <param name="Editor">Who changed it; null where the tracker does not tell.</param>
/// <param name="At">When, by the tracker's clock.</param>
public sealed record TrackedEdit(Account? Editor, DateTimeOffset At);
