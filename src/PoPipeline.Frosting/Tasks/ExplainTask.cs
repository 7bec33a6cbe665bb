using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Show the page of a rule: --po-id=PO3204.</summary>
[TaskName(PoPipelineTasks.Explain)]
[TaskDescription("Show the page of a rule: --po-id=PO3204")]
public sealed class ExplainTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Explain();
}
