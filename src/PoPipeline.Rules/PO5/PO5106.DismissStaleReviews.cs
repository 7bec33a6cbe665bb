using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5106: what is pushed after an approval needs another one.</summary>
public sealed class PO5106DismissStaleReviews : ProtectionRule
{
    /// <inheritdoc/>
    public override string Summary => "What is pushed to a change after its approval needs another approval.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, BranchProtection protection, SettingsView view) => Approvals.Needed(repository, protection) ?? Demand(
        repository, protection, view, DemandKind.FreshApproval, "Whoever has an approval can push anything after it, and merge what nobody has seen.");
}
