using System.Collections.Immutable;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Records;

/// <summary>What came of a run over the records.</summary>
/// <param name="Records">What the records say now.</param>
/// <param name="Filed">What was asked for in this run and is on record, made now or found.</param>
/// <param name="Notes">What else is worth knowing, as sentences.</param>
public sealed record RecordsOutcome(Rules.Model.Decisions.Records Records, ImmutableArray<RecordedDecision> Filed, ImmutableArray<string> Notes)
{
    /// <summary>What would come of the decision that was proposed.</summary>
    public Foresight Foreseen { get; init; } = Foresight.None;

    /// <summary>How what is written here comes to the branch on which decisions count; null where people decide elsewhere.</summary>
    public WayToBranch? Way { get; init; }

    /// <summary>The policy of the branch that counts; null where none was read.</summary>
    internal BranchPolicy? Trusted { get; init; }
}
