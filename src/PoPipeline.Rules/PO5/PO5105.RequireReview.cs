using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5105: somebody has to approve each change.</summary>
public sealed class PO5105RequireReview : ProtectionRule
{
    /// <inheritdoc/>
    public override string Summary => "A change of the default branch needs the approval of as many people as the policy asks for.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, BranchProtection protection, SettingsView view) =>
        Demand(repository, protection, view, DemandKind.Approval, "Whoever may write, or has taken over an account that may, brings code to everybody who builds this branch without anybody having seen it.", view.Policy.Approvals);
}
