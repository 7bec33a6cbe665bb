using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Requests;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>A request and all that the ledger says of it.</summary>
internal sealed class RecordEntry(RecordEvent.Request recordEvent)
{
    private readonly List<RecordEvent.Decision> decisions = [];
    private readonly List<RecordEvent.Refusal> refusals = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public DecisionRequest Request { get; } = recordEvent.Asked;

    public KeptIssue Issue { get; } = recordEvent.Issue;

    public DateTimeOffset SeenAt { get; } = recordEvent.At;

    public DecisionState State { get; private set; }

    public string Why { get; private set; } = "";

    /// <summary>Whether what it is about was seen on the branch that decides.</summary>
    public bool IsSighted { get; set; }

    public DateTimeOffset? ChangedAt { get; private set; }

    public DateOnly? Until { get; private set; }

    /// <summary>The commands that count, in the order in which they came to count.</summary>
    public IReadOnlyList<RecordEvent.Decision> Decisions => decisions;

    /// <summary>The commands that do not.</summary>
    public IReadOnlyList<RecordEvent.Refusal> Refusals => refusals;

    public bool IsLive => State is DecisionState.Requested or DecisionState.Approved;

    /// <summary>Whether people decided on it; that somebody took it back, or that it lapsed, is no decision.</summary>
    public bool WasDecided => Until is not null || Of(CommandVerb.Reject).Any() || (Request.Kind is DecisionKind.Review && State is DecisionState.Resolved);

    /// <summary>The approvals so far, one a person.</summary>
    public IEnumerable<RecordEvent.Decision> Approvals => Of(CommandVerb.Approve).DistinctBy(decision => decision.Comment.Author.Id, StringComparer.Ordinal);

    /// <summary>The rows of a review that are decided, the first decision on each.</summary>
    public IEnumerable<RecordEvent.Decision> Rows => decisions
        .Where(decision => decision.Command.Verb is CommandVerb.Keep or CommandVerb.Remove)
        .DistinctBy(decision => decision.Command.Target, StringComparer.Ordinal);

    public bool HasSeen(string comment) => seen.Contains(comment);

    public IEnumerable<RecordEvent.Decision> Of(CommandVerb verb) => decisions.Where(decision => decision.Command.Verb == verb);

    public void Add(RecordEvent.Decision decision)
    {
        decisions.Add(decision);
        _ = seen.Add(decision.Comment.Id);
    }

    public void Add(RecordEvent.Refusal refusal)
    {
        refusals.Add(refusal);
        _ = seen.Add(refusal.Comment.Id);
    }

    /// <summary>Comes to another state.</summary>
    /// <exception cref="FormatException">No request comes from this state to that one.</exception>
    public void Add(RecordEvent.Transition transition)
    {
        if (transition.From != State || !IsWay(transition.From, transition.To))
        {
            throw new FormatException($"It makes a request that is {State} one that is {transition.To}, as if it were {transition.From}.");
        }

        State = transition.To;
        Why = transition.Why;
        ChangedAt = transition.At;
        Until = transition.Until ?? Until;
    }

    // What is over stays over; only a record that turns out to be forged is still called so.
    private static bool IsWay(DecisionState from, DecisionState to) => from switch
    {
        DecisionState.Requested => to is not (DecisionState.Requested or DecisionState.Expired or DecisionState.Revoked),
        DecisionState.Approved => to is DecisionState.Expired or DecisionState.Revoked or DecisionState.Withdrawn or DecisionState.Invalidated or DecisionState.Resolved,
        DecisionState.Rejected or DecisionState.Resolved => to is DecisionState.Invalidated,
        _ => false,
    };
}
