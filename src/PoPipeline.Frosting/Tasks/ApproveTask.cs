using Cake.Frosting;
using PoPipeline.Decisions.Commands;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Approve a request: --po-digest=0123abcd --po-until=2027-01-31.</summary>
[TaskName(PoPipelineTasks.Approve)]
[TaskDescription("Approve a request: --po-digest=0123abcd --po-until=2027-01-31")]
public sealed class ApproveTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.DecideAsync(CommandVerb.Approve);
}
