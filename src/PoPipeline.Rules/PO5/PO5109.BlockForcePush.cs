using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5109: the history of the default branch stays.</summary>
public sealed class PO5109BlockForcePush : ProtectionRule
{
    /// <inheritdoc/>
    public override string Summary => "Nobody rewrites the history of the default branch.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, BranchProtection protection, SettingsView view) =>
        Demand(repository, protection, view, DemandKind.NoForcePush, "A force push replaces what was reviewed and released by something else, and leaves hardly a trace.");
}
