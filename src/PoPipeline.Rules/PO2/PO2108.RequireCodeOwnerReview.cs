using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO2;

/// <summary>PO2108: code owners have to approve changes of what they own.</summary>
public sealed class PO2108RequireCodeOwnerReview : ProtectionRule
{
    /// <inheritdoc/>
    public override string Summary => "A change of the default branch needs the approval of the code owners of what it changes.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, BranchProtection protection, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(view);
        return Ownerless(view) ?? Demand(
            repository, protection, view, DemandKind.CodeOwnerApproval, "Code owners are asked for a review, but a change can be merged without it, so that the file of code owners keeps nobody from changing what it is to guard.");
    }

    // Whoever asked about an organisation has the trees of none of its repositories.
    private static Verdict? Ownerless(SettingsView view)
    {
        var file = view.Snapshot.CodeOwners.FirstOrDefault(file => file.Effective);
        return view.Settings.Organization is not null || file is { Unreadable: not null } || (file is not null && CodeOwnersRule.Designates(file)) ? null
            : Verdict.NotApplicable($"{(file is null ? "The repository has no file of code owners" : $"'{file.Path}' designates nobody")}; PO2101 asks for owners.") with { Gaps = view.Snapshot.Repository.Unlisted };
    }
}
