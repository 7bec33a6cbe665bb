using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check SSDF task PO.5.2 alone.</summary>
[TaskName(PoPipelineTasks.PO52)]
[TaskDescription("Check SSDF task PO.5.2 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO52Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.5.2");
}
