using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Judge the snapshot by every rule.</summary>
[TaskName(PoPipelineTasks.Assess)]
[TaskDescription("Judge the snapshot by every rule")]
[IsDependentOn(typeof(CollectTask))]
public sealed class AssessTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Assess();
}
