using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Show what changed from one snapshot to another.</summary>
[TaskName(PoPipelineTasks.Difference)]
[TaskDescription("Show what changed from one snapshot to another")]
public sealed class DifferenceTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.ShowDifference();
}
