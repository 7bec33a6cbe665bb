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

/// <summary>Show what is on record.</summary>
[TaskName(PoPipelineTasks.RecordsList)]
[TaskDescription("Show what is on record")]
public sealed class RecordsListTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.ListRecordsAsync();
}

/// <summary>Show one record: --po-digest=0123abcd.</summary>
[TaskName(PoPipelineTasks.RecordsShow)]
[TaskDescription("Show one record: --po-digest=0123abcd")]
public sealed class RecordsShowTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.ShowRecordAsync();
}

/// <summary>Read what people decided, and write it down.</summary>
[TaskName(PoPipelineTasks.RecordsSync)]
[TaskDescription("Read what people decided, and write it down")]
public sealed class RecordsSyncTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.SyncRecordsAsync();
}

/// <summary>Verify the ledger, and every decision in it against the tracker.</summary>
[TaskName(PoPipelineTasks.RecordsVerify)]
[TaskDescription("Verify the ledger, and every decision in it against the tracker")]
public sealed class RecordsVerifyTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.VerifyRecordsAsync();
}
