using System.Collections.Immutable;
using PoPipeline.Decisions.Requests;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.PO3;

namespace PoPipeline.Decisions;

/// <summary>Joins verdicts with the decisions on record. A verdict is never taken away.</summary>
internal static class RecordedDecisions
{
    /// <summary>The rules whose findings no decision excuses: they say that an exception is over, or no exception at all.</summary>
    public static bool CanBeExcused(Rule rule) => rule is not (PO3303LimitExceptionsInTime or PO3307WriteValidExceptions);

    /// <summary>Puts suppressions on the findings that a decision covers.</summary>
    /// <param name="snapshot">What was judged, with the records and what decisions on its findings are bound to.</param>
    /// <param name="judgements">What every rule said.</param>
    public static ImmutableArray<Judgement> Apply(Snapshot snapshot, ImmutableArray<Judgement> judgements)
    {
        if (snapshot.Records.Decisions.IsEmpty)
        {
            return judgements;
        }

        var rounds = snapshot.Records.Decisions
            .Where(decision => decision.Kind is DecisionKind.Exception)
            .GroupBy(decision => (decision.Rule, decision.Fingerprint))
            .ToDictionary(group => group.Key, group => group.ToImmutableArray());
        var digestOf = ResultDigest.For(snapshot);
        return
        [
            .. judgements.Select(judgement => !CanBeExcused(judgement.Rule) ? judgement : judgement with
            {
                Findings =
                [
                    .. judgement.Findings.Select(finding =>
                        rounds.TryGetValue((finding.Rule.Id, finding.Fingerprint), out var decisions) ? Decide(finding, digestOf(finding), decisions, snapshot) : finding),
                ],
            }),
        ];
    }

    // ExceptionLinks again takes nothing away from what was approved; deciding again does.
    private static RecordedDecision? Latest(ImmutableArray<RecordedDecision> rounds) =>
        rounds.Where(decision => decision.State is not (DecisionState.Requested or DecisionState.Withdrawn or DecisionState.Lapsed)).MaxBy(decision => decision.Round)
            is { State: DecisionState.Approved } approved ? approved : rounds.MaxBy(decision => decision.Round);

    private static AssessedFinding Decide(
        AssessedFinding finding, string evidence, ImmutableArray<RecordedDecision> decisions, Snapshot snapshot)
    {
        // What was decided for another repository is worth knowing only where nothing was for this one.
        if (decisions.Any(candidate => !candidate.IsForeign))
        {
            decisions = [.. decisions.Where(candidate => !candidate.IsForeign)];
        }

        // Two branches may have it in two forms, each with a decision of its own.
        if ((Latest([.. decisions.Where(candidate => candidate.Evidence == evidence)]) ?? Latest(decisions)) is not { } decision)
        {
            return finding;
        }

        var isSame = decision.Evidence == evidence;
        var recorded = finding with { Record = decision };
        var accepted = decision.State is DecisionState.Approved && isSame && decision.Until >= DateOnly.FromDateTime(snapshot.ObservedAt.UtcDateTime);

        // What the source excuses, or what is shown as refused there, gives way only to a decision that says more.
        return finding.Suppression is { Accepted: true } ? recorded
            : accepted ? With(recorded, decision, accepted: true)
            : !isSame || decision.State is not (DecisionState.Requested or DecisionState.Rejected) ? recorded
            : With(recorded, decision, accepted: false);
    }

    private static AssessedFinding With(AssessedFinding finding, RecordedDecision decision, bool accepted) => finding with
    {
        Suppression = new Suppression
        {
            InSource = false,
            Accepted = accepted,
            UnderReview = decision.State is DecisionState.Requested,
            Justification = decision.Justification.Length > 0 ? decision.Justification : decision.Reason,
            Until = decision.Until,
            Record = decision,
        },
    };
}
