using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Show who owns paths: --po-owned-path=src/a.cs.</summary>
[TaskName(PoPipelineTasks.Owners)]
[TaskDescription("Show who owns paths: --po-owned-path=src/a.cs")]
public sealed class OwnersTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.ShowOwners();
}
