using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Ask for an exception: --po-id=PO3204 --po-subject=….</summary>
[TaskName(PoPipelineTasks.Request)]
[TaskDescription("Ask for an exception: --po-id=PO3204 --po-subject=…")]
public sealed class RequestTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.RequestAsync();
}
