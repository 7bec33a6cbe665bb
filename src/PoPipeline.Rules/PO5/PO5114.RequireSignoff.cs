using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5114: commits are signed off.</summary>
public sealed class PO5114RequireSignoff : ProtectionRule
{
    /// <inheritdoc/>
    public override string Summary => "Of every commit on the default branch a sign-off is demanded, by which its author certifies where it comes from.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, BranchProtection protection, SettingsView view) =>
        Demand(repository, protection, view, DemandKind.SignOff, "Nobody certifies that they may contribute what they contribute.");
}
