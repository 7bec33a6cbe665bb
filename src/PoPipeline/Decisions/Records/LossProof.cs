using System.Collections.Immutable;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>
/// What became of commands that are no longer there, where a tracker keeps a history. A no stays said until somebody asks anew; what gave
/// something gives it no more; and whoever deletes the decision of another on a request that is not over has tampered with it.
/// </summary>
/// <param name="facts">What this run knows.</param>
internal sealed class LossProof(RunFacts facts)
{
    /// <summary>How a charge ends that says a way out of its own.</summary>
    public const string WayBack = "; bring it back with `git revert`, and delete it in a signed commit";

    private const int ReviewDays = 366;

    private readonly DateOnly today = DateOnly.FromDateTime(facts.Context.Now.UtcDateTime);
    private readonly ILookup<string, TrackedIssue> lost = facts.Reading.Lost.ToLookup(issue => issue.Id, StringComparer.Ordinal);

    /// <summary>What was lost of a request that is there.</summary>
    /// <param name="entry">What the ledger says.</param>
    /// <param name="issue">What the tracker shows.</param>
    public ProofOutcome Of(RecordEntry entry, TrackedIssue issue)
    {
        List<Tampering> faults = [];
        List<string> reasons = [];
        foreach (var (comment, command) in Said(entry, issue))
        {
            var name = $"{issue.Name}, decision of '{comment.Author.Name}'";
            var isNo = command.Verb is CommandVerb.Reject or CommandVerb.Revoke or CommandVerb.Withdraw;
            if (comment.Removal is not { } removal)
            {
                reasons.AddRange(isNo ? [$"'{comment.Author.Name}', who may decide, said no"] : []);
                continue;
            }

            // Whoever gave something may take it back; that they took back a no would let the next who can delete say so in their name.
            if (isNo || removal.Unproven is not null || removal.By.Id != comment.Author.Id)
            {
                var how = issue.Comments.Any(other => other.Id == comment.Id) ? "changed" : "deleted";
                faults.Add(new Tampering(name, $"the {Noun(command.Verb)} was {how}{By(removal)}, and {(isNo ? "still counts" : "no longer counts")}", comment.Url));
            }
        }

        return new ProofOutcome { Faults = [.. faults.Distinct()], Why = faults.Select(fault => fault.What).Concat(reasons).FirstOrDefault() };
    }

    /// <summary>What it means that a request is gone.</summary>
    /// <param name="entry">What the ledger says.</param>
    /// <param name="isNew">Whether the ledger has only heard of it now, so that nothing has ever rested on it.</param>
    public ProofOutcome OfDeleted(RecordEntry entry, bool isNew)
    {
        var filed = Filed(entry);
        var said = filed is null ? [] : Said(entry, filed);
        var what = $"the request was deleted{By(filed?.Removal)}";
        if (entry.Decisions.Count == 0 && entry.State is DecisionState.Requested && said.IsEmpty)
        {
            // Where nothing was decided, nothing was forged; the request only says nothing any more.
            return new ProofOutcome { Why = what };
        }

        return IsOver(entry, said, isNew)
            ? new ProofOutcome { Faults = OfOver(entry), Why = entry.IsLive ? $"{what} when it was over" : null }
            : new ProofOutcome { Faults = [new Tampering(entry.Issue.Name, what, entry.Issue.Url)], Why = what };
    }

    /// <summary>Whether somebody decided on a request that is no longer there as it was filed.</summary>
    /// <param name="entry">What the ledger says.</param>
    public bool IsDecided(RecordEntry entry) => Filed(entry) is { } filed && !Said(entry, filed).IsEmpty;

    /// <summary>What is wrong with the deletion of a request that the ledger calls over: only that nobody is known to have done it.</summary>
    /// <param name="entry">What the ledger says.</param>
    public ImmutableArray<Tampering> OfOver(RecordEntry entry) =>
        Filed(entry) is not { Removal: { Unproven: { } reason } removal } filed || Counting(entry, filed, filed.Lost).IsEmpty ? []
        : [new Tampering(entry.Issue.Name, $"the request was deleted{By(removal)} in a commit that proves nothing. {reason}{WayBack}", entry.Issue.Url)];

    private TrackedIssue? Filed(RecordEntry entry) => lost[entry.Issue.Id].FirstOrDefault(issue => KeptIssue.HashOf(issue.Body) == entry.Issue.BodyHash);

    private bool IsOver(RecordEntry entry, ImmutableArray<(TrackedComment Comment, Command Command)> said, bool isNew)
    {
        var request = entry.Request;
        if (said.Any(pair => pair.Command.Verb is CommandVerb.Revoke or CommandVerb.Withdraw))
        {
            return true;
        }

        if (request.Kind is DecisionKind.Review)
        {
            return isNew && facts.Context.Now - request.CreatedAt > TimeSpan.FromDays(ReviewDays);
        }

        var finding = facts.Findings.GetValueOrDefault((request.Rule, request.Fingerprint));
        var isThere = finding?.Evidence == request.Evidence;
        var isLookedFor = finding is not null || isNew || facts.Evaluated.Contains(request.Rule);
        if (request.Kind is DecisionKind.Exception && !isThere && isLookedFor && (isNew || facts.IsDecidingBranch))
        {
            return true;
        }

        var days = entry.Approvals.Select(approval => approval.Command.Until).Concat(said.Where(pair => pair.Command.Verb is CommandVerb.Approve).Select(pair => pair.Command.Until)).ToList();
        return entry.State is not DecisionState.Rejected
            && !said.Any(pair => pair.Command.Verb is CommandVerb.Reject)
            && days.Count > 0
            && days.TrueForAll(until => until < today);
    }

    // What the ledger counts is left to whoever verifies it: it is missing there.
    private ImmutableArray<(TrackedComment Comment, Command Command)> Said(RecordEntry entry, TrackedIssue issue) => Counting(entry, issue, issue.Lost.Where(comment =>
        !entry.Decisions.Any(decision => decision.Comment.Id == comment.Id && decision.Comment.Author.Id == comment.Author.Id && decision.Comment.Body == RecordEventJson.Kept(comment.Body))));

    // The commands that would count were they still there.
    private ImmutableArray<(TrackedComment Comment, Command Command)> Counting(RecordEntry entry, TrackedIssue issue, IEnumerable<TrackedComment> comments) =>
    [
        .. comments
            .Select(comment => (Comment: comment, Command: CommandReader.Read(comment.Body, out _)))
            .Where(pair => pair.Command is { } command && Acceptance.Standing(facts.SituationOf(entry, issue, pair.Comment, command)).All(check => check.Outcome is CheckOutcome.Met))
            .Select(pair => (pair.Comment, pair.Command!)),
    ];

    private static string Noun(CommandVerb verb) => verb switch
    {
        CommandVerb.Approve => "approval",
        CommandVerb.Reject => "rejection",
        CommandVerb.Revoke => "revocation",
        CommandVerb.Withdraw => "withdrawal",
        _ => "decision on a row",
    };

    private static string By(TrackedRemoval? removal) => removal is null ? ""
        : $" by '{removal.By.Name}'{(removal.Commit is { } commit ? $" in commit {commit[..Math.Min(commit.Length, 12)]} of {removal.At.UtcDateTime:yyyy-MM-dd}" : "")}";
}
