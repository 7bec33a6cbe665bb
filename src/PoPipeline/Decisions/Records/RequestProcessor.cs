using System.Collections.Immutable;
using PoPipeline.Decisions.Binding;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Ledger;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>
/// Goes through the requests of a repository: takes new ones in, verifies again what was decided, judges new commands, and ends what is over.
/// It reads and writes nothing; what happened is a list of entries for the ledger.
/// </summary>
/// <param name="book">What the ledger says; what happens is added to it.</param>
/// <param name="facts">What this run knows.</param>
internal sealed class RequestProcessor(RecordBook book, RunFacts facts)
{
    private readonly List<RecordEvent> events = [];
    private readonly List<Gap> gaps = [];
    private readonly List<TrackedIssue> duplicates = [];
    private readonly List<(string Key, RefusedCommand Command)> pending = [];
    private readonly Dictionary<string, TrackedIssue> issues = facts.Reading.Issues.ToDictionary(issue => issue.Id, StringComparer.Ordinal);

    private readonly List<(DecisionRequest Request, Tampering What)> charges = [];
    private readonly List<(DecisionRequest Request, TrackedIssue Issue)> replaced = [];
    private readonly HashSet<string> lost = new(StringComparer.Ordinal);
    private readonly HashSet<string> unproven = new(StringComparer.Ordinal);
    private readonly StandingProof proof = new(facts);

    private readonly DateTimeOffset now = facts.Context.Now;

    /// <summary>What happened, to be appended to the ledger.</summary>
    public IReadOnlyList<RecordEvent> Events => events;

    /// <summary>What could not be known.</summary>
    public IReadOnlyList<Gap> Gaps => gaps;

    /// <summary>Issues that ask for what an earlier one asks for already.</summary>
    public IReadOnlyList<TrackedIssue> Duplicates => duplicates;

    /// <summary>Commands that do not count yet, each with the key of its request; a later run looks again.</summary>
    public IReadOnlyList<(string Key, RefusedCommand Command)> Pending => pending;

    /// <summary>The keys of requests that the ledger calls approved, and whose approvals nothing proves here: they do not count in this run.</summary>
    public IReadOnlySet<string> Unproven => unproven;

    /// <summary>What was tampered with and changes the state of no request; each run that sees it tells of it.</summary>
    public IReadOnlyList<(DecisionRequest Request, Tampering What)> Charges => charges;

    /// <summary>Goes through all of it, once.</summary>
    public void Run()
    {
        if (book.Approvers is not { } known || !known.Approvers.SequenceEqual(facts.Policy.Approvers, StringComparer.Ordinal))
        {
            Happen(new RecordEvent.ApproverSet(now, facts.Policy.Approvers, facts.Context.Branch, facts.Context.Commit));
        }

        foreach (var (issue, isLost) in facts.Reading.Issues.Select(issue => (issue, false)).Concat(facts.Reading.Lost.Select(issue => (issue, true))).OrderBy(pair => pair.issue.Order))
        {
            if (!isLost)
            {
                TakeIn(issue);
            }
            else if (issue.Removal is not null)
            {
                Recall(issue);
            }
        }

        foreach (var entry in book.Entries.Where(entry => !facts.IsForeign(entry.Request)).OrderBy(entry => lost.Contains(entry.Request.Key)).ToList())
        {
            Verify(entry);
            End(entry);
            Decide(entry);
        }

        // Who asks anew in the place of what was deleted has not undone it; who decides anew has.
        foreach (var (request, issue) in replaced.Where(former => book.Find(former.Request.Key) is { State: DecisionState.Requested } entry && entry.Request.Digest != former.Request.Digest))
        {
            charges.AddRange(proof.Of(new RecordEntry(new RecordEvent.Request(now, request, KeptIssue.Of(issue))), issue: null, isNew: true).Faults.Select(fault => (request, fault)));
        }
    }

    // What was deleted before any run has seen it is on record all the same: its round is taken, and what was said on it was said.
    private void Recall(TrackedIssue issue)
    {
        if (RequestBlock.Read(issue.Body, out _) is not { } request || request.Scope != facts.Context.Scope || book.Find(request.Key) is not null || !IsTrusted(issue, request))
        {
            return;
        }

        if (IsReplaced(issue, request))
        {
            replaced.Add((request, issue));
        }
        else if (IsNext(issue, request) && RequestShape.IsSound(request))
        {
            Happen(new RecordEvent.Request(now, request, KeptIssue.Of(issue)));
            _ = lost.Add(request.Key);
        }
    }

    private bool IsReplaced(TrackedIssue lost, DecisionRequest request) =>
        issues.GetValueOrDefault(lost.Id) is { LastEdit: { IsKnown: true, Value: null } } issue
        && RequestBlock.Read(issue.Body, out _) is { } other && other.Key == request.Key && IsTrusted(issue, other);

    /// <summary>Takes a request into the book that this run itself has filed, or found filed.</summary>
    /// <returns>The entry; null where the issue's request cannot be taken in.</returns>
    public RecordEntry? TakeIn(TrackedIssue issue)
    {
        issues[issue.Id] = issue;
        if (RequestBlock.Read(issue.Body, out _) is not { } request || request.Scope != facts.Context.Scope)
        {
            return null;
        }

        if (book.Find(request.Key) is { } entry)
        {
            if (entry.Issue.Id != issue.Id && issue.IsOpen && IsTrusted(issue, request))
            {
                duplicates.Add(issue);
            }

            return entry;
        }

        // Nobody asks in the name of another, and nothing counts that was changed before it was seen.
        if (!IsTrusted(issue, request) || !IsNext(issue, request) || !RequestShape.IsSound(request) || issue.WasMoved || issue.LastEdit is { IsKnown: true, Value: not null })
        {
            return null;
        }

        if (!issue.LastEdit.IsKnown)
        {
            gaps.Add(new Gap(issue.Name, $"whether the request was edited is not known: {issue.LastEdit.Reason}", Failed: true));
            return null;
        }

        Happen(new RecordEvent.Request(now, request, KeptIssue.Of(issue)));
        return book.Find(request.Key);
    }

    private bool IsTrusted(TrackedIssue issue, DecisionRequest request) =>
        issue.Author.Id == facts.Context.Self.Id || issue.Author.Id == request.Requester.Id;

    // Whoever could number requests at will could put one of their own in the place of every other.
    private bool IsNext(TrackedIssue issue, DecisionRequest request)
    {
        var last = book.On(facts.Context.Scope, request.Rule, request.Fingerprint).LastOrDefault()?.Request;
        return issue.Author.Id == facts.Context.Self.Id ? request.Round > (last?.Round ?? 0)
            : request.Round == (last?.Round ?? 0) + 1 && request.Previous == last?.Digest;
    }

    private TrackedIssue? IssueOf(RecordEntry entry) => issues.GetValueOrDefault(entry.Issue.Id);

    private void Verify(RecordEntry entry)
    {
        var found = proof.Of(entry, IssueOf(entry), lost.Contains(entry.Request.Key));
        gaps.AddRange(found.Doubts);
        var isTold = (found.Charges.IsEmpty && !lost.Contains(entry.Request.Key)) || !book.IsDecidedAnew(entry);
        charges.AddRange(isTold ? found.Charges.Select(charge => (entry.Request, charge)) : []);
        if (found.IsUnproven)
        {
            _ = unproven.Add(entry.Request.Key);
        }

        foreach (var fault in isTold ? found.Faults : [])
        {
            Happen(new RecordEvent.Tamper(now, entry.Request.Key, fault));
        }

        if (found.Why is { } why)
        {
            Move(entry, DecisionState.Invalidated, why);
        }
    }

    private void End(RecordEntry entry)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var request = entry.Request;
        if (entry.State is DecisionState.Approved && entry.Until < today)
        {
            Move(entry, DecisionState.Expired, $"it held until {entry.Until:yyyy-MM-dd}");
        }
        else if (entry.State is DecisionState.Requested && request.Kind is not DecisionKind.Review && now - entry.SeenAt > TimeSpan.FromDays(facts.Policy.Records.LapseDays))
        {
            Move(entry, DecisionState.Lapsed, $"nobody decided within {Counted.Of(facts.Policy.Records.LapseDays, "day")}");
        }

        // Another branch may have mended it before this one, or may have brought what this one never had.
        if (!entry.IsLive || request.Kind is not DecisionKind.Exception || !facts.IsDecidingBranch)
        {
            return;
        }

        var finding = facts.Findings.GetValueOrDefault((request.Rule, request.Fingerprint));
        if (finding?.Evidence == request.Evidence)
        {
            Sight(entry);
        }
        else if (entry.IsSighted && finding is not null)
        {
            var changes = EvidenceChanges.Describe(request.Covers, finding.Covers);
            Move(entry, DecisionState.Resolved, $"what it was asked for has become something else{(changes.Length > 0 ? $" ({changes})" : "")}, which needs a decision of its own");
        }
        else if (entry.IsSighted && facts.Evaluated.Contains(request.Rule))
        {
            Move(entry, DecisionState.Resolved, "what it was asked for is mended");
        }
    }

    /// <summary>Writes down that a check ran.</summary>
    /// <param name="run">The check.</param>
    public void Note(RecordEvent.CheckRun run) => Happen(run);

    /// <summary>Writes down that what a request is about stands on the branch that decides.</summary>
    /// <param name="entry">The request.</param>
    public void Sight(RecordEntry entry)
    {
        if (!entry.IsSighted && facts.IsDecidingBranch)
        {
            Happen(new RecordEvent.Sighting(now, entry.Request.Key));
        }
    }

    private void Decide(RecordEntry entry)
    {
        if (IssueOf(entry) is not { } issue)
        {
            return;
        }

        var commands = new List<(TrackedComment Comment, Command Command)>();
        foreach (var comment in issue.Comments.Where(comment => !entry.HasSeen(comment.Id)).OrderBy(comment => comment.Order))
        {
            if (CommandReader.Read(comment.Body, out var fault) is { } command)
            {
                commands.Add((comment, command));
            }
            else if (fault is not null && comment.Unproven is { } unproven)
            {
                pending.Add((entry.Request.Key, new RefusedCommand(comment.Author.Person, RecordsView.FirstLine(comment.Body), [$"{fault}.", $"{unproven}."])));
            }
            else if (fault is not null)
            {
                Happen(new RecordEvent.Refusal(now, entry.Request.Key, KeptComment.Of(comment), [$"{fault}."]));
            }
        }

        // Of an approval and a rejection that meet, the rejection wins, whichever was written first.
        var rejection = commands.FindIndex(pair => pair.Command.Verb is CommandVerb.Reject && Judge(entry, issue, pair).All(check => check.Outcome is CheckOutcome.Met));
        if (rejection > 0)
        {
            var first = commands[rejection];
            commands.RemoveAt(rejection);
            commands.Insert(0, first);
        }

        foreach (var pair in commands)
        {
            Take(entry, issue, pair);
        }
    }

    private ImmutableArray<AcceptanceCheck> Judge(RecordEntry entry, TrackedIssue issue, (TrackedComment Comment, Command Command) pair)
    {
        var finding = facts.Findings.GetValueOrDefault((entry.Request.Rule, entry.Request.Fingerprint));
        return Acceptance.Of(facts.SituationOf(entry, issue, pair.Comment, pair.Command) with
        {
            Authors = finding is null ? [] : facts.Authors.GetValueOrDefault(finding.Path, []),
            UnprovenAuthors = facts.ProofOf(entry.Request).Change,
        });
    }

    private void Take(RecordEntry entry, TrackedIssue issue, (TrackedComment Comment, Command Command) pair)
    {
        var (comment, command) = pair;
        var checks = Judge(entry, issue, pair);
        ImmutableArray<string> failed = [.. checks.Where(check => check.Outcome is CheckOutcome.Failed).Select(check => check.Reason)];
        ImmutableArray<string> unknown = [.. checks.Where(check => check.Outcome is CheckOutcome.Unknown).Select(check => check.Reason)];
        if (failed.IsEmpty && IsRepeated(entry, issue, comment, command))
        {
            failed = [HasDecided(comment.Author)];
        }

        // What is not committed yet may still become something else, so nothing is said of it for good.
        if (!failed.IsEmpty && comment.Unproven is null)
        {
            Happen(new RecordEvent.Refusal(now, entry.Request.Key, KeptComment.Of(comment), failed));
            return;
        }

        if (failed.Length + unknown.Length > 0)
        {
            pending.Add((entry.Request.Key, new RefusedCommand(comment.Author.Person, command.ToString(), [.. failed, .. unknown])));

            // What is not committed yet, or signed by nobody, is nothing that could not be looked at.
            if (comment.Unproven is null && checks.Any(check => check is { Outcome: CheckOutcome.Unknown, Name: not Acceptance.Separate }))
            {
                gaps.Add(new Gap(issue.Name, string.Join(" ", unknown).TrimEnd('.'), Failed: true));
            }

            return;
        }

        Happen(new RecordEvent.Decision(now, entry.Request.Key, KeptComment.Of(comment), command, checks));
        Effect(entry, command);
    }

    internal static string HasDecided(Account author) => $"'{author.Name}' has decided on this already; another approver has to.";

    internal static bool IsRepeated(RecordEntry entry, TrackedIssue issue, TrackedComment comment, Command command) => command.Verb switch
    {
        CommandVerb.Approve => entry.Approvals.Any(approval => approval.Comment.Author.Id == comment.Author.Id
            || comment.SignedBy.Any(signer => signer.IsOf(approval.Comment.Author.Id))
            || issue.Comments.Any(other => other.Id == approval.Comment.Id && other.SignedBy.Any(signer => signer.IsOf(comment.Author.Id)))),
        CommandVerb.Keep or CommandVerb.Remove => entry.Rows.Any(row => row.Command.Target == command.Target),
        _ => false,
    };

    private void Effect(RecordEntry entry, Command command)
    {
        var request = entry.Request;
        switch (command.Verb)
        {
            case CommandVerb.Approve:
                var approvals = entry.Approvals.ToList();
                if (approvals.Count >= DecisionLimits.Of(facts.Policy, request.Rule, facts.SeverityOf(request)).Approvals)
                {
                    Move(entry, DecisionState.Approved, "", approvals.Min(approval => approval.Command.Until));
                }

                break;
            case CommandVerb.Reject:
                Move(entry, DecisionState.Rejected, "");
                break;
            case CommandVerb.Revoke:
                Move(entry, DecisionState.Revoked, "");
                break;
            case CommandVerb.Withdraw:
                Move(entry, DecisionState.Withdrawn, "");
                break;
            default:
                if (entry.Rows.Count() == request.Entries.Length)
                {
                    Move(entry, DecisionState.Resolved, "every row is decided");
                }

                break;
        }
    }

    private void Move(RecordEntry entry, DecisionState to, string why, DateOnly? until = null) =>
        Happen(new RecordEvent.Transition(now, entry.Request.Key, entry.State, to, why, until));

    // One entry that does not fit must not keep all others from being written.
    private void Happen(RecordEvent recordEvent)
    {
        if (RecordEventJson.Write(recordEvent).Length > LedgerFolder.MaximumEntryLength)
        {
            gaps.Add(new Gap("ledger", "something that happened is too long to be written down, so that it does not count", Failed: true));
            return;
        }

        book.Add(recordEvent);
        events.Add(recordEvent);
    }
}
