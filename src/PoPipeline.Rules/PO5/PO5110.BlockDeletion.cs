using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5110: the default branch stays.</summary>
public sealed class PO5110BlockDeletion : ProtectionRule
{
    /// <inheritdoc/>
    public override string Summary => "Nobody deletes the default branch.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, BranchProtection protection, SettingsView view) =>
        Demand(repository, protection, view, DemandKind.NoDeletion, "Whoever may write can delete it, and with it what protects it.");
}
