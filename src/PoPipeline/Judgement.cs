using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline;

/// <summary>What one rule said, joined with the decisions that people took.</summary>
public sealed record Judgement
{
    /// <summary>The rule.</summary>
    public required Rule Rule { get; init; }

    /// <summary>What it said. A rule that threw is a gap that names the exception.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Its findings with their fingerprints and decisions, in the order of the verdict.</summary>
    public ImmutableArray<AssessedFinding> Findings { get; init; } = [];
}
