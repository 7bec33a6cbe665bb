namespace PoPipeline.Decisions.Trackers;

/// <summary>How something came to be no longer there.</summary>
/// <param name="By">Who deleted or changed it, as the tracker claims.</param>
/// <param name="At">When, as the tracker claims.</param>
/// <param name="Unproven">Why it is not proven that it was they, as a sentence without a full stop; null where it is, or where nobody asks for proof.</param>
public sealed record TrackedRemoval(Account By, DateTimeOffset At, string? Unproven)
{
    /// <summary>The file that is gone, relative to the root; null where it was a text of a forge.</summary>
    public string? File { get; init; }

    /// <summary>The commit that took it away; null where it was a text of a forge.</summary>
    public string? Commit { get; init; }
}
