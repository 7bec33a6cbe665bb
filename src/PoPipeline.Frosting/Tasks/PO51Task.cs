using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check SSDF task PO.5.1 alone.</summary>
[TaskName(PoPipelineTasks.PO51)]
[TaskDescription("Check SSDF task PO.5.1 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO51Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.5.1");
}
