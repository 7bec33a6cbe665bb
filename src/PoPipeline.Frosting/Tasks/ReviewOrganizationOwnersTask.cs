using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Open a review of the owners of an organisation or group: --po-forge=github:acme.</summary>
[TaskName(PoPipelineTasks.ReviewOrganizationOwners)]
[TaskDescription("Open a review of the owners of an organisation or group: --po-forge=github:acme")]
public sealed class ReviewOrganizationOwnersTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.ReviewOrganizationOwnersAsync();
}
