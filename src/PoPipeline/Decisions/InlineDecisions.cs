using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Rules.PO3;
using PoPipeline.Sources.Exceptions;

namespace PoPipeline.Decisions;

/// <summary>Joins verdicts with the exceptions that files make in comments. A verdict is never taken away.</summary>
internal static class InlineDecisions
{
    /// <summary>Puts suppressions on the findings that are covered, and adds findings for exceptions that cover none.</summary>
    /// <param name="snapshot">What was judged.</param>
    /// <param name="judgements">What every rule said, hygiene included.</param>
    public static ImmutableArray<Judgement> Apply(Snapshot snapshot, ImmutableArray<Judgement> judgements)
    {
        var exceptions = snapshot.InlineExceptions.Where(exception => exception.Fault is null).ToLookup(exception => exception.Span.Path, StringComparer.Ordinal);
        if (exceptions.Count == 0)
        {
            return judgements;
        }

        var used = new HashSet<(InlineException, string)>();
        var commentOf = CommentDecisions.For(snapshot, judgements);
        var decided = judgements.Select(judgement => judgement with { Findings = [.. judgement.Findings.Select(finding => Decide(finding, exceptions, snapshot, commentOf, used))] }).ToList();
        var form = decided.FindIndex(judgement => judgement.Rule.Id == ExceptionRules.AboutForm);
        if (form >= 0)
        {
            var unused = exceptions
                .SelectMany(file => file)
                .Where(exception => IsInForce(exception, snapshot))
                .SelectMany(exception => exception.Rules, (exception, rule) => (Exception: exception, Rule: rule))
                .Where(pair => !used.Contains(pair) && decided.Exists(judgement => judgement.Rule.Id == pair.Rule && CouldLook(judgement, pair.Exception.Span.Path, snapshot)))
                .Select(pair => PO3307WriteValidExceptions.Unused(pair.Exception, pair.Rule));
            var verdict = decided[form].Verdict;
            decided[form] = Judgement.Of(decided[form].Rule, verdict with { Findings = [.. verdict.Findings, .. unused] });
        }

        return [.. decided];
    }

    /// <summary>Whether an exception speaks of a finding: it names the rule, and the finding starts in what it covers. None speaks of a setting, which is in no file.</summary>
    public static bool Covers(InlineException exception, AssessedFinding finding) =>
        exception.Rules.Contains(finding.Rule.Id, StringComparer.Ordinal) && finding.Finding.Setting is null && exception.Covers.Contains(finding.Finding.Place.Start);

    private static AssessedFinding Decide(
        AssessedFinding finding,
        ILookup<string, InlineException> exceptions,
        Snapshot snapshot,
        Func<InlineException, AssessedFinding?>? commentOf,
        HashSet<(InlineException, string)> used)
    {
        if (ExceptionRules.Has(finding.Rule.Id))
        {
            return finding;
        }

        var covering = exceptions[finding.Finding.Place.Path].Where(exception => Covers(exception, finding)).ToList();
        used.UnionWith(covering.Select(exception => (exception, finding.Rule.Id)));

        // One that counts goes before one that nobody decided on, and that before one that is not in force, of which one without a day is the last.
        var best = covering.Find(exception => IsInForce(exception, snapshot) && (commentOf is null || commentOf(exception) is { IsOpen: false }))
            ?? covering.Find(exception => IsInForce(exception, snapshot))
            ?? covering.Find(exception => exception.Until is not null)
            ?? covering.FirstOrDefault();
        if (best is null)
        {
            return finding;
        }

        var refusal = RefusalOf(best, snapshot);
        var suppression = new Suppression
        {
            InSource = true,
            Accepted = refusal is null,
            Refusal = refusal,
            Justification = best.Reason,
            Until = best.Until,
            Place = best.Span,
        };
        return finding with { Suppression = suppression.Accepted && commentOf is not null ? AsDecided(suppression, commentOf(best)) : suppression };
    }

    // Without a finding about the comment nobody can have decided on it, so that it stays open.
    private static Suppression AsDecided(Suppression suppression, AssessedFinding? comment) => comment?.Suppression is { } decision
        ? suppression with
        {
            Accepted = decision.Accepted,
            UnderReview = decision.UnderReview,
            Until = decision is { Accepted: true, Until: { } last } && last < suppression.Until ? last : suppression.Until,
            Record = decision.Record,
            Comment = comment,
        }
        : suppression with { Accepted = false, UnderReview = comment?.Record is null, Comment = comment };

    private static bool IsInForce(InlineException exception, Snapshot snapshot) => RefusalOf(exception, snapshot) is null;

    private static string? RefusalOf(InlineException exception, Snapshot snapshot) => !snapshot.Policy.Exceptions.Inline
        ? "stands in a comment, in which the policy forbids exceptions"
        : PO3303LimitExceptionsInTime.FaultOf(exception, snapshot.ObservedAt, snapshot.Policy.Exceptions);

    // What a rule could not look at may hold what the exception is for.
    private static bool CouldLook(Judgement judgement, string path, Snapshot snapshot) =>
        !judgement.Verdict.Gaps.Any(gap => gap.Subject == path || gap.Subject == judgement.Rule.Id)
        && !snapshot.Pipelines.Any(pipeline => pipeline.Path == path && pipeline.Unreadable is not null);
}
