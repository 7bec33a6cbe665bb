using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Sign the checkpoint of the ledger of decisions with the key of the environment.</summary>
[TaskName(PoPipelineTasks.LedgerSign)]
[TaskDescription("Sign the checkpoint of the ledger of decisions with the key of the environment")]
public sealed class LedgerSignTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.SignLedger();
}

/// <summary>Verify the ledger of decisions: --po-ledger=.popipeline/ledger.</summary>
[TaskName(PoPipelineTasks.LedgerVerify)]
[TaskDescription("Verify the ledger of decisions: --po-ledger=.popipeline/ledger")]
public sealed class LedgerVerifyTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.VerifyLedger();
}
