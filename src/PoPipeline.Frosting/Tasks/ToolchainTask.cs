using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Show which security tools the pipelines run, and which are missing.</summary>
[TaskName(PoPipelineTasks.Toolchain)]
[TaskDescription("Show which security tools the pipelines run, and which are missing")]
public sealed class ToolchainTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.ShowToolchain();
}
