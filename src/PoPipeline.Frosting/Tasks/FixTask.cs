using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Show the edits that mend findings, or write them with --po-apply.</summary>
[TaskName(PoPipelineTasks.Fix)]
[TaskDescription("Show the edits that mend findings, or write them with --po-apply")]
public sealed class FixTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.FixAsync();
}
