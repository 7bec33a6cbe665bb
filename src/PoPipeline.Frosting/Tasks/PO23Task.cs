using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check SSDF task PO.2.3 alone.</summary>
[TaskName(PoPipelineTasks.PO23)]
[TaskDescription("Check SSDF task PO.2.3 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO23Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.2.3");
}
