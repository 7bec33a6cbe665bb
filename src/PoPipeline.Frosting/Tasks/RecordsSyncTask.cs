using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Read what people decided, and write it down.</summary>
[TaskName(PoPipelineTasks.RecordsSync)]
[TaskDescription("Read what people decided, and write it down")]
public sealed class RecordsSyncTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.SyncRecordsAsync();
}
