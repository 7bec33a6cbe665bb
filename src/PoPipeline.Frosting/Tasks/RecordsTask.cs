using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Join the verdicts with the decisions on record.</summary>
[TaskName(PoPipelineTasks.Records)]
[TaskDescription("Join the verdicts with the decisions on record")]
[IsDependentOn(typeof(AssessTask))]
public sealed class RecordsTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.KeepRecordsAsync();
}
