using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check SSDF task PO.3.1 alone.</summary>
[TaskName(PoPipelineTasks.PO31)]
[TaskDescription("Check SSDF task PO.3.1 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO31Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.3.1");
}
