using System.Collections.Immutable;
using PoPipeline.Decisions;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Judging;

/// <summary>Judges a snapshot by a set of rules.</summary>
public static class Assessor
{
    /// <summary>Judges by a selection of the rules, as the policy allows, and leaves out hygiene that was not asked for.</summary>
    /// <param name="snapshot">What is judged.</param>
    /// <param name="selection">Which rules judge.</param>
    /// <param name="verdicts">What rules said before, and what they say now; null where nobody asks again.</param>
    public static Assessment Assess(Snapshot snapshot, RuleSelection selection, Verdicts? verdicts = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(selection);
        var assessment = Assess(snapshot, selection.Of(snapshot), verdicts);
        return assessment with { Judgements = [.. assessment.Judgements.Select(judgement => selection.ShowsHygieneOf(judgement.Rule) ? judgement : WithoutHygiene(judgement))] };
    }

    /// <summary>Judges, and joins the verdicts with the decisions on them.</summary>
    /// <param name="snapshot">What is judged.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="verdicts">What rules said before, and what they say now; null where nobody asks again.</param>
    public static Assessment Assess(Snapshot snapshot, ImmutableArray<Rule> rules, Verdicts? verdicts = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ImmutableArray<Rule> all = [.. rules, .. CommentDecisions.Beside(snapshot, rules)];
        var judgements = (verdicts ?? new Verdicts()).Of(all, snapshot);
        var decided = RecordedDecisions.Apply(snapshot, InlineDecisions.Apply(snapshot, CommentDecisions.Weigh(snapshot, judgements)));
        return new Assessment { Snapshot = snapshot, Judgements = decided[..rules.Length], Beside = decided[rules.Length..] };
    }

    private static Judgement WithoutHygiene(Judgement judgement) => judgement with
    {
        Verdict = WithoutHygiene(judgement.Verdict),
        Findings = [.. judgement.Findings.Where(finding => !finding.Finding.Pedantic)],
    };

    /// <summary>A verdict without hygiene. What is not shown is no evidence that the demand is met; of files that were looked at each by itself, those without a finding are.</summary>
    internal static Verdict WithoutHygiene(Verdict verdict)
    {
        ImmutableArray<Finding> hidden = [.. verdict.Findings.Where(finding => finding.Pedantic)];
        var unseen = verdict.Gaps.Count(gap => gap.Pedantic);
        if (hidden.IsEmpty && unseen == 0)
        {
            return verdict;
        }

        var shown = verdict with
        {
            Findings = [.. verdict.Findings.Where(finding => !finding.Pedantic)],
            Gaps = [.. verdict.Gaps.Where(gap => !gap.Pedantic)],
            Hidden = hidden.Length + unseen,
        };

        // What could not be looked at and may hide hygiene alone leaves no doubt about the rest.
        if (hidden.IsEmpty || shown.Findings.Length > 0 || shown.Gaps.Length > 0)
        {
            return shown;
        }

        var files = hidden.Select(finding => finding.Place.Path).Distinct(StringComparer.Ordinal).Count();
        var rest = verdict.IsPerFile && unseen == 0 ? Math.Max(verdict.Judged - files, 0) : 0;
        var what = $"{Counted.Of(hidden.Length, "finding")} of hygiene{(unseen > 0 ? $" and {Counted.Of(unseen, "thing")} that may hide some" : "")} left out, which nobody asked for; --pedantic shows them.";
        return shown with
        {
            Judged = rest,
            Reason = rest > 0 ? $"{verdict.Reason} Nothing was found in {rest}, and in the others {what}" : $"Not said to be met: {what}",
        };
    }
}
