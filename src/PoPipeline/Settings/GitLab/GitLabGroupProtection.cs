using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>What a group demands of the branches of all its projects.</summary>
internal sealed class GitLabGroupProtection
{
    private const string SettingsName = "the merge request approval settings of the group";

    // A group says what the default branch of a new project is called; what it is called in a project that is there, the project decides.
    private const string AnyBranch = "the default branch";

    private static readonly ImmutableArray<DemandKind> OfSettings = [DemandKind.FreshApproval, DemandKind.ApprovalByOthers, DemandKind.FixedApprovers];

    private readonly GitLabForge forge;
    private readonly string path;
    private readonly ForgeReply settings;
    private readonly GitLabTier tier;

    /// <summary>Makes one.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="path">The path of the group.</param>
    /// <param name="group">The answer on the group.</param>
    /// <param name="settings">The answer on its approval settings.</param>
    /// <param name="branches">The answer on its protected branches; null where it was not asked for them, since there are none.</param>
    public GitLabGroupProtection(GitLabForge forge, string path, ForgeReply group, ForgeReply settings, ForgeReply? branches)
    {
        this.forge = forge;
        this.path = path;
        this.settings = settings;
        tier = GitLabTier.OfGroup(group.Json);
        Refusal = branches is { IsGiven: false } ? forge.Refused<BypassList>(ForgeSetting.OrganizationProtection, branches) : Observed<BypassList>.NotAsked;

        // Where there is no such thing GitLab answers that there is nothing at that address; the group itself was found at its own.
        Branches = branches is null || branches.IsMissing ? [] : branches.IsGiven ? [.. branches.Json.Items().Select(entry => GitLabBranchRule.OfRest(entry) with { IsInherited = true })] : null;
    }

    /// <summary>Its protected branches; null where they could not be looked at.</summary>
    public ImmutableArray<GitLabBranchRule>? Branches { get; }

    /// <summary>Why they could not be looked at.</summary>
    public Observed<BypassList> Refusal { get; }

    /// <summary>What its approval settings demand of a project, and what the project itself may demand besides.</summary>
    /// <param name="pushers">Who may push past them.</param>
    /// <param name="ofProject">The tier of the project.</param>
    /// <param name="why">Why the project itself was not asked.</param>
    public (ProtectionLayer? Layer, ImmutableArray<UnseenLayer> Unseen) Settings(Observed<BypassList> pushers, GitLabTier ofProject, string why)
    {
        if (ofProject.IsFree)
        {
            return (null, [new UnseenLayer(SettingsName, "merge request approvals need GitLab Premium", IsUnavailable: true, HasFailed: false, OfSettings)]);
        }

        var layer = settings.IsGiven ? GitLabApprovals.OfGroup(settings.Json, path, pushers, ApprovalsPage).Layer : null;
        ImmutableArray<DemandKind> open = [.. OfSettings.Where(kind => layer is null || !layer.Demands.Any(demand => demand.Kind == kind))];
        return (layer, open.IsEmpty ? [] : settings.IsGiven ? [new UnseenLayer("the merge request approval settings", why, IsUnavailable: false, HasFailed: false, open)] : [UnseenSettings() with { IsUnavailable = false }]);
    }

    /// <summary>What it demands, whichever project it is.</summary>
    /// <param name="group">The answer on the group.</param>
    public Observed<BranchProtection> Of(ForgeReply group)
    {
        if (!group.IsGiven)
        {
            return forge.Refused<BranchProtection>(ForgeSetting.OrganizationProtection, group);
        }

        var each = Observed<BypassList>.Unavailable("who may push past it is set by each project");
        var layers = ImmutableArray.CreateBuilder<ProtectionLayer>();
        var unseen = ImmutableArray.CreateBuilder<UnseenLayer>();
        var ofSettings = settings.IsGiven ? GitLabApprovals.OfGroup(settings.Json, path, each, ApprovalsPage) : (null, [UnseenSettings()]);
        if (ofSettings.Layer is { } layer)
        {
            layers.Add(layer);
        }

        unseen.AddRange(ofSettings.Unseen);
        if (forge.IsGitLabCom)
        {
            unseen.Add(new UnseenLayer("the protected branches of the group", "GitLab.com has none for groups", IsUnavailable: true, HasFailed: false, [DemandKind.ProposedChange, DemandKind.CodeOwnerApproval, DemandKind.NoForcePush, DemandKind.NoDeletion]));
        }
        else
        {
            var branches = Branches is { } rules ? GitLabBranches.OfAny(rules, BranchesPage, tier) : GitLabBranches.Of(Refusal);
            layers.AddRange(branches.Layers);
            unseen.AddRange(branches.Unseen);
        }

        return Observed<BranchProtection>.Known(new BranchProtection { Branch = AnyBranch, Layers = layers.ToImmutable(), Unseen = unseen.ToImmutable() });
    }

    private string ApprovalsPage => $"{forge.Server}/groups/{path}/-/edit#js-merge-request-approval-settings";

    private string BranchesPage => $"{forge.Server}/groups/{path}/-/settings/repository#js-protected-branches-settings";

    private UnseenLayer UnseenSettings()
    {
        var refused = forge.Refused<BypassList>(ForgeSetting.OrganizationProtection, settings, tier, "merge request approvals");
        return new UnseenLayer(SettingsName, refused.Reason, refused.IsUnavailable, refused.HasFailed, OfSettings);
    }
}
