using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Open a review of the code owners.</summary>
[TaskName(PoPipelineTasks.ReviewCodeOwners)]
[TaskDescription("Open a review of the code owners")]
public sealed class ReviewCodeOwnersTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.ReviewCodeOwnersAsync();
}
