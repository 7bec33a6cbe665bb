using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5112: checks have to pass before a change of the default branch.</summary>
public sealed class PO5112RequireStatusChecks : ProtectionRule
{
    /// <inheritdoc/>
    public override string Summary => "A change of the default branch needs checks that have passed.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, BranchProtection protection, SettingsView view) =>
        Demand(repository, protection, view, DemandKind.StatusChecks, "A change may be merged while its tests and scans fail, or before they ran.");
}
