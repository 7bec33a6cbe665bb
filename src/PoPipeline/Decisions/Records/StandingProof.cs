using System.Collections.Immutable;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>
/// Verifies again all that a request of the ledger rests on. A ledger may come with a pull request, or be written by whoever may push; what
/// it says counts only where the tracker still shows the same, comment by comment.
/// </summary>
/// <param name="facts">What this run knows.</param>
internal sealed class StandingProof(RunFacts facts)
{
    // A review says something for a year; what happens to it afterwards changes nothing.
    private const int ReviewDays = 366;

    // A folder knows no clock but that of whoever runs this.
    private const int ClockDays = 1;

    private readonly DateOnly today = DateOnly.FromDateTime(facts.Context.Now.UtcDateTime);
    private readonly LossProof losses = new(facts);

    /// <summary>Verifies a request.</summary>
    /// <param name="entry">What the ledger says.</param>
    /// <param name="issue">What the tracker shows; null where the issue is gone.</param>
    /// <param name="isNew">Whether the ledger has only heard of it now, and from what is no longer there.</param>
    public ProofOutcome Of(RecordEntry entry, TrackedIssue? issue, bool isNew = false)
    {
        if (!NeedsProof(entry))
        {
            return issue is null ? new ProofOutcome { Charges = losses.OfOver(entry) } : new ProofOutcome();
        }

        if (issue is null)
        {
            return losses.OfDeleted(entry, isNew);
        }

        List<Gap> doubts = [];
        var isUnproven = false;
        var faults = RequestFaults(entry, issue);
        var lost = losses.Of(entry, issue);
        if (!issue.WasMoved)
        {
            doubts.AddRange(entry.State is not DecisionState.Approved || issue.LastEdit.IsKnown ? []
                : [new Gap(issue.Name, $"whether the request was edited is not known: {issue.LastEdit.Reason}", Failed: true)]);
            foreach (var decision in entry.Decisions)
            {
                var (fault, reason, proves) = DecisionFault(entry, decision, issue);
                faults.AddRange(fault is null ? [] : [fault]);
                doubts.AddRange(reason is null ? [] : [new Gap(issue.Name, reason, Failed: true)]);
                isUnproven |= !proves;
            }

            faults.AddRange(faults.Count == 0 && entry.State is DecisionState.Approved && Overstated(entry) is { } what ? [new Tampering(issue.Name, what, issue.Url)] : []);
        }

        // Where nothing was decided, nothing was forged; the request only says nothing any more.
        var isForged = entry.Decisions.Count > 0 || entry.State is not DecisionState.Requested || losses.IsDecided(entry);
        return new ProofOutcome
        {
            Faults = [.. isForged ? faults : [], .. lost.Faults],
            Doubts = [.. doubts],
            IsUnproven = isUnproven,
            Why = faults.Count > 0 ? string.Join("; ", faults.Select(fault => fault.What))
                : lost.Why ?? (!isUnproven && entry.State is DecisionState.Approved ? Overtaken(entry, issue) : null),
        };
    }

    // What was ended by tampering, or long ago, needs no proof any more; what holds or was refused does.
    private bool NeedsProof(RecordEntry entry) => entry.State switch
    {
        DecisionState.Approved => entry.Until is not { } until || until >= today,
        DecisionState.Requested or DecisionState.Rejected => true,
        DecisionState.Resolved => entry.Request.Kind is DecisionKind.Review && facts.Context.Now - entry.ChangedAt <= TimeSpan.FromDays(ReviewDays),
        _ => false,
    };

    private List<Tampering> RequestFaults(RecordEntry entry, TrackedIssue issue) =>
        issue.WasMoved ? [new Tampering(issue.Name, "the request was moved", issue.Url)]
        : KeptIssue.HashOf(issue.Body) != entry.Issue.BodyHash || issue.LastEdit is { IsKnown: true, Value: not null }
            ? [new Tampering(issue.Name, $"the request was edited after it was filed{Edit(issue.LastEdit, "its text")}", issue.Url)]
        : RequestBlock.Read(issue.Body, out _)?.Digest != entry.Request.Digest || entry.Request.Scope != facts.Context.Scope
            ? [new Tampering(issue.Name, "the ledger holds another request than the tracker does", issue.Url)]
        : [];

    private (Tampering? Fault, string? Doubt, bool Proves) DecisionFault(RecordEntry entry, RecordEvent.Decision decision, TrackedIssue issue)
    {
        var kept = decision.Comment;
        var comment = issue.Comments.FirstOrDefault(comment => comment.Id == kept.Id);
        var name = $"{issue.Name}, decision of '{kept.Author.Name}'";
        var fault = comment is null ? "the decision was deleted"
            : RecordEventJson.Kept(comment.Body) != kept.Body || comment.LastEdit is { IsKnown: true, Value: not null } ? $"the decision was edited after it counted{Edit(comment.LastEdit, "the comment")}"
            : comment.Author.Id != kept.Author.Id ? "the decision has another author now"
            : CommandReader.Read(comment.Body, out _) != decision.Command ? "the ledger holds another decision than the comment does"
            : null;
        if (fault is not null || comment is null)
        {
            return (new Tampering(name, fault ?? "", kept.Url), null, true);
        }

        // Who has rejected or reviewed may leave; it stays said.
        if (decision.Command.Verb is not CommandVerb.Approve || entry.State is not (DecisionState.Requested or DecisionState.Approved))
        {
            return (null, comment.Unproven, comment.Unproven is null);
        }

        var authority = facts.Authority.GetValueOrDefault(kept.Author.Id);
        if (authority is { IsKnown: true, Value: false })
        {
            return (new Tampering(issue.Name, $"'{kept.Author.Name}', who approved, is no longer among those who may", kept.Url), null, true);
        }

        var checks = Acceptance.Standing(Situation(entry, issue, comment, decision.Command));
        var proves = comment.Unproven is null && !checks.Any(check => check is { Name: Acceptance.Separate, Outcome: CheckOutcome.Unknown });
        return checks.FirstOrDefault(check => check.Outcome is CheckOutcome.Failed) is { } failed
                ? (new Tampering(name, $"the ledger counts an approval that does not count: {failed.Reason.TrimEnd('.')}", kept.Url), null, true)
            : !authority.IsKnown ? (null, $"whether '{kept.Author.Name}', who approved, still may is not known: {authority.Reason}", proves)
            : (null, checks.FirstOrDefault(check => check.Outcome is CheckOutcome.Unknown)?.Reason.TrimEnd('.'), proves);
    }

    /// <summary>What the ledger says beyond the approvals that it holds, as a clause; null where it says no more than they do.</summary>
    public static string? Overstated(RecordEntry entry) =>
        entry.Approvals.Select(approval => approval.Command.Until).Min() is not { } until ? "the ledger says that it is approved, and no decision says so"
        : entry.Until > until ? "the ledger lets it hold for longer than its approvals do"
        : null;

    // What nobody forged, and no longer is enough.
    private string? Overtaken(RecordEntry entry, TrackedIssue issue)
    {
        var (days, needed) = DecisionLimits.Of(facts.Policy, entry.Request.Rule, facts.SeverityOf(entry.Request));
        var approvals = entry.Approvals.Count();
        if (approvals < needed)
        {
            return $"the policy asks for {Counted.Of(needed, "approval")} now, and it has {approvals}";
        }

        if (entry.Until is { } until && until.DayNumber - today.DayNumber > days + ClockDays)
        {
            return $"the policy allows {Counted.Of(days, "day")} now, and it holds until {until:yyyy-MM-dd}";
        }

        var last = entry.Approvals.Max(approval => approval.Comment.Order);
        var decided = entry.Decisions.Select(decision => decision.Comment.Id).ToHashSet(StringComparer.Ordinal);
        return issue.Comments
            .Where(comment => entry.HasSeen(comment.Id) && !decided.Contains(comment.Id))
            .Select(comment => (Comment: comment, Command: CommandReader.Read(comment.Body, out _)))
            .Where(pair => pair.Command is { Verb: CommandVerb.Revoke } || (pair.Command is { Verb: CommandVerb.Reject } && pair.Comment.Order < last))
            .Where(pair => Acceptance.Standing(Situation(entry, issue, pair.Comment, pair.Command!)).All(check => check.Outcome is CheckOutcome.Met))
            .Select(pair => $"'{pair.Comment.Author.Name}', who may decide, said no")
            .FirstOrDefault();
    }

    private CommandSituation Situation(RecordEntry entry, TrackedIssue issue, TrackedComment comment, Command command) =>
        facts.SituationOf(entry, issue, comment, command) with { UnprovenAuthors = facts.ProofOf(entry.Request).File };

    // Whose decision it was stands before it; who changed what, and where that can be looked at, here. Whoever changed it last may only have put it back.
    private static string Edit(Fact<TrackedEdit?> edit, string what) => edit is not { IsKnown: true, Value: { } last } ? ""
        : last.First is { } first ? $": {Edit(first, what)}, and {Editor(last)} changed it last, {When(last)}"
        : $": {Edit(last, what)}";

    private static string Edit(TrackedEdit edit, string what) => $"{Editor(edit)} changed {(edit.File is { } file ? $"'{file}'" : what)} {When(edit)}";

    private static string Editor(TrackedEdit edit) => edit.Editor is { } editor ? $"'{editor.Name}'" : "somebody";

    private static string When(TrackedEdit edit) =>
        edit.Commit is { } commit ? $"in commit {commit[..Math.Min(commit.Length, 12)]} of {edit.At.UtcDateTime:yyyy-MM-dd}" : $"on {edit.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
}
