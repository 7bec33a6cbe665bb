using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Show which types of security tools the pipelines run, and what the policy asks for that is missing.</summary>
[TaskName(PoPipelineTasks.Toolchain)]
[TaskDescription("Show which types of security tools the pipelines run, and what the policy asks for that is missing")]
public sealed class ToolchainTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.ShowToolchain();
}
