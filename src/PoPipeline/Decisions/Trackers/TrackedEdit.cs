namespace PoPipeline.Decisions.Trackers;

/// <summary>A change of a text after it was first written.</summary>
/// <param name="Editor">Who changed it; null where the tracker does not tell.</param>
/// <param name="At">When, by the tracker's clock.</param>
public sealed record TrackedEdit(Account? Editor, DateTimeOffset At)
{
    /// <summary>The file that was changed, relative to the root; null where it was a text of a forge.</summary>
    public string? File { get; init; }

    /// <summary>The commit that changed it; null where it was a text of a forge.</summary>
    public string? Commit { get; init; }

    /// <summary>The first such change, after which a later one may have put back what was there; null where this is the only one, or the tracker does not tell.</summary>
    public TrackedEdit? First { get; init; }
}
