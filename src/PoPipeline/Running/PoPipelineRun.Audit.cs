using PoPipeline.Running.AuditVerbs;

namespace PoPipeline.Running;

/// <content>What a run does with audit logs.</content>
public sealed partial class PoPipelineRun
{
    /// <summary>Collects the audit log of an organisation, an enterprise, a group or a project.</summary>
    public Task CollectAuditAsync() => GuardedAsync(() => new AuditCollecting(settings, terminal).CollectAsync(retryBudget));

    /// <summary>Imports files of an audit log.</summary>
    public void ImportAudit() => Guarded(() => new AuditImporting(settings, terminal).Import());

    /// <summary>Verifies the audit log.</summary>
    public void VerifyAudit() => Guarded(() => new AuditCare(settings, terminal).Verify());

    /// <summary>Shows events of the audit log.</summary>
    public void ListAudit() => Guarded(() => new AuditReading(settings, terminal).List());

    /// <summary>Exports events of the audit log.</summary>
    public void ExportAudit() => Guarded(() => new AuditReading(settings, terminal).Export());

    /// <summary>Shows what of the audit log was collected; fails where something is missing.</summary>
    public void ShowAuditStatus() => Guarded(() => new AuditCare(settings, terminal).ShowStatus());

    /// <summary>Shows the events that an assessor asks about; fails where there are some.</summary>
    public void ShowAuditAlerts() => Guarded(() => new AuditReading(settings, terminal).ShowAlerts());

    /// <summary>Verifies the audit log, and signs its checkpoint.</summary>
    public void SignAudit() => Guarded(() => new AuditCare(settings, terminal).Sign());

    /// <summary>Writes down where the checkpoint of the audit log was published.</summary>
    public void AnchorAudit() => Guarded(() => new AuditCare(settings, terminal).Anchor());

    /// <summary>Removes from the audit log what was kept for long enough.</summary>
    public void PruneAudit() => Guarded(() => new AuditCare(settings, terminal).Prune());
}
