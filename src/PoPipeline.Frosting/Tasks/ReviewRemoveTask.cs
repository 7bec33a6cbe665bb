using Cake.Frosting;
using PoPipeline.Decisions.Commands;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Decide that a principal of the review loses what they have: --po-entry=e1.</summary>
[TaskName(PoPipelineTasks.ReviewRemove)]
[TaskDescription("Decide that a principal of the review loses what they have: --po-entry=e1")]
public sealed class ReviewRemoveTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.DecideAsync(CommandVerb.Remove);
}
