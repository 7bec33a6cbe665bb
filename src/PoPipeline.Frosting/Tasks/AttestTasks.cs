using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Judge, and write the result as an attestation.</summary>
[TaskName(PoPipelineTasks.Attest)]
[TaskDescription("Judge, and write the result as an attestation")]
public sealed class AttestTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.AttestAsync();
}

/// <summary>Verify a supply chain by its layout: --po-layout=root.layout --po-key=owner.pub.</summary>
[TaskName(PoPipelineTasks.VerifyInToto)]
[TaskDescription("Verify a supply chain by its layout: --po-layout=root.layout --po-key=owner.pub")]
public sealed class VerifyInTotoTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.VerifyInToto();
}

/// <summary>Verify an attestation: --po-attestation=popipeline.intoto.jsonl --po-key=ledger.pub.</summary>
[TaskName(PoPipelineTasks.VerifyAttestation)]
[TaskDescription("Verify an attestation: --po-attestation=popipeline.intoto.jsonl --po-key=ledger.pub")]
public sealed class VerifyAttestationTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.VerifyAttestation();
}
