using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Show how far each project is built the same way again, and what would raise it.</summary>
[TaskName(PoPipelineTasks.Reproducible)]
[TaskDescription("Show how far each project is built the same way again, and what would raise it")]
public sealed class ReproducibleTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.ShowReproducible();
}
