using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check SSDF task PO.1.3 alone.</summary>
[TaskName(PoPipelineTasks.PO13)]
[TaskDescription("Check SSDF task PO.1.3 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO13Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.1.3");
}
