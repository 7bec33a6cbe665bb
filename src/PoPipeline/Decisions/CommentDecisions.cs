using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Rules.PO3;

namespace PoPipeline.Decisions;

/// <summary>
/// What people decided on the exceptions that comments make. Where the policy names who decides, a comment only asks: whoever can edit the file can write
/// one, however severe what it silences is.
/// </summary>
internal static class CommentDecisions
{
    private static readonly Rule Demand = RuleSet.All.Single(rule => rule is PO3302RecordExceptions);

    /// <summary>Whether comments count only once they are decided on: the policy names who decides, and asks for it.</summary>
    /// <param name="policy">The policy in force.</param>
    public static bool AreDemanded(Policy policy) =>
        !policy.Exceptions.Approvers.IsEmpty && !policy.Disabled.Any(rule => rule.Rule == Demand.Id);

    /// <summary>The rules that must judge beside those that were selected, so that what a comment excuses depends on no selection.</summary>
    /// <param name="snapshot">What is judged.</param>
    /// <param name="rules">The rules that were selected.</param>
    public static ImmutableArray<Rule> Beside(Snapshot snapshot, ImmutableArray<Rule> rules)
    {
        if (!AreDemanded(snapshot.Policy))
        {
            return [];
        }

        var named = snapshot.InlineExceptions.Where(exception => exception.Fault is null).SelectMany(exception => exception.Rules).ToHashSet(StringComparer.Ordinal);
        var selected = rules.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        if (named.Count == 0 || !(selected.Contains(Demand.Id) || named.Overlaps(selected)))
        {
            return [];
        }

        var disabled = snapshot.Policy.Disabled.Select(rule => rule.Rule).ToHashSet(StringComparer.Ordinal);
        return [.. RuleSet.All.Where(rule => (rule == Demand || named.Contains(rule.Id)) && !selected.Contains(rule.Id) && !disabled.Contains(rule.Id))];
    }

    /// <summary>Makes each finding about a comment as severe as the worst that the comment silences, and puts on it what was decided.</summary>
    /// <param name="snapshot">What was judged.</param>
    /// <param name="judgements">What every rule said, those beside the selection among them.</param>
    public static ImmutableArray<Judgement> Weigh(Snapshot snapshot, ImmutableArray<Judgement> judgements)
    {
        var index = judgements.Select(judgement => judgement.Rule.Id).ToList().IndexOf(Demand.Id);
        if (index < 0 || !AreDemanded(snapshot.Policy))
        {
            return judgements;
        }

        var findings = judgements.SelectMany(judgement => judgement.Findings).ToLookup(finding => finding.Finding.Place.Path, StringComparer.Ordinal);
        var worst = snapshot.InlineExceptions
            .Where(exception => exception.Fault is null)
            .ToLookup(PO3302RecordExceptions.KeyOf, exception => WorstOf(exception, findings[exception.Span.Path]));
        var verdict = judgements[index].Verdict;
        var weighed = Judgement.Of(judgements[index].Rule, verdict with
        {
            Findings = [.. verdict.Findings.Select(finding => PO3302RecordExceptions.Weighed(finding, worst[(finding.Subject, finding.Place)].DefaultIfEmpty().Max()))],
        });
        return judgements.SetItem(index, RecordedDecisions.Apply(snapshot, [weighed])[0]);
    }

    /// <summary>What gives each comment the finding about it, with what was decided; null where comments count without a decision.</summary>
    /// <param name="snapshot">What was judged.</param>
    /// <param name="judgements">What every rule said, weighed.</param>
    public static Func<InlineException, AssessedFinding?>? For(Snapshot snapshot, ImmutableArray<Judgement> judgements)
    {
        if (!AreDemanded(snapshot.Policy))
        {
            return null;
        }

        var findings = judgements
            .Where(judgement => judgement.Rule.Id == Demand.Id)
            .SelectMany(judgement => judgement.Findings)
            .ToLookup(finding => (finding.Finding.Subject, finding.Finding.Place));
        return exception => findings[PO3302RecordExceptions.KeyOf(exception)].FirstOrDefault();
    }

    private static Severity WorstOf(InlineException exception, IEnumerable<AssessedFinding> findings) =>
        findings.Where(finding => InlineDecisions.Covers(exception, finding)).Select(finding => finding.Severity).DefaultIfEmpty().Max();
}
