using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Verify the ledger, and every decision in it against the tracker.</summary>
[TaskName(PoPipelineTasks.RecordsVerify)]
[TaskDescription("Verify the ledger, and every decision in it against the tracker")]
public sealed class RecordsVerifyTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.VerifyRecordsAsync();
}
