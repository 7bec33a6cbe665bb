using Cake.Frosting;
using PoPipeline.Decisions.Commands;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Reject a request: --po-digest=0123abcd.</summary>
[TaskName(PoPipelineTasks.Reject)]
[TaskDescription("Reject a request: --po-digest=0123abcd")]
public sealed class RejectTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.DecideAsync(CommandVerb.Reject);
}
