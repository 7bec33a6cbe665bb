using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check SSDF task PO.3.3 alone.</summary>
[TaskName(PoPipelineTasks.PO33)]
[TaskDescription("Check SSDF task PO.3.3 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO33Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.3.3");
}
