using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Show the JSON Schema of .popipeline.yml.</summary>
[TaskName(PoPipelineTasks.Schema)]
[TaskDescription("Show the JSON Schema of .popipeline.yml")]
public sealed class SchemaTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.ShowSchema();
}
