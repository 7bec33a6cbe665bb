using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check SSDF task PO.2.1 alone.</summary>
[TaskName(PoPipelineTasks.PO21)]
[TaskDescription("Check SSDF task PO.2.1 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO21Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.2.1");
}
