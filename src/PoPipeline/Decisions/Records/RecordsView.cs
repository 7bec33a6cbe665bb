using System.Collections.Immutable;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Requests;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>What the ledger and a run know, as the model that rules and reports read.</summary>
internal static class RecordsView
{
    public static Rules.Model.Decisions.Records Of(RecordBook book, RunFacts facts, RequestProcessor processor)
    {
        var pending = processor.Pending.ToLookup(pair => pair.Key, pair => pair.Command with { Waits = true }, StringComparer.Ordinal);
        var found = processor.Events.OfType<RecordEvent.Tamper>().Select(tamper => Told(tamper.Key is { } key ? book.Find(key)?.Request : null, tamper.What));
        var records = Of(book, pending, facts.IsForeign);
        return records with
        {
            Decisions =
            [
                .. records.Decisions.Select(decision => decision.State is DecisionState.Approved && processor.Unproven.Contains(decision.Key)
                    ? decision with { State = DecisionState.Requested }
                    : decision),
            ],
            Tamperings = [.. found.Concat(processor.Charges.Select(charge => Told(charge.Request, charge.What))).Concat(Standing(book, facts.IsForeign)).Distinct()],
            Gaps = [.. processor.Gaps],
            RequestUrl = facts.Context.RequestUrl,
        };
    }

    /// <summary>What the ledger alone knows, where the tracker cannot be reached.</summary>
    public static Rules.Model.Decisions.Records Of(RecordBook book, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var records = Of(book, Array.Empty<(string Key, RefusedCommand Command)>().ToLookup(pair => pair.Key, pair => pair.Command, StringComparer.Ordinal), isForeign: _ => false);
        return records with
        {
            Decisions =
            [
                .. records.Decisions.Select(decision => decision.State is not DecisionState.Approved ? decision
                    : book.Find(decision.Key) is { } entry && StandingProof.Overstated(entry) is { } what ? decision with { State = DecisionState.Invalidated, Why = what }
                    : decision.Until < today ? decision with { State = DecisionState.Expired }
                    : decision),
            ],
            Tamperings = [.. Standing(book, isForeign: _ => false)],
        };
    }

    private static Rules.Model.Decisions.Records Of(RecordBook book, ILookup<string, RefusedCommand> pending, Func<DecisionRequest, bool> isForeign) => new()
    {
        Decisions =
        [
            .. book.Entries
                .Where(entry => entry.Request.Kind is not DecisionKind.Review)
                .Select(entry => isForeign(entry.Request)
                    ? DecisionOf(entry, []) with { IsForeign = true, State = DecisionState.Invalidated, Why = WhyForeign(entry.Request) }
                    : DecisionOf(entry, pending[entry.Request.Key])),
        ],
        Reviews =
        [
            .. book.Entries
                .Where(entry => entry.Request.Kind is DecisionKind.Review)
                .OrderByDescending(entry => entry.Request.CreatedAt)
                .Select(entry => isForeign(entry.Request) ? ReviewOf(entry, []) with { ClosedAt = null, Invalid = WhyForeign(entry.Request) } : ReviewOf(entry, pending[entry.Request.Key])),
        ],
    };

    private static string WhyForeign(DecisionRequest request) => request.Scope.Repository.Length == 0
        ? "it was asked for before requests said which repository they are about; ask anew"
        : $"it is about another repository, {request.Scope.Describe()}; ask anew for this one";

    // Tampering is not over because a run has told of it: it stands until people have decided anew.
    private static IEnumerable<Tampering> Standing(RecordBook book, Func<DecisionRequest, bool> isForeign) => book.Entries
        .Where(entry => entry.State is DecisionState.Invalidated && !isForeign(entry.Request) && !book.IsDecidedAnew(entry))
        .SelectMany(entry => book.Tampers.Where(tamper => tamper.Key == entry.Request.Key))
        .Select(tamper => Told(tamper.Key is { } key ? book.Find(key)?.Request : null, tamper.What));

    // What was tampered with holds no more, whatever is put back. What says a way of its own is left as it is.
    private static Tampering Told(DecisionRequest? request, Tampering tampering) => request is null || tampering.What.EndsWith(LossProof.WayBack, StringComparison.Ordinal) ? tampering : tampering with
    {
        What = $"{tampering.What}. What it was decided for counts as open, and putting things back changes nothing: "
            + (request.Kind is DecisionKind.Review ? $"open another review with `{ReviewRules.CommandOf(request.Subject)}`, and decide on its rows"
                : $"ask anew with `{ExceptionLinks.CommandOf(request.Rule, request.Subject, request.Fingerprint)}`, and let approvers decide on that; until then every run ends with exit code {(int)ExitCode.Tampering}"),
    };

    private static RecordedDecision DecisionOf(RecordEntry entry, IEnumerable<RefusedCommand> pending)
    {
        var request = entry.Request;
        var last = entry.Decisions.LastOrDefault(decision => decision.Command.Verb is not CommandVerb.Approve);
        return new RecordedDecision
        {
            Key = request.Key,
            Digest = request.Digest,
            Kind = request.Kind,
            Rule = request.Rule,
            Fingerprint = request.Fingerprint,
            Subject = request.Subject,
            Evidence = request.Evidence,
            Covers = request.Covers,
            Round = request.Round,
            State = entry.State,
            Why = entry.Why,
            Reason = request.Reason,
            Controls = request.Controls,
            Requester = request.Requester,
            Approvers = [.. entry.Approvals.Select(approval => approval.Comment.Author)],
            Decider = last?.Comment.Author,

            // What was said for an approval that does not count is nobody's answer yet.
            Justification = entry.State is DecisionState.Requested ? "" : string.Join(" ", (last is null ? entry.Approvals : [last]).Select(decision => decision.Command.Reason).Where(reason => reason.Length > 0)),
            AskedUntil = request.Until,
            Until = entry.Until,
            CreatedAt = request.CreatedAt,
            ChangedAt = entry.ChangedAt,
            Url = entry.Issue.Url,
            Issue = entry.Issue.Name,
            Refusals = RefusalsOf(entry, pending),
        };
    }

    private static ImmutableArray<RefusedCommand> RefusalsOf(RecordEntry entry, IEnumerable<RefusedCommand> pending) =>
    [
        .. entry.Refusals.Select(refusal => new RefusedCommand(refusal.Comment.Author, FirstLine(refusal.Comment.Body), refusal.Reasons)),
        .. pending,
    ];

    public static string FirstLine(string text) => text.TrimStart().Split('\n')[0].TrimEnd();

    private static RecordedReview ReviewOf(RecordEntry entry, IEnumerable<RefusedCommand> pending)
    {
        var refusals = RefusalsOf(entry, pending);
        var rows = entry.Rows.DistinctBy(row => row.Command.Target, StringComparer.Ordinal).ToDictionary(row => row.Command.Target, StringComparer.Ordinal);
        return new RecordedReview
        {
            Subject = entry.Request.Subject,
            Key = entry.Request.Key,
            Issue = entry.Issue.Name,
            Digest = entry.Request.Digest,
            OpenedAt = entry.Request.CreatedAt,
            DueOn = entry.Request.Until,
            ClosedAt = entry.State is DecisionState.Resolved && rows.Count == entry.Request.Entries.Length ? entry.ChangedAt : null,
            Invalid = entry.State switch
            {
                DecisionState.Invalidated => entry.Why,
                DecisionState.Withdrawn => "whoever asked for it took it back",
                _ => null,
            },
            Rows =
            [
                .. entry.Request.Entries.Select(row => rows.GetValueOrDefault(row.Entry) is { } decided
                    ? new ReviewRow(row.Entry, row.Principal, decided.Command.Verb is CommandVerb.Keep, decided.Comment.Author, decided.At)
                    : new ReviewRow(row.Entry, row.Principal)),
            ],
            Refusals = refusals.IsEmpty ? null : refusals,
            Url = entry.Issue.Url,
        };
    }
}
