using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

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

    /// <summary>What a rule said, with the fingerprints of its findings.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="verdict">What it said.</param>
    internal static Judgement Of(Rule rule, Verdict verdict)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return new Judgement
        {
            Rule = rule,
            Verdict = verdict,
            Findings =
            [
                .. verdict.Findings.Select(finding => new AssessedFinding
                {
                    Rule = rule,
                    Finding = finding,
                    Fingerprint = FingerprintOf(rule, finding, seen),
                }),
            ],
        };
    }

    // Two findings of one rule on one subject are told apart by their order.
    private static string FingerprintOf(Rule rule, Finding finding, Dictionary<string, int> seen)
    {
        var ordinal = seen.GetValueOrDefault(finding.Subject);
        seen[finding.Subject] = ordinal + 1;
        var text = ordinal == 0 ? $"popipeline/1\n{rule.Id}\n{finding.Subject}" : $"popipeline/1\n{rule.Id}\n{finding.Subject}\n{ordinal}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
