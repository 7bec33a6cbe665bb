using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check SSDF task PO.3.2 alone.</summary>
[TaskName(PoPipelineTasks.PO32)]
[TaskDescription("Check SSDF task PO.3.2 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO32Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.3.2");
}
