using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PoPipeline.Rules.Model;

namespace PoPipeline;

/// <summary>Judges a snapshot by a set of rules.</summary>
public static class Assessor
{
    /// <summary>Judges.</summary>
    /// <param name="snapshot">What is judged.</param>
    /// <param name="rules">The rules.</param>
    public static Assessment Assess(Snapshot snapshot, ImmutableArray<Rule> rules)
    {
        var judgements = new Judgement[rules.Length];
        Parallel.For(0, rules.Length, index => judgements[index] = Judge(rules[index], snapshot));
        return new Assessment { Snapshot = snapshot, Judgements = [.. judgements] };
    }

    private static Judgement Judge(Rule rule, Snapshot snapshot)
    {
        var verdict = VerdictOf(rule, snapshot);
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

    private static Verdict VerdictOf(Rule rule, Snapshot snapshot)
    {
        try
        {
            return rule.Judge(snapshot);
        }
#pragma warning disable CA1031 // A rule that throws is reported, and the run goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new Verdict
            {
                Reason = "The rule failed.",
                Gaps = [new Gap(rule.Id, $"the rule threw {exception.GetType().Name}: {exception.Message}", Failed: true)],
            };
        }
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
