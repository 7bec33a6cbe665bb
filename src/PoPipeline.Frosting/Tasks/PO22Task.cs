using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check SSDF task PO.2.2 alone.</summary>
[TaskName(PoPipelineTasks.PO22)]
[TaskDescription("Check SSDF task PO.2.2 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO22Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.2.2");
}
