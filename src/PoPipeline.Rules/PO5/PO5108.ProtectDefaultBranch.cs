using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5108: nobody pushes to the default branch.</summary>
public sealed class PO5108ProtectDefaultBranch : ProtectionRule
{
    /// <inheritdoc/>
    public override string Summary => "The default branch is changed by proposals alone, never by a push.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [284];

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, BranchProtection protection, SettingsView view) =>
        Demand(repository, protection, view, DemandKind.ProposedChange, "Anybody who may write can push to it, past every review and every check.");
}
