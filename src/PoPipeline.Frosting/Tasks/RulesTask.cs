using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Show the rules.</summary>
[TaskName(PoPipelineTasks.Rules)]
[TaskDescription("Show the rules")]
public sealed class RulesTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.ShowRules();
}
