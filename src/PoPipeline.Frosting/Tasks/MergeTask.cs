using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Join the snapshots of runs that shared an organisation, and judge them as one.</summary>
[TaskName(PoPipelineTasks.Merge)]
[TaskDescription("Join the snapshots of runs that shared an organisation, and judge them as one")]
public sealed class MergeTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.MergeAsync();
}
