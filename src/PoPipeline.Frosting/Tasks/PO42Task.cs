using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check SSDF task PO.4.2 alone.</summary>
[TaskName(PoPipelineTasks.PO42)]
[TaskDescription("Check SSDF task PO.4.2 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO42Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.4.2");
}
