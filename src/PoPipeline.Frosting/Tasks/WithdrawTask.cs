using Cake.Frosting;
using PoPipeline.Decisions.Commands;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Take a request back: --po-digest=0123abcd.</summary>
[TaskName(PoPipelineTasks.Withdraw)]
[TaskDescription("Take a request back: --po-digest=0123abcd")]
public sealed class WithdrawTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.DecideAsync(CommandVerb.Withdraw);
}
