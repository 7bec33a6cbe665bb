using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Show what is on record.</summary>
[TaskName(PoPipelineTasks.RecordsList)]
[TaskDescription("Show what is on record")]
public sealed class RecordsListTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.ListRecordsAsync();
}
