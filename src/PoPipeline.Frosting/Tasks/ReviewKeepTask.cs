using Cake.Frosting;
using PoPipeline.Decisions.Commands;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Decide that a principal of the review keeps what they have: --po-entry=e1.</summary>
[TaskName(PoPipelineTasks.ReviewKeep)]
[TaskDescription("Decide that a principal of the review keeps what they have: --po-entry=e1")]
public sealed class ReviewKeepTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.DecideAsync(CommandVerb.Keep);
}
