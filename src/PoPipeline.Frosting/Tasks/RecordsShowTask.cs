using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Show one record: --po-digest=0123abcd.</summary>
[TaskName(PoPipelineTasks.RecordsShow)]
[TaskDescription("Show one record: --po-digest=0123abcd")]
public sealed class RecordsShowTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.ShowRecordAsync();
}
