using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>What protects the default branch of a project: its protected branches, its approvals, its merge request settings and its push rule, a layer each.</summary>
internal sealed class GitLabProtection
{
    private readonly GitLabForge forge;
    private readonly JsonElement project;
    private readonly string branch;
    private readonly string url;
    private readonly GitLabTier tier;
    private readonly ImmutableArray<ProtectionLayer>.Builder layers = ImmutableArray.CreateBuilder<ProtectionLayer>();
    private readonly ImmutableArray<UnseenLayer>.Builder unseen = ImmutableArray.CreateBuilder<UnseenLayer>();

    private GitLabProtection(GitLabForge forge, JsonElement project, string branch, string url)
    {
        this.forge = forge;
        this.project = project;
        this.branch = branch;
        this.url = url;
        tier = GitLabTier.OfProject(project);
    }

    /// <summary>What protects the default branch of one project.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="project">The answer on the project.</param>
    /// <param name="url">Its web address.</param>
    /// <param name="branches">The answer on its protected branches.</param>
    /// <param name="rules">The answer on its approval rules.</param>
    /// <param name="settings">The answer on its approval settings.</param>
    /// <param name="push">The answer on its push rule.</param>
    public static Observed<BranchProtection> Of(GitLabForge forge, JsonElement project, string url, ForgeReply branches, ForgeReply rules, ForgeReply settings, ForgeReply push)
    {
        if (project.Text("default_branch") is not { } branch)
        {
            return WithoutBranch(project);
        }

        var protection = new GitLabProtection(forge, project, branch, url);
        var rest = branches.IsGiven
            ? GitLabBranches.Of(branch, branches.Json.Items().Select(GitLabBranchRule.OfRest), protection.Page("repository#branch-rules"), protection.tier)
            : GitLabBranches.Of(forge.Refused<BypassList>(ForgeSetting.BranchProtection, branches));
        return protection.Join(
            rest,
            GitLabApprovals.Count(forge, rules, branch, rest, protection.tier),
            GitLabApprovals.OfSettings(forge, settings, rest.Pushers, protection.tier, protection.Page("merge_requests")),
            GitLabPushRule.OfRest(forge, push, protection.tier, protection.Page("repository#js-push-rules")));
    }

    /// <summary>What protects the default branch of one of many projects.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="project">The entry of the project in the list.</param>
    /// <param name="url">Its web address.</param>
    /// <param name="node">The project, as GraphQL shows it; undefined where it does not.</param>
    /// <param name="group">The group whose projects they are.</param>
    /// <param name="why">Why the rest was not asked for.</param>
    public static Observed<BranchProtection> Of(GitLabForge forge, JsonElement project, string url, JsonElement node, GitLabGroupProtection group, string why)
    {
        if (project.Text("default_branch") is not { } branch)
        {
            return WithoutBranch(project);
        }

        var protection = new GitLabProtection(forge, project, branch, url);
        var rules = node.Object("branchRules");
        var isWhole = rules.HasItems("nodes") && !GitLabQuery.GoesOn(rules) && rules.Items("nodes").All(rule => rule.Text("name") is { Length: > 0 });
        var lacking = GitLabAccess.For(ForgeSetting.BranchProtection).Lacks<BypassList>("branchRules");
        var branches = isWhole && group.Branches is { } ofGroup
            ? GitLabBranches.Of(
                branch,
                [.. rules.Items("nodes").Where(rule => rule.Object("branchProtection").ValueKind is JsonValueKind.Object).Select(GitLabBranchRule.OfGraph), .. ofGroup],
                protection.Page("repository#branch-rules"),
                protection.tier)
            : GitLabBranches.Of(isWhole ? group.Refusal : lacking);
        var count = isWhole ? GitLabApprovals.Count(rules, branch, branches.IsProtected is true, protection.tier) : Observed<ApprovalCount>.Unknown(lacking.Reason);
        return protection.Join(
            branches,
            count,
            group.Settings(branches.Pushers, protection.tier, why),
            GitLabPushRule.OfGraph(node, protection.tier, why, protection.Page("repository#js-push-rules")));
    }

    private static Observed<BranchProtection> WithoutBranch(JsonElement project) => project.Flag("empty_repo") is true
        ? Observed<BranchProtection>.Unavailable("the project has no commit yet")
        : GitLabAccess.For(ForgeSetting.BranchProtection).Lacks<BranchProtection>("default_branch");

    private Observed<BranchProtection> Join(
        GitLabBranches branches,
        Observed<ApprovalCount> count,
        (ProtectionLayer? Layer, ImmutableArray<UnseenLayer> Unseen) settings,
        (ProtectionLayer? Layer, ImmutableArray<UnseenLayer> Unseen) push)
    {
        layers.AddRange(branches.Layers);
        unseen.AddRange(branches.Unseen);
        var approvals = GitLabApprovals.Layer(count, branches.Pushers, Page("merge_requests"));
        Add(approvals.Layer, approvals.Unseen is { } missing ? [missing] : []);
        Add(settings.Layer, settings.Unseen);
        Merge(branches.Pushers);
        Add(push.Layer, push.Unseen);
        if (tier.IsUltimate is true && count.Value is not { Value: > 0 })
        {
            // Approvals that a policy of a group demands are in no list of a project.
            unseen.Add(new UnseenLayer("the merge request approval policies", "no list of the project tells what they demand of all changes", IsUnavailable: false, HasFailed: false, [DemandKind.Approval]));
        }

        return Observed<BranchProtection>.Known(new BranchProtection { Branch = branch, Layers = layers.ToImmutable(), Unseen = unseen.ToImmutable() });
    }

    private void Merge(Observed<BypassList> pushers)
    {
        const string Name = "the merge request settings";
        var demands = ImmutableArray.CreateBuilder<BranchDemand>();
        foreach (var (field, kind) in new[] { ("only_allow_merge_if_pipeline_succeeds", DemandKind.StatusChecks), ("only_allow_merge_if_all_discussions_are_resolved", DemandKind.ResolvedDiscussions) })
        {
            switch (project.Flag(field))
            {
                case true:
                    demands.Add(new BranchDemand(kind, 1, []));
                    break;
                case null:
                    unseen.Add(new UnseenLayer(Name, GitLabAccess.For(ForgeSetting.BranchProtection).Lacks<BypassList>(field).Reason, IsUnavailable: false, HasFailed: false, [kind]));
                    break;
            }
        }

        if (demands.Count == 0)
        {
            return;
        }

        // A pipeline that somebody skips by a word in a commit counts as one that succeeded, where the project says so.
        ImmutableArray<Bypass> skipping = project.Flag("allow_merge_on_skipped_pipeline") is true ? [new Bypass("whoever skips the pipeline", BypassKind.Role, OnlyByChange: true, [DemandKind.StatusChecks])] : [];
        layers.Add(new ProtectionLayer
        {
            Name = Name,
            Url = Page("merge_requests"),
            Demands = demands.ToImmutable(),
            Bypass = pushers.Value is { } known ? Observed<BypassList>.Known(new BypassList([.. known.All, .. skipping])) : pushers,
        });
    }

    private void Add(ProtectionLayer? layer, ImmutableArray<UnseenLayer> missing)
    {
        if (layer is not null)
        {
            layers.Add(layer);
        }

        unseen.AddRange(missing);
    }

    private string Page(string page) => $"{url}/-/settings/{page}";
}
