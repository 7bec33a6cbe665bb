using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Collect the audit log of an organization, enterprise, group or project: --po-forge=github:acme.</summary>
[TaskName(PoPipelineTasks.AuditCollect)]
[TaskDescription("Collect the audit log of an organization, enterprise, group or project: --po-forge=github:acme")]
public sealed class AuditCollectTask : AsyncFrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(IPoPipelineContext context) => context.Run.CollectAuditAsync();
}

/// <summary>Import files of an audit log: --po-import=FILE --po-source=github:acme.</summary>
[TaskName(PoPipelineTasks.AuditImport)]
[TaskDescription("Import files of an audit log: --po-import=FILE --po-source=github:acme")]
public sealed class AuditImportTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.ImportAudit();
}

/// <summary>Verify the audit log: every entry, hash, signature, receipt and gap.</summary>
[TaskName(PoPipelineTasks.AuditVerify)]
[TaskDescription("Verify the audit log: every entry, hash, signature, receipt and gap")]
public sealed class AuditVerifyTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.VerifyAudit();
}

/// <summary>List events of the audit log: --po-action=repo.* --po-since=YYYY-MM-DD.</summary>
[TaskName(PoPipelineTasks.AuditList)]
[TaskDescription("List events of the audit log: --po-action=repo.* --po-since=YYYY-MM-DD")]
public sealed class AuditListTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.ListAudit();
}

/// <summary>Export events of the audit log: --po-export-format=ocsf.</summary>
[TaskName(PoPipelineTasks.AuditExport)]
[TaskDescription("Export events of the audit log: --po-export-format=ocsf")]
public sealed class AuditExportTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.ExportAudit();
}

/// <summary>Show what of the audit log was collected, and what is missing.</summary>
[TaskName(PoPipelineTasks.AuditStatus)]
[TaskDescription("Show what of the audit log was collected, and what is missing")]
public sealed class AuditStatusTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.ShowAuditStatus();
}

/// <summary>Show the events of the audit log that an assessor asks about.</summary>
[TaskName(PoPipelineTasks.AuditAlerts)]
[TaskDescription("Show the events of the audit log that an assessor asks about")]
public sealed class AuditAlertsTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.ShowAuditAlerts();
}

/// <summary>Verify the audit log, and sign its checkpoint.</summary>
[TaskName(PoPipelineTasks.AuditSign)]
[TaskDescription("Verify the audit log, and sign its checkpoint")]
public sealed class AuditSignTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.SignAudit();
}

/// <summary>Write down where the checkpoint of the audit log was published: --po-published=ADDRESS.</summary>
[TaskName(PoPipelineTasks.AuditAnchor)]
[TaskDescription("Write down where the checkpoint of the audit log was published: --po-published=ADDRESS")]
public sealed class AuditAnchorTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.AnchorAudit();
}

/// <summary>Remove from the audit log what was kept for long enough: --po-keep=730.</summary>
[TaskName(PoPipelineTasks.AuditPrune)]
[TaskDescription("Remove from the audit log what was kept for long enough: --po-keep=730")]
public sealed class AuditPruneTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.PruneAudit();
}
