using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Verify the ledger of decisions: --po-ledger=.popipeline/ledger.</summary>
[TaskName(PoPipelineTasks.LedgerVerify)]
[TaskDescription("Verify the ledger of decisions: --po-ledger=.popipeline/ledger")]
public sealed class LedgerVerifyTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.VerifyLedger();
}
