using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Judge the settings of an organisation or group and of its repositories.</summary>
[TaskName(PoPipelineTasks.Organization)]
[TaskDescription("Judge the settings of an organisation or group and of its repositories")]
public sealed class OrganizationTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.CheckOrganizationAsync();
}
