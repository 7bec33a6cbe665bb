using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check SSDF task PO.4.1 alone.</summary>
[TaskName(PoPipelineTasks.PO41)]
[TaskDescription("Check SSDF task PO.4.1 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO41Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.4.1");
}
