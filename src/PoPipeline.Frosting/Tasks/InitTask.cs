using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Write a policy, code owners, templates and a pipeline into a repository.</summary>
[TaskName(PoPipelineTasks.Init)]
[TaskDescription("Write a policy, code owners, templates and a pipeline into a repository")]
public sealed class InitTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Init();
}
