using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check SSDF task PO.1.1 alone.</summary>
[TaskName(PoPipelineTasks.PO11)]
[TaskDescription("Check SSDF task PO.1.1 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO11Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.1.1");
}
