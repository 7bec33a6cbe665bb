using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Configuration;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Forges;
using PoPipeline.Ledger;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Decisions.Records;

/// <summary>
/// Keeps the records of a repository: reads what people decided in a tracker, verifies again all that holds, writes down what happened in the
/// ledger before anything is shown, and files what is asked for, once. Run again after a crash at any step, it goes on where it was.
/// </summary>
/// <param name="tracker">Where people see requests and decide.</param>
/// <param name="time">The clock of last resort, where the tracker cannot be asked.</param>
public sealed class RecordsKeeper(ITracker tracker, TimeProvider time)
{
    private const int MostAttempts = 8;

    // A first run on an old repository shall not flood a tracker.
    private const int MostFiled = 50;

    private static readonly TimeSpan BetweenNotes = TimeSpan.FromHours(1);

    /// <summary>Runs once.</summary>
    /// <param name="request">What the run wants.</param>
    /// <param name="cancellation">Stops; what is written by then is whole.</param>
    /// <exception cref="ForgeException">The tracker refuses; where it merely cannot be reached, what the ledger knows is used.</exception>
    /// <exception cref="LedgerException">The ledger cannot be written.</exception>
    public async Task<RecordsOutcome> RunAsync(RecordsRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await OnceAsync(request, cancellation).ConfigureAwait(false) is { } outcome)
                {
                    return outcome;
                }
            }
            catch (LedgerConflictException) when (attempt < MostAttempts)
            {
                // Another run wrote first: what it wrote is read, and all is judged again.
                continue;
            }
            catch (ForgeException exception) when (exception.IsOutage && !request.Writes)
            {
                return Outage(request, exception, cancellation);
            }

            if (attempt == MostAttempts)
            {
                throw new ForgeException($"Other runs wrote to the ledger {MostAttempts} times in a row; run again.");
            }
        }
    }

    // Null where another run has published first.
    private async Task<RecordsOutcome?> OnceAsync(RecordsRequest request, CancellationToken cancellation)
    {
        var context = await tracker.OpenAsync(cancellation).ConfigureAwait(false);
        if (tracker.Ledger is { } store)
        {
            await store.FetchAsync(request.Ledger, cancellation).ConfigureAwait(false);
        }

        var (ledger, book, damage) = ReadLedger(request, cancellation);
        if (ledger is null || book is null)
        {
            return new RecordsOutcome(new Rules.Model.Decisions.Records { Tamperings = damage, RequestUrl = context.RequestUrl }, [], []);
        }

        var (policy, trusted) = await PolicyOfAsync(request, context, cancellation).ConfigureAwait(false);
        context = WithIdentity(context, policy.Exceptions.Records);
        var reading = await tracker.ReadAsync([.. book.Entries.Select(entry => entry.Issue.Id)], cancellation).ConfigureAwait(false);

        // A list that changes while it is read page by page may show an issue twice.
        reading = reading with { Issues = [.. reading.Issues.DistinctBy(issue => issue.Id, StringComparer.Ordinal)] };
        var facts = await FactsAsync(request, context, policy, book, reading, cancellation).ConfigureAwait(false);
        var processor = new RequestProcessor(book, facts);
        var lastSeen = book.LastSeen;
        processor.Run();

        List<string> notes = [];
        List<RecordEntry> filed = [];
        if (ledger.Size == 0 && book.Entries.Any(entry => entry.Decisions.Count > 0))
        {
            notes.Add($"The ledger '{request.Ledger}' holds nothing, although decisions are on record: it begins anew. If there was one before, somebody took it away.");
        }

        if (request.Writes)
        {
            notes.AddRange(await FileAsync(request, facts, book, processor, filed, cancellation).ConfigureAwait(false));
            if (tracker.Ledger is not null && IsWorthNoting(processor, lastSeen, facts.Context.Now))
            {
                processor.Note(RunOf(request, facts.Context.Now));
            }

            if (!await AppendAsync(request, ledger, processor, cancellation).ConfigureAwait(false))
            {
                return null;
            }

            await ShowAsync(book, facts, processor, cancellation).ConfigureAwait(false);
        }

        var foreseen = request.Proposed is { } proposed ? await ForeseeAsync(proposed, facts, book, cancellation).ConfigureAwait(false) : Foresight.None;
        var records = RecordsView.Of(book, facts, processor);
        var byKey = records.Decisions.ToDictionary(decision => decision.Key, StringComparer.Ordinal);
        return new RecordsOutcome(records, [.. filed.Select(entry => byKey.GetValueOrDefault(entry.Request.Key)).OfType<RecordedDecision>().Distinct()], [.. notes])
        {
            Trusted = trusted,
            Foreseen = foreseen,
            Way = context.Way,
        };
    }

    // A forge that goes away later events the decisions that were verified lately; a folder never goes away, and its ledger is for commits.
    private static bool IsWorthNoting(RequestProcessor processor, DateTimeOffset? lastSeen, DateTimeOffset now) =>
        processor.Events.Count > 0 || lastSeen is not { } seen || now - seen >= BetweenNotes;

    private static RecordEvent.CheckRun RunOf(RecordsRequest request, DateTimeOffset now)
    {
        var findings = request.Assessment.Findings.ToList();
        return new RecordEvent.CheckRun(
            now,
            request.Assessment.Snapshot.Repository.Revision,
            findings.Count(finding => finding.IsOpen),
            findings.Count(finding => !finding.IsOpen),
            request.Assessment.Judgements.Count(judgement => judgement.Verdict.Gaps.Length > 0));
    }

    private static (LedgerFolder? Ledger, RecordBook? Book, ImmutableArray<Tampering> Damage) ReadLedger(RecordsRequest request, CancellationToken cancellation)
    {
        try
        {
            var report = LedgerVerifier.Verify(request.Ledger, request.Known, request.Anchors, cancellation);
            if (report.Condition is not LedgerCondition.Valid)
            {
                return (null, null, [.. report.Problems.Select(problem => new Tampering($"{request.Ledger}/{problem.File}", problem.Message.TrimEnd('.')))]);
            }

            var ledger = LedgerFolder.Open(request.Ledger, request.Signer, request.Known);
            return (ledger, RecordBook.Read(ledger.Read()), []);
        }
        catch (LedgerDamagedException exception)
        {
            return (null, null, [new Tampering(request.Ledger, exception.Message.TrimEnd('.'))]);
        }
        catch (FormatException exception)
        {
            return (null, null, [new Tampering(request.Ledger, exception.Message.TrimEnd('.'))]);
        }
    }

    private async Task<(Policy Policy, BranchPolicy? Trusted)> PolicyOfAsync(RecordsRequest request, TrackerContext context, CancellationToken cancellation)
    {
        var own = request.Assessment.Snapshot.Policy;
        if (request.Assessment.Snapshot.Trust.Source is PolicySource.Given)
        {
            return (own, null);
        }

        if (request.Assessment.Snapshot.Trust is { Source: PolicySource.Branch, Branch: { } judging } && judging != context.Branch)
        {
            throw new ForgeException(
                $"The policy of branch '{judging}' judges by what the clone says, but decisions count on branch '{context.Branch}' by what the tracker says. No decision counts until they agree: "
                + "name the branch with --trusted-branch, or run `git remote set-head origin --auto`.");
        }

        BranchPolicy read;
        try
        {
            var reading = await TrustedPolicy.ReadAsync(tracker, own.Path ?? PolicyReader.FileName, cancellation).ConfigureAwait(false);
            read = new BranchPolicy(reading, context.Branch, context.Commit);
        }
        catch (ConfigurationException exception)
        {
            throw new ForgeException($"The policy of the branch on which decisions count is not usable: {exception.Message}", exception);
        }

        var trusted = read.Reading?.Policy ?? new Policy();

        // A branch that looks elsewhere for its decisions could bring decisions of its own.
        var different = trusted.Exceptions.Approvers.IsEmpty
            ? []
            : Where(own.Exceptions.Records).Zip(Where(trusted.Exceptions.Records), (here, there) => (here.Key, Here: here.Value, There: there.Value)).Where(key => key.Here != key.There).ToList();
        return different is [var (key, here, there), ..]
            ? throw new ForgeException(
                $"'exceptions.records.{key}' of the policy of this tree says {here}, that of branch '{context.Branch}', on which decisions count, {there}. No decision counts until they agree.")
            : (trusted, read);
    }

    // Forges number their repositories. Elsewhere the branch that counts says which one this is, whatever history was merged into it.
    private TrackerContext WithIdentity(TrackerContext context, RecordsPolicy records) =>
        tracker.Kind is TrackerKind.Folder ? context with { Scope = context.Scope with { Owner = WellFormed(records.Identity ?? "") } } : context;

    private static IEnumerable<(string Key, string Value)> Where(RecordsPolicy records) =>
    [
        ("tracker", $"'{records.Tracker.Json()}'"),
        ("project", Quoted(records.Project)),
        ("folder", Quoted(records.Folder)),
        ("branch", Quoted(records.Branch)),
        ("signers", Quoted(records.Signers)),
    ];

    private static string Quoted(string? value) => value is null ? "nothing" : $"'{value}'";

    private async Task<RunFacts> FactsAsync(
        RecordsRequest request, TrackerContext context, Policy policy, RecordBook book, TrackerReading reading, CancellationToken cancellation)
    {
        var snapshot = request.Assessment.Snapshot;
        var (digestOf, partsOf) = (ResultDigest.For(snapshot), ResultDigest.PartsOf(snapshot));
        var findings = request.Assessment.Judgements.Concat(request.Assessment.Beside)
            .SelectMany(judgement => judgement.Findings)
            .Select(finding => new PresentFinding(
                finding.Rule.Id, finding.Fingerprint, digestOf(finding), partsOf(finding.Rule.Id, finding.Fingerprint), finding.Severity, finding.Finding.Place.Path))
            .DistinctBy(finding => (finding.Rule, finding.Fingerprint))
            .ToDictionary(finding => (finding.Rule, finding.Fingerprint));

        var commanding = reading.Issues.SelectMany(issue => issue.Comments.Concat(issue.Lost))
            .Concat(reading.Lost.SelectMany(issue => issue.Lost))
            .Where(comment => CommandReader.Read(comment.Body, out _) is not null)
            .Select(comment => comment.Author);
        var approving = book.Entries
            .Where(entry => entry.State is DecisionState.Approved)
            .SelectMany(entry => entry.Approvals)
            .Select(approval => new Account(approval.Comment.Author.Id, approval.Comment.Author.Name, AccountKind.Person));
        var authority = new Dictionary<string, Fact<bool>>(StringComparer.Ordinal);
        foreach (var account in commanding.Concat(approving).DistinctBy(account => account.Id, StringComparer.Ordinal))
        {
            authority[account.Id] = policy.Exceptions.Approvers.IsEmpty
                ? Fact<bool>.Known(value: false)
                : await tracker.IsApproverAsync(account, policy.Exceptions.Approvers, cancellation).ConfigureAwait(false);
        }

        // Only what somebody is deciding on needs to be looked up.
        var decided = reading.Issues
            .Where(issue => issue.Comments.Any(comment => CommandReader.Read(comment.Body, out _) is { Verb: CommandVerb.Approve }))
            .Select(issue => RequestBlock.Read(issue.Body, out _))
            .OfType<DecisionRequest>()
            .Where(asked => book.Find(asked.Key) is not { IsLive: false })
            .Select(asked => findings.GetValueOrDefault((asked.Rule, asked.Fingerprint))?.Path)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);
        var authors = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var proofs = new Dictionary<string, AuthorProof>(StringComparer.Ordinal);
        foreach (var path in decided)
        {
            authors[path] = await tracker.AuthorsOfAsync(path, cancellation).ConfigureAwait(false);
            proofs[path] = await tracker.ProofOfAuthorsAsync(path, cancellation).ConfigureAwait(false);
        }

        return new RunFacts
        {
            Tracker = tracker.Kind,
            IsDecidingBranch = snapshot.Repository is { Revision: null, Branch: null } || snapshot.Repository.Revision == context.Commit || snapshot.Repository.Branch == context.Branch,
            Context = context with { Now = WholeSeconds(context.Now) },
            Policy = policy.Exceptions,
            Reading = reading,
            Authority = authority,
            Authors = authors,
            Proofs = proofs,
            Findings = findings,
            Evaluated = request.IsComplete
                ? request.Assessment.Judgements.Where(judgement => judgement.Verdict.Gaps.IsEmpty).Select(judgement => judgement.Rule.Id).ToHashSet(StringComparer.Ordinal)
                : ImmutableHashSet<string>.Empty,
        };
    }

    // What is written now and refused by every later run helps nobody; whoever writes it is told at once, by the same conditions.
    private async Task<Foresight> ForeseeAsync(Proposal proposed, RunFacts facts, RecordBook book, CancellationToken cancellation)
    {
        var entries = book.Entries
            .Where(entry => !facts.IsForeign(entry.Request) && entry.IsLive && (entry.Request.Kind is DecisionKind.Review) == (proposed.Entry is not null))
            .Where(entry => (proposed.Entry is not null && proposed.Record == proposed.Entry) || RecordNames.Is(proposed.Record, entry.Request.Digest, entry.Request.Key, entry.Issue.Name, entry.Issue.Url) || proposed.Record == entry.Request.Fingerprint)
            .OrderByDescending(entry => entry.Request.CreatedAt)
            .ToList();
        if (entries is not [var entry, ..] || (entries.Count > 1 && proposed.Entry is null)
            || facts.Reading.Issues.FirstOrDefault(issue => issue.Id == entry.Issue.Id) is not { } issue)
        {
            return Foresight.None;
        }

        var self = facts.Context.Self;
        var command = new Command(proposed.Verb, proposed.Entry ?? entry.Request.Digest[..Command.LeastDigits], proposed.Until, "");
        var comment = new TrackedComment { Id = "", Order = long.MaxValue, Author = self, Body = command.ToString(), CreatedAt = facts.Context.Now, LastEdit = Fact<TrackedEdit?>.Known(null) };
        var path = facts.Findings.GetValueOrDefault((entry.Request.Rule, entry.Request.Fingerprint))?.Path;
        var situation = facts.SituationOf(entry, issue, comment, command) with
        {
            Authority = facts.Policy.Approvers.IsEmpty ? Fact<bool>.Known(value: false) : await tracker.IsApproverAsync(self, facts.Policy.Approvers, cancellation).ConfigureAwait(false),
            Authors = path is null ? [] : await tracker.AuthorsOfAsync(path, cancellation).ConfigureAwait(false),
            UnprovenAuthors = path is null ? null : (await tracker.ProofOfAuthorsAsync(path, cancellation).ConfigureAwait(false)).Change,
        };
        var checks = Acceptance.Of(situation);
        var lastDay = DateOnly.FromDateTime(facts.Context.Now.UtcDateTime).AddDays(DecisionLimits.Of(facts.Policy, entry.Request.Rule, situation.Severity).Days);
        return Foresight.Of(self, checks, [.. Repeated(entry, issue, comment, command)], proposed.Verb is CommandVerb.Approve ? lastDay : null);
    }

    private static IEnumerable<string> Repeated(RecordEntry entry, TrackedIssue issue, TrackedComment comment, Command command)
    {
        if (RequestProcessor.IsRepeated(entry, issue, comment, command))
        {
            yield return RequestProcessor.HasDecided(comment.Author);
        }

        // What waits to be committed says the same once it is.
        var waiting = issue.Comments.FirstOrDefault(other => other.Unproven is not null && other.Author.Id == comment.Author.Id && !entry.HasSeen(other.Id)
            && CommandReader.Read(other.Body, out _) is { } said && said.Verb == command.Verb && said.Target[..Math.Min(said.Target.Length, Command.LeastDigits)] == command.Target);
        if (waiting is not null)
        {
            yield return $"'{comment.Author.Name}' has decided so already, in '{waiting.Id}', which does not count yet. {waiting.Unproven}. To decide otherwise, delete that file first.";
        }
    }

    private async Task<List<string>> FileAsync(
        RecordsRequest request, RunFacts facts, RecordBook book, RequestProcessor processor, List<RecordEntry> filed, CancellationToken cancellation)
    {
        List<string> notes = [];
        var automatic = facts.Policy.Records.Automatic && request.FileFrom is { } least
            ? request.Assessment.Findings
                .Where(finding => finding.Severity >= least && finding.IsOpen && finding.Suppression?.Comment is null && RecordedDecisions.CanBeExcused(finding.Rule))
                .Where(finding => IsWorthAsking(finding, book, facts))
                .Select(finding => new Asked { Finding = finding })
                .ToList()
            : [];
        if (automatic.Count > MostFiled)
        {
            notes.Add($"{Counted.Of(automatic.Count - MostFiled, "more finding")} {(automatic.Count - MostFiled == 1 ? "has" : "have")} no request yet; at most {MostFiled} are filed in one run.");
        }

        var byForm = AskedByForm.Read(facts, request.Assessment, notes);
        foreach (var (asked, form) in request.Asked.Select(asked => (asked, (TrackedIssue?)null))
                     .Concat(byForm.Select(pair => (pair.Asked, (TrackedIssue?)pair.Issue)))
                     .Concat(automatic.Take(MostFiled).Select(asked => (asked, (TrackedIssue?)null))))
        {
            var entry = await FileAsync(asked, request, facts, book, processor, cancellation).ConfigureAwait(false);
            filed.Add(entry);
            if (form is not null)
            {
                var (marker, text) = EventComments.Duplicate(entry, form.Id);
                await tracker.CommentAsync(form, marker, text, cancellation).ConfigureAwait(false);
                await tracker.ShowAsync(form, DecisionState.Resolved, cancellation).ConfigureAwait(false);
            }
        }

        return notes;
    }

    private static string EvidenceOf(AssessedFinding finding, RunFacts facts) => facts.Findings[(finding.Rule.Id, finding.Fingerprint)].Evidence;

    // What people refused or took back is asked for again by people only.
    private static bool IsWorthAsking(AssessedFinding finding, RecordBook book, RunFacts facts) =>
        book.On(facts.Context.Scope, finding.Rule.Id, finding.Fingerprint).LastOrDefault() is not { } last
        || last.State is DecisionState.Expired or DecisionState.Invalidated or DecisionState.Resolved
        || (last.IsLive && last.Request.Evidence != EvidenceOf(finding, facts));

    private async Task<RecordEntry> FileAsync(
        Asked asked, RecordsRequest request, RunFacts facts, RecordBook book, RequestProcessor processor, CancellationToken cancellation)
    {
        var rule = asked.Finding?.Rule.Id ?? ReviewRules.Of(asked.Review);
        var fingerprint = asked.Finding?.Fingerprint ?? ReviewRules.FingerprintOf(asked.Review);
        var last = book.On(facts.Context.Scope, rule, fingerprint).LastOrDefault();
        var evidence = asked.Finding is { } about ? EvidenceOf(about, facts) : fingerprint;

        // What has become something else needs a decision of its own, while the old one may still hold on another branch.
        if (last is { IsLive: true } && last.Request.Evidence == evidence)
        {
            return last;
        }

        var self = facts.Context.Self.Person;
        var decision = new DecisionRequest
        {
            Kind = asked.Kind,
            Rule = rule,
            Severity = asked.Finding?.Severity ?? Severity.Medium,
            Fingerprint = fingerprint,
            Subject = WellFormed(asked.Finding?.Finding.Subject ?? asked.Review),
            Evidence = evidence,
            Covers = asked.Finding is { } covered ? facts.Findings[(covered.Rule.Id, covered.Fingerprint)].Covers : [],
            Scope = facts.Context.Scope,
            Round = (last?.Request.Round ?? 0) + 1,
            Requester = asked.Requester ?? request.Actor ?? self,
            Authors = asked.Finding is { } found ? await tracker.AuthorsOfAsync(found.Finding.Place.Path, cancellation).ConfigureAwait(false) : [],
            Reason = WellFormed(asked.Reason),
            Controls = WellFormed(asked.Controls),
            Until = asked.Until,
            CreatedAt = facts.Context.Now,
            Previous = last?.Request.Digest,
            Entries = [.. asked.Principals.Select((principal, index) => new RequestEntry(string.Create(CultureInfo.InvariantCulture, $"e{index + 1}"), WellFormed(principal)))],
        };
        if (decision.Kind is DecisionKind.Review && !RequestShape.IsSound(decision))
        {
            throw new ForgeException($"A review of {Counted.Of(decision.Entries.Length, "row")} is more than one issue can hold, so that none is opened.");
        }

        var lastDay = DateOnly.FromDateTime(facts.Context.Now.UtcDateTime).AddDays(DecisionLimits.Of(facts.Policy, decision.Rule, decision.Severity).Days);
        var draft = new IssueDraft(decision, RequestPage.Title(decision), RequestPage.Body(decision, asked.Finding?.Finding.Message ?? "", request.Assessment.Snapshot.EvidenceTexts, lastDay));
        var issue = await tracker.FileAsync(draft, cancellation).ConfigureAwait(false);
        var entry = processor.TakeIn(issue)
            ?? throw new ForgeException($"The issue {issue.Name} that was just filed does not hold its request any more; look at who changed it, and run again.");
        if (entry.Request.Evidence == evidence)
        {
            processor.Sight(entry);
        }

        return entry;
    }

    private async Task<bool> AppendAsync(RecordsRequest request, LedgerFolder ledger, RequestProcessor processor, CancellationToken cancellation)
    {
        if (processor.Events.Count > 0)
        {
            ledger.Append([.. processor.Events.Select(recordEvent => (ReadOnlyMemory<byte>)RecordEventJson.Write(recordEvent))], ledger.Size, cancellation);
        }

        return tracker.Ledger is not { } store || processor.Events.Count == 0 || await store.PublishAsync(request.Ledger, cancellation).ConfigureAwait(false);
    }

    // Whatever is said already is not said again, so a run that was stopped here loses nothing.
    private async Task ShowAsync(RecordBook book, RunFacts facts, RequestProcessor processor, CancellationToken cancellation)
    {
        var issues = facts.Reading.Issues.ToDictionary(issue => issue.Id, StringComparer.Ordinal);
        foreach (var entry in book.Entries)
        {
            if (issues.GetValueOrDefault(entry.Issue.Id) is not { } issue)
            {
                continue;
            }

            foreach (var (marker, text) in EventComments.Of(entry).Where(said => !IsSaid(issue, said.Marker, facts.Context.Self)))
            {
                await tracker.CommentAsync(issue, marker, text, cancellation).ConfigureAwait(false);
            }

            if (!IsShown(issue, entry))
            {
                await tracker.ShowAsync(issue, entry.State, cancellation).ConfigureAwait(false);
            }
        }

        foreach (var duplicate in processor.Duplicates)
        {
            if (RequestBlock.Read(duplicate.Body, out _) is { } asked && book.Find(asked.Key) is { } entry)
            {
                var (marker, text) = EventComments.Duplicate(entry, duplicate.Id);
                await tracker.CommentAsync(duplicate, marker, text, cancellation).ConfigureAwait(false);
                await tracker.ShowAsync(duplicate, DecisionState.Resolved, cancellation).ConfigureAwait(false);
            }
        }
    }

    // Somebody else's comment with the marker silences nothing.
    private bool IsSaid(TrackedIssue issue, string marker, Account self) =>
        tracker.Kind is TrackerKind.Folder || issue.Comments.Any(comment => comment.Author.Id == self.Id && comment.Body.Contains(marker, StringComparison.Ordinal));

    private bool IsShown(TrackedIssue issue, RecordEntry entry) =>
        tracker.Kind is TrackerKind.Folder
        || (issue.IsOpen == entry.IsLive
            && issue.Labels.Contains(IssueLabels.Record, StringComparer.Ordinal)
            && issue.Labels.Where(label => label.StartsWith(IssueLabels.Prefix, StringComparison.Ordinal) && label != IssueLabels.Record).SequenceEqual([IssueLabels.Of(entry.State)], StringComparer.Ordinal));

    private RecordsOutcome Outage(RecordsRequest request, ForgeException exception, CancellationToken cancellation)
    {
        var (_, book, damage) = ReadLedger(request, cancellation);
        if (book is null)
        {
            return new RecordsOutcome(new Rules.Model.Decisions.Records { Tamperings = damage }, [], []);
        }

        var now = time.GetUtcNow();
        var hours = request.Assessment.Snapshot.Policy.Exceptions.Records.StaleHours;
        var isFresh = book.LastSeen is { } seen && (now - seen).Duration() <= TimeSpan.FromHours(hours);
        var records = RecordsView.Of(book, now);
        return isFresh
            ? new RecordsOutcome(records, [], [$"{exception.Message} Decisions are those that the ledger knew at {book.LastSeen:yyyy-MM-dd HH:mm} UTC; they hold for {Counted.Of(hours, "hour")}."])
            : new RecordsOutcome(new Rules.Model.Decisions.Records { Gaps = [new Gap("records", exception.Message.TrimEnd('.'), Failed: true)] }, [], []);
    }

    private static string WellFormed(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
