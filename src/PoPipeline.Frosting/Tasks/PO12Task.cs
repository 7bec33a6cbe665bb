using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check SSDF task PO.1.2 alone.</summary>
[TaskName(PoPipelineTasks.PO12)]
[TaskDescription("Check SSDF task PO.1.2 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO12Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.1.2");
}
