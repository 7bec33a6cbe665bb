using Cake.Frosting;
using PoPipeline.Decisions.Commands;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Ask for an exception: --po-id=PO3204 --po-subject=….</summary>
[TaskName(PoPipelineTasks.Request)]
[TaskDescription("Ask for an exception: --po-id=PO3204 --po-subject=…")]
public sealed class RequestTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.RequestAsync();
}

/// <summary>Approve a request: --po-digest=0123abcd --po-until=2027-01-31.</summary>
[TaskName(PoPipelineTasks.Approve)]
[TaskDescription("Approve a request: --po-digest=0123abcd --po-until=2027-01-31")]
public sealed class ApproveTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.DecideAsync(CommandVerb.Approve);
}

/// <summary>Reject a request: --po-digest=0123abcd.</summary>
[TaskName(PoPipelineTasks.Reject)]
[TaskDescription("Reject a request: --po-digest=0123abcd")]
public sealed class RejectTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.DecideAsync(CommandVerb.Reject);
}

/// <summary>Take an approval back: --po-digest=0123abcd.</summary>
[TaskName(PoPipelineTasks.Revoke)]
[TaskDescription("Take an approval back: --po-digest=0123abcd")]
public sealed class RevokeTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.DecideAsync(CommandVerb.Revoke);
}

/// <summary>Take a request back: --po-digest=0123abcd.</summary>
[TaskName(PoPipelineTasks.Withdraw)]
[TaskDescription("Take a request back: --po-digest=0123abcd")]
public sealed class WithdrawTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.DecideAsync(CommandVerb.Withdraw);
}

/// <summary>Decide that a principal of the review keeps what they have: --po-entry=e1.</summary>
[TaskName(PoPipelineTasks.ReviewKeep)]
[TaskDescription("Decide that a principal of the review keeps what they have: --po-entry=e1")]
public sealed class ReviewKeepTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.DecideAsync(CommandVerb.Keep);
}

/// <summary>Decide that a principal of the review loses what they have: --po-entry=e1.</summary>
[TaskName(PoPipelineTasks.ReviewRemove)]
[TaskDescription("Decide that a principal of the review loses what they have: --po-entry=e1")]
public sealed class ReviewRemoveTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.DecideAsync(CommandVerb.Remove);
}
