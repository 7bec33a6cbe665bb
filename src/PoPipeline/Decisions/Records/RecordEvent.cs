using System.Collections.Immutable;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Requests;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>One entry of the ledger: something that happened, as it was observed.</summary>
/// <param name="At">When it was observed, by the tracker's clock, whole seconds.</param>
internal abstract record RecordEvent(DateTimeOffset At)
{
    /// <summary>A request was seen for the first time.</summary>
    internal sealed record Request(DateTimeOffset At, DecisionRequest Asked, KeptIssue Issue) : RecordEvent(At);

    /// <summary>A command counts.</summary>
    internal sealed record Decision(DateTimeOffset At, string Key, KeptComment Comment, Command Command, ImmutableArray<AcceptanceCheck> Checks) : RecordEvent(At);

    /// <summary>A command does not count.</summary>
    internal sealed record Refusal(DateTimeOffset At, string Key, KeptComment Comment, ImmutableArray<string> Reasons) : RecordEvent(At);

    /// <summary>A request came to another state.</summary>
    internal sealed record Transition(DateTimeOffset At, string Key, DecisionState From, DecisionState To, string Why, DateOnly? Until) : RecordEvent(At);

    /// <summary>What a request is about was seen on the branch that decides, so that its absence there means something.</summary>
    internal sealed record Sighting(DateTimeOffset At, string Key) : RecordEvent(At);

    /// <summary>Something on record was changed.</summary>
    internal sealed record Tamper(DateTimeOffset At, string? Key, Tampering What) : RecordEvent(At);

    /// <summary>Who could decide.</summary>
    internal sealed record ApproverSet(DateTimeOffset At, ImmutableArray<string> Approvers, string Branch, string Commit) : RecordEvent(At);

    /// <summary>A check ran.</summary>
    internal sealed record CheckRun(DateTimeOffset At, string? Revision, int Open, int Accepted, int Unevaluated) : RecordEvent(At);
}
