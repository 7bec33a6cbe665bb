using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Results;

/// <summary>What a rule says of a snapshot.</summary>
public sealed record Verdict
{
    /// <summary>How many things were looked at: pipelines, files, patterns, whatever the rule counts.</summary>
    public int Judged { get; init; }

    /// <summary>What is not as the rule demands.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>What could not be looked at.</summary>
    public ImmutableArray<Gap> Gaps { get; init; } = [];

    /// <summary>What speaks for a pass, where it is written; the first places, where there are very many.</summary>
    public ImmutableArray<RelatedPlace> Evidence { get; init; } = [];

    /// <summary>Whether each thing that was looked at is a file of its own, so that a finding in one says nothing of the others.</summary>
    public bool IsPerFile { get; init; }

    /// <summary>How many findings and gaps were left out because they are hygiene, for which nobody asked. What is not shown is never evidence of a pass.</summary>
    public int Hidden { get; init; }

    /// <summary>What was looked at, or why nothing was, in one sentence: "12 of 12 pipelines", "The repository has no pipeline."</summary>
    public required string Reason { get; init; }

    /// <summary>The verdict: a failure outweighs ignorance, and ignorance is never a pass.</summary>
    public VerdictKind Kind =>
        Findings.Any(finding => !finding.Pedantic) ? VerdictKind.Fail
        : Gaps.Length > 0 ? VerdictKind.Unknown
        : Findings.Length > 0 ? VerdictKind.Fail
        : Judged > 0 ? VerdictKind.Pass
        : VerdictKind.NotApplicable;

    /// <summary>A verdict that there is nothing to look at.</summary>
    /// <param name="reason">Why, as a sentence.</param>
    public static Verdict NotApplicable(string reason) => new() { Reason = reason };
}

/// <summary>The four verdicts; they map one to one to the kinds of SARIF results.</summary>
public enum VerdictKind
{
    /// <summary>Everything that the rule looks at was looked at and is as it demands.</summary>
    Pass,

    /// <summary>Something is not as the rule demands.</summary>
    Fail,

    /// <summary>There is nothing that the rule looks at.</summary>
    NotApplicable,

    /// <summary>Something could not be looked at.</summary>
    Unknown,
}
