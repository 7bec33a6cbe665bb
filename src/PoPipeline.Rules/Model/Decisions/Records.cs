using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Decisions;

/// <summary>What the records say of a repository.</summary>
public sealed record Records
{
    /// <summary>Requests and what was decided on them, by key.</summary>
    public ImmutableArray<RecordedDecision> Decisions { get; init; } = [];

    /// <summary>Reviews, the latest first.</summary>
    public ImmutableArray<RecordedReview> Reviews { get; init; } = [];

    /// <summary>What was tampered with.</summary>
    public ImmutableArray<Tampering> Tamperings { get; init; } = [];

    /// <summary>What could not be looked at.</summary>
    public ImmutableArray<Gap> Gaps { get; init; } = [];

    /// <summary>The page on which a new request is written; null where there is none.</summary>
    public string? RequestUrl { get; init; }
}

/// <summary>Evidence that was changed after it was recorded.</summary>
/// <param name="Subject">What: an issue, a comment, a file of the ledger.</param>
/// <param name="What">What was done to it, as a sentence without a full stop.</param>
/// <param name="Url">Where to look; null where there is no page.</param>
public sealed record Tampering(string Subject, string What, string? Url = null);

/// <summary>A command that did not count.</summary>
/// <param name="Author">Who wrote it.</param>
/// <param name="Text">The command. Text of others: escape it.</param>
/// <param name="Reasons">Why it does not count, as sentences that the author can act upon.</param>
public sealed record RefusedCommand(Person Author, string Text, ImmutableArray<string> Reasons)
{
    /// <summary>Whether it may still come to count; null where it was refused for good.</summary>
    public bool? Waits { get; init; }
}
