using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

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
