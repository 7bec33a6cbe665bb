using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>What came of verifying again what a request rests on.</summary>
internal sealed record ProofOutcome
{
    /// <summary>What was changed: forged, edited, deleted.</summary>
    public ImmutableArray<Tampering> Faults { get; init; } = [];

    /// <summary>What was changed of a request that is over, which changes nothing about it: to be told for as long as it is so.</summary>
    public ImmutableArray<Tampering> Charges { get; init; } = [];

    /// <summary>What could not be known.</summary>
    public ImmutableArray<Gap> Doubts { get; init; } = [];

    /// <summary>Why the request is no longer valid, as a clause; null where it is.</summary>
    public string? Why { get; init; }

    /// <summary>Whether what the ledger counts proves nothing here, such as what is on another branch: no tampering, but no decision either.</summary>
    public bool IsUnproven { get; init; }
}
