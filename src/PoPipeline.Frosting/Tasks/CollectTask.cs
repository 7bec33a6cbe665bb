using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Collect a snapshot of the repository.</summary>
[TaskName(PoPipelineTasks.Collect)]
[TaskDescription("Collect a snapshot of the repository")]
public sealed class CollectTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Collect();
}
