using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5107: nobody approves what they wrote or pushed.</summary>
public sealed class PO5107PreventSelfApproval : ProtectionRule
{
    /// <inheritdoc/>
    public override string Summary => "Nobody approves a change that they wrote or pushed to.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, BranchProtection protection, SettingsView view) => Approvals.Needed(repository, protection) ?? Demand(
        repository,
        protection,
        view,
        DemandKind.ApprovalByOthers,
        view.Words.AuthorNeverApproves
            ? $"Whoever may write can push to somebody else's {view.Words.Change}, approve what they pushed there, and merge it alone."
            : $"Whoever opens a {view.Words.Change}, or pushes to it, can approve and merge it alone.");
}
