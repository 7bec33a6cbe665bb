using System.Collections.Immutable;
using System.Reflection;

namespace PoPipeline.Frosting;

/// <summary>The names of the tasks, as <c>--target</c> takes them.</summary>
public static class PoPipelineTasks
{
    /// <summary>What the name of every task starts with.</summary>
    public const string Prefix = "PoPipeline";

    /// <summary>The name of <see cref="Tasks.CollectTask"/>.</summary>
    public const string Collect = Prefix + "-Collect";

    /// <summary>The name of <see cref="Tasks.SnapshotTask"/>.</summary>
    public const string Snapshot = Prefix + "-Snapshot";

    /// <summary>The name of <see cref="Tasks.OrganizationTask"/>.</summary>
    public const string Organization = Prefix + "-Organization";

    /// <summary>The name of <see cref="Tasks.DifferenceTask"/>.</summary>
    public const string Difference = Prefix + "-Difference";

    /// <summary>The name of <see cref="Tasks.MergeTask"/>.</summary>
    public const string Merge = Prefix + "-Merge";

    /// <summary>The name of <see cref="Tasks.DoctorTask"/>.</summary>
    public const string Doctor = Prefix + "-Doctor";

    /// <summary>The name of <see cref="Tasks.AssessTask"/>.</summary>
    public const string Assess = Prefix + "-Assess";

    /// <summary>The name of <see cref="Tasks.AttestTask"/>.</summary>
    public const string Attest = Prefix + "-Attest";

    /// <summary>The name of <see cref="Tasks.VerifyInTotoTask"/>.</summary>
    public const string VerifyInToto = Prefix + "-Verify-InToto";

    /// <summary>The name of <see cref="Tasks.VerifyAttestationTask"/>.</summary>
    public const string VerifyAttestation = Prefix + "-Verify-Attestation";

    /// <summary>The name of <see cref="Tasks.RecordsTask"/>.</summary>
    public const string Records = Prefix + "-Records";

    /// <summary>The name of <see cref="Tasks.RecordsSyncTask"/>.</summary>
    public const string RecordsSync = Prefix + "-Records-Sync";

    /// <summary>The name of <see cref="Tasks.RecordsListTask"/>.</summary>
    public const string RecordsList = Prefix + "-Records-List";

    /// <summary>The name of <see cref="Tasks.RecordsShowTask"/>.</summary>
    public const string RecordsShow = Prefix + "-Records-Show";

    /// <summary>The name of <see cref="Tasks.RecordsVerifyTask"/>.</summary>
    public const string RecordsVerify = Prefix + "-Records-Verify";

    /// <summary>The name of <see cref="Tasks.RequestTask"/>.</summary>
    public const string Request = Prefix + "-Request";

    /// <summary>The name of <see cref="Tasks.ApproveTask"/>.</summary>
    public const string Approve = Prefix + "-Approve";

    /// <summary>The name of <see cref="Tasks.RejectTask"/>.</summary>
    public const string Reject = Prefix + "-Reject";

    /// <summary>The name of <see cref="Tasks.RevokeTask"/>.</summary>
    public const string Revoke = Prefix + "-Revoke";

    /// <summary>The name of <see cref="Tasks.WithdrawTask"/>.</summary>
    public const string Withdraw = Prefix + "-Withdraw";

    /// <summary>The name of <see cref="Tasks.ReviewCodeOwnersTask"/>.</summary>
    public const string ReviewCodeOwners = Prefix + "-Review-CodeOwners";

    /// <summary>The name of <see cref="Tasks.ReviewOrganizationOwnersTask"/>.</summary>
    public const string ReviewOrganizationOwners = Prefix + "-Review-OrganizationOwners";

    /// <summary>The name of <see cref="Tasks.ReviewKeepTask"/>.</summary>
    public const string ReviewKeep = Prefix + "-Review-Keep";

    /// <summary>The name of <see cref="Tasks.ReviewRemoveTask"/>.</summary>
    public const string ReviewRemove = Prefix + "-Review-Remove";

    /// <summary>The name of <see cref="Tasks.SarifTask"/>.</summary>
    public const string Sarif = Prefix + "-Sarif";

    /// <summary>The name of <see cref="Tasks.SummaryTask"/>.</summary>
    public const string Summary = Prefix + "-Summary";

    /// <summary>The name of <see cref="Tasks.ReportTask"/>.</summary>
    public const string Report = Prefix + "-Report";

    /// <summary>The name of <see cref="Tasks.GateTask"/>.</summary>
    public const string Gate = Prefix + "-Gate";

    /// <summary>The name of <see cref="Tasks.PoPipelineTask"/>.</summary>
    public const string PoPipeline = Prefix;

    /// <summary>The name of <see cref="Tasks.RulesTask"/>.</summary>
    public const string Rules = Prefix + "-Rules";

    /// <summary>The name of <see cref="Tasks.ExplainTask"/>.</summary>
    public const string Explain = Prefix + "-Explain";

    /// <summary>The name of <see cref="Tasks.SchemaTask"/>.</summary>
    public const string Schema = Prefix + "-Schema";

    /// <summary>The name of <see cref="Tasks.OwnersTask"/>.</summary>
    public const string Owners = Prefix + "-Owners";

    /// <summary>The name of <see cref="Tasks.ReproducibleTask"/>.</summary>
    public const string Reproducible = Prefix + "-Reproducible";

    /// <summary>The name of <see cref="Tasks.ToolchainTask"/>.</summary>
    public const string Toolchain = Prefix + "-Toolchain";

    /// <summary>The name of <see cref="Tasks.FixTask"/>.</summary>
    public const string Fix = Prefix + "-Fix";

    /// <summary>The name of <see cref="Tasks.InitTask"/>.</summary>
    public const string Init = Prefix + "-Init";

    /// <summary>The name of <see cref="Tasks.LedgerVerifyTask"/>.</summary>
    public const string LedgerVerify = Prefix + "-Ledger-Verify";

    /// <summary>The name of <see cref="Tasks.LedgerSignTask"/>.</summary>
    public const string LedgerSign = Prefix + "-Ledger-Sign";

    /// <summary>The name of <see cref="Tasks.AuditCollectTask"/>.</summary>
    public const string AuditCollect = Prefix + "-Audit-Collect";

    /// <summary>The name of <see cref="Tasks.AuditImportTask"/>.</summary>
    public const string AuditImport = Prefix + "-Audit-Import";

    /// <summary>The name of <see cref="Tasks.AuditVerifyTask"/>.</summary>
    public const string AuditVerify = Prefix + "-Audit-Verify";

    /// <summary>The name of <see cref="Tasks.AuditListTask"/>.</summary>
    public const string AuditList = Prefix + "-Audit-List";

    /// <summary>The name of <see cref="Tasks.AuditExportTask"/>.</summary>
    public const string AuditExport = Prefix + "-Audit-Export";

    /// <summary>The name of <see cref="Tasks.AuditStatusTask"/>.</summary>
    public const string AuditStatus = Prefix + "-Audit-Status";

    /// <summary>The name of <see cref="Tasks.AuditAlertsTask"/>.</summary>
    public const string AuditAlerts = Prefix + "-Audit-Alerts";

    /// <summary>The name of <see cref="Tasks.AuditSignTask"/>.</summary>
    public const string AuditSign = Prefix + "-Audit-Sign";

    /// <summary>The name of <see cref="Tasks.AuditAnchorTask"/>.</summary>
    public const string AuditAnchor = Prefix + "-Audit-Anchor";

    /// <summary>The name of <see cref="Tasks.AuditPruneTask"/>.</summary>
    public const string AuditPrune = Prefix + "-Audit-Prune";

    /// <summary>The name of <see cref="Tasks.PO11Task"/>.</summary>
    public const string PO11 = Prefix + "-PO.1.1";

    /// <summary>The name of <see cref="Tasks.PO12Task"/>.</summary>
    public const string PO12 = Prefix + "-PO.1.2";

    /// <summary>The name of <see cref="Tasks.PO13Task"/>.</summary>
    public const string PO13 = Prefix + "-PO.1.3";

    /// <summary>The name of <see cref="Tasks.PO21Task"/>.</summary>
    public const string PO21 = Prefix + "-PO.2.1";

    /// <summary>The name of <see cref="Tasks.PO22Task"/>.</summary>
    public const string PO22 = Prefix + "-PO.2.2";

    /// <summary>The name of <see cref="Tasks.PO23Task"/>.</summary>
    public const string PO23 = Prefix + "-PO.2.3";

    /// <summary>The name of <see cref="Tasks.PO31Task"/>.</summary>
    public const string PO31 = Prefix + "-PO.3.1";

    /// <summary>The name of <see cref="Tasks.PO32Task"/>.</summary>
    public const string PO32 = Prefix + "-PO.3.2";

    /// <summary>The name of <see cref="Tasks.PO33Task"/>.</summary>
    public const string PO33 = Prefix + "-PO.3.3";

    /// <summary>The name of <see cref="Tasks.PO41Task"/>.</summary>
    public const string PO41 = Prefix + "-PO.4.1";

    /// <summary>The name of <see cref="Tasks.PO42Task"/>.</summary>
    public const string PO42 = Prefix + "-PO.4.2";

    /// <summary>The name of <see cref="Tasks.PO51Task"/>.</summary>
    public const string PO51 = Prefix + "-PO.5.1";

    /// <summary>The name of <see cref="Tasks.PO52Task"/>.</summary>
    public const string PO52 = Prefix + "-PO.5.2";

    /// <summary>The SSDF tasks of "Prepare the Organization", each of which has a task of its own.</summary>
    public static ImmutableArray<string> Ssdf { get; } =
    [
        .. typeof(PoPipelineTasks).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => field.GetRawConstantValue() as string ?? "")
            .Where(name => name.StartsWith(Prefix + "-PO.", StringComparison.Ordinal))
            .Select(name => name[(Prefix.Length + 1)..])
            .Order(StringComparer.Ordinal),
    ];
}
