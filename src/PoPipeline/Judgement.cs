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

    /// <summary>Whether the rule is met: it looked at something, could look at all of it, and no finding is open.</summary>
    public bool Passes => Verdict is { Gaps.IsEmpty: true, Kind: VerdictKind.Pass or VerdictKind.Fail } && !Findings.Any(finding => finding.IsOpen);
}
