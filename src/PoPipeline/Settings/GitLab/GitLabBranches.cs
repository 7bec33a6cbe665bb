using System.Collections.Immutable;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>
/// What all protected branches together make of one branch. Where several match it GitLab lets the most permissive win, but for code owners, whose approval
/// any of them demands. So they are one layer, not several.
/// </summary>
internal sealed class GitLabBranches
{
    private static readonly ImmutableArray<DemandKind> Kinds = [DemandKind.ProposedChange, DemandKind.CodeOwnerApproval, DemandKind.NoForcePush, DemandKind.NoDeletion];

    private readonly ImmutableArray<GitLabBranchRule> matching;
    private readonly string? url;

    private GitLabBranches(ImmutableArray<GitLabBranchRule> matching, Observed<BypassList> pushers, string? url, GitLabTier tier)
    {
        this.matching = matching;
        this.url = url;
        Pushers = pushers;
        IsProtected = !matching.IsEmpty;
        Layers = matching.IsEmpty ? [] : [Layer()];
        Unseen = [.. UnseenOf(tier)];
    }

    private GitLabBranches(ImmutableArray<ProtectionLayer> layers, ImmutableArray<UnseenLayer> unseen, Observed<BypassList> pushers)
    {
        matching = [];
        Pushers = pushers;
        Layers = layers;
        Unseen = unseen;
    }

    /// <summary>The layer that they make; none where the branch is not protected.</summary>
    public ImmutableArray<ProtectionLayer> Layers { get; }

    /// <summary>What they may demand besides.</summary>
    public ImmutableArray<UnseenLayer> Unseen { get; }

    /// <summary>Who may push to the branch, past whatever is demanded of merge requests.</summary>
    public Observed<BypassList> Pushers { get; }

    /// <summary>Whether the branch is protected; null where that is not known.</summary>
    public bool? IsProtected { get; }

    /// <summary>What protected branches make of a branch.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="rules">All protected branches.</param>
    /// <param name="url">The page that shows them.</param>
    /// <param name="tier">The tier, which decides what can be demanded.</param>
    public static GitLabBranches Of(string branch, IEnumerable<GitLabBranchRule> rules, string? url, GitLabTier tier)
    {
        var all = rules.ToImmutableArray();

        // The most permissive wins, and one whose name is not told may be it.
        return all.Any(rule => rule.Name.Length == 0) ? Of(GitLabAccess.For(ForgeSetting.BranchProtection).Lacks<BypassList>("name")) : Of([.. all.Where(rule => rule.Matches(branch))], url, tier);
    }

    /// <summary>What protected branches of a group make of the default branches of all projects in it, whatever each is called.</summary>
    /// <param name="rules">All protected branches of the group.</param>
    /// <param name="url">The page that shows them.</param>
    /// <param name="tier">The tier, which decides what can be demanded.</param>
    public static GitLabBranches OfAny(ImmutableArray<GitLabBranchRule> rules, string? url, GitLabTier tier)
    {
        if (rules.Any(rule => rule.Name.Length == 0))
        {
            return Of(GitLabAccess.For(ForgeSetting.OrganizationProtection).Lacks<BypassList>("name"));
        }

        var any = Of([.. rules.Where(rule => rule.MatchesAny)], url, tier);
        ImmutableArray<GitLabBranchRule> named = [.. rules.Where(rule => !rule.MatchesAny).OrderBy(rule => rule.Name, StringComparer.Ordinal)];
        if (named.IsEmpty)
        {
            return any;
        }

        // What holds for every branch one for some branches may take away again.
        var lost = Kinds.Where(kind => (kind is DemandKind.NoForcePush && named.Any(rule => rule.AllowsForcePush is not false)) || (kind is DemandKind.ProposedChange && named.Any(rule => rule.Pushers is not { IsEmpty: true }))).ToHashSet();
        ImmutableArray<ProtectionLayer> layers = [.. any.Layers.Select(layer => layer with { Demands = layer.Demands.RemoveAll(demand => lost.Contains(demand.Kind)) })];
        ImmutableArray<DemandKind> open = [.. Kinds.Where(kind => !layers.Any(layer => layer.Demands.Any(demand => demand.Kind == kind)))];
        return new GitLabBranches(
            layers,
            [
                .. any.Unseen,
                new UnseenLayer(
                    $"the protected branch{(named.Length > 1 ? "es" : "")} {string.Join(" and ", named.Select(rule => $"'{rule.Name}'").Distinct(StringComparer.Ordinal))}",
                    "what protects branches of some name says nothing of a project whose default branch has another",
                    IsUnavailable: false,
                    HasFailed: false,
                    open),
            ],
            any.Pushers);
    }

    /// <summary>Protected branches that could not be looked at.</summary>
    /// <param name="refused">Why.</param>
    public static GitLabBranches Of(Observed<BypassList> refused) =>
        new([], [new UnseenLayer("the protected branches", refused.Reason, refused.IsUnavailable, refused.HasFailed, Kinds)], refused);

    private static GitLabBranches Of(ImmutableArray<GitLabBranchRule> matching, string? url, GitLabTier tier)
    {
        ImmutableArray<GitLabBranchRule> those = [.. matching.OrderBy(rule => rule.Name, StringComparer.Ordinal)];
        var pushers = those.IsEmpty ? Known([GitLabPusher.Developer])
            : those.Any(rule => rule.Pushers is null) ? GitLabAccess.For(ForgeSetting.BranchProtection).Lacks<BypassList>("push_access_levels")
            : Known([.. those.SelectMany(rule => rule.Pushers ?? []).DistinctBy(pusher => pusher.Who, StringComparer.Ordinal).OrderBy(pusher => pusher.Who, StringComparer.Ordinal)]);
        return new GitLabBranches(those, pushers, url, tier);
    }

    private static Observed<BypassList> Known(ImmutableArray<GitLabPusher> pushers) =>
        Observed<BypassList>.Known(new BypassList([.. pushers.Select(pusher => new Bypass(pusher.Who, pusher.Kind, OnlyByChange: false, []))]));

    private ProtectionLayer Layer()
    {
        var demands = ImmutableArray.CreateBuilder<BranchDemand>();
        demands.Add(new BranchDemand(DemandKind.NoDeletion, 1, []));
        if (matching.All(rule => rule.AllowsForcePush is false))
        {
            demands.Add(new BranchDemand(DemandKind.NoForcePush, 1, []));
        }

        if (Pushers.Value is { All.IsEmpty: true })
        {
            demands.Add(new BranchDemand(DemandKind.ProposedChange, 1, []));
        }

        var codeOwners = matching.Any(rule => rule.RequiresCodeOwners is true);
        if (codeOwners)
        {
            demands.Add(new BranchDemand(DemandKind.CodeOwnerApproval, 1, []));
        }

        var names = string.Join(" and ", matching.Select(rule => $"'{rule.Name}'").Distinct(StringComparer.Ordinal));
        return new ProtectionLayer
        {
            Name = $"the protected branch{(names.Contains("' and '", StringComparison.Ordinal) ? "es" : "")} {names}{(matching.All(rule => rule.IsInherited) ? " of the group" : "")}",
            Level = matching.All(rule => rule.IsInherited) ? SettingsLevel.Organization : SettingsLevel.Repository,
            Url = url,
            Demands = demands.ToImmutable(),

            // Whoever may push passes by code owners; what else the layer demands holds for them, too.
            Bypass = Pushers.Value is not { } pushers ? Pushers
                : Observed<BypassList>.Known(new BypassList(codeOwners ? [.. pushers.All.Select(pusher => pusher with { Of = [DemandKind.CodeOwnerApproval] })] : [])),
        };
    }

    private IEnumerable<UnseenLayer> UnseenOf(GitLabTier tier)
    {
        if (tier.IsFree)
        {
            yield return new UnseenLayer("the approval of code owners", "it needs GitLab Premium", IsUnavailable: true, HasFailed: false, [DemandKind.CodeOwnerApproval]);
        }
        else if (!matching.Any(rule => rule.RequiresCodeOwners is true) && matching.Any(rule => rule.RequiresCodeOwners is null))
        {
            yield return Lacking("code_owner_approval_required", DemandKind.CodeOwnerApproval);
        }

        if (!matching.Any(rule => rule.AllowsForcePush is true) && matching.Any(rule => rule.AllowsForcePush is null))
        {
            yield return Lacking("allow_force_push", DemandKind.NoForcePush);
        }

        if (!Pushers.IsKnown && matching.All(rule => rule.Pushers is not { IsEmpty: false }))
        {
            yield return Lacking("push_access_levels", DemandKind.ProposedChange);
        }
    }

    private static UnseenLayer Lacking(string field, DemandKind kind) =>
        new("the protected branches", GitLabAccess.For(ForgeSetting.BranchProtection).Lacks<BypassList>(field).Reason, IsUnavailable: false, HasFailed: false, [kind]);
}
