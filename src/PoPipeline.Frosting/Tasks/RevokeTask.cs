using Cake.Frosting;
using PoPipeline.Decisions.Commands;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Take an approval back: --po-digest=0123abcd.</summary>
[TaskName(PoPipelineTasks.Revoke)]
[TaskDescription("Take an approval back: --po-digest=0123abcd")]
public sealed class RevokeTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.DecideAsync(CommandVerb.Revoke);
}
