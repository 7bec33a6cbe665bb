using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>What approvals are demanded of merge requests into a branch: how many, and what makes one count.</summary>
internal static class GitLabApprovals
{
    private const string AllBranches = "All branches";
    private const string AllProtectedBranches = "All protected branches";
    private const string Rules = "the merge request approval rules";
    private const string Settings = "the merge request approval settings";
    private const string Approvals = "merge request approvals";

    // So many a query asks for.
    private const int MostApprovers = 20;

    /// <summary>The approval rules of a project, as the REST interface shows them.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="reply">The list.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="branches">What protects it.</param>
    /// <param name="tier">The tier.</param>
    public static Observed<ApprovalCount> Count(GitLabForge forge, ForgeReply reply, string branch, GitLabBranches branches, GitLabTier tier)
    {
        if (!reply.IsGiven)
        {
            return forge.Refused<ApprovalCount>(ForgeSetting.BranchProtection, reply, tier, Approvals);
        }

        var count = 0;
        foreach (var rule in reply.Json.Items().Where(IsOfEachChange))
        {
            if (rule.Number("approvals_required") is not { } required)
            {
                return GitLabAccess.For(ForgeSetting.BranchProtection).Lacks<ApprovalCount>("approvals_required");
            }

            if (required <= 0 || IsApprovedByItself(rule, required))
            {
                continue;
            }

            switch (Applies(rule, branch, branches))
            {
                case true:
                    count = Math.Max(count, (int)Math.Min(required, int.MaxValue));
                    break;
                case null:
                    return Observed<ApprovalCount>.Unknown("whether an approval rule applies depends on the protected branches, which could not be looked at");
            }
        }

        return Observed<ApprovalCount>.Known(new ApprovalCount(count));
    }

    /// <summary>The approval rules of a project, as GraphQL shows them by branch.</summary>
    /// <param name="rules">The branch rules.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="isProtected">Whether it is protected.</param>
    /// <param name="tier">The tier.</param>
    public static Observed<ApprovalCount> Count(JsonElement rules, string branch, bool isProtected, GitLabTier tier)
    {
        var count = 0;
        foreach (var rule in rules.Items("nodes").Where(rule => rule.Text("name") is { } name && (name is AllBranches || (name is AllProtectedBranches && isProtected) || GitLabBranchRule.OfGraph(rule).Matches(branch))))
        {
            var list = rule.Object("approvalRules");
            if (!list.HasItems("nodes") || GitLabQuery.GoesOn(list))
            {
                return tier.IsFree ? Observed<ApprovalCount>.Unavailable($"{Approvals} need GitLab Premium") : GitLabAccess.For(ForgeSetting.BranchProtection).Lacks<ApprovalCount>("approvalRules");
            }

            foreach (var entry in list.Items("nodes").Where(entry => entry.Text("type") is "ANY_APPROVER" or "REGULAR"))
            {
                if (entry.Number("approvalsRequired") is not { } required)
                {
                    return GitLabAccess.For(ForgeSetting.BranchProtection).Lacks<ApprovalCount>("approvalsRequired");
                }

                // Groups that the token may not see have approvers that are not shown.
                if (entry.Text("type") is "REGULAR" && entry.Object("eligibleApprovers").Items("nodes").Count() < Math.Min(required, MostApprovers))
                {
                    return Observed<ApprovalCount>.Unknown("an approval rule demands more approvals than the token sees people who could give them, and GitLab approves by itself what nobody could approve");
                }

                count = Math.Max(count, (int)Math.Clamp(required, 0, int.MaxValue));
            }
        }

        return tier.IsFree ? Observed<ApprovalCount>.Unavailable($"{Approvals} need GitLab Premium") : Observed<ApprovalCount>.Known(new ApprovalCount(count));
    }

    /// <summary>The layer of approval rules.</summary>
    /// <param name="count">How many approvals they demand.</param>
    /// <param name="pushers">Who may push past them.</param>
    /// <param name="url">The page that shows them.</param>
    public static (ProtectionLayer? Layer, UnseenLayer? Unseen) Layer(Observed<ApprovalCount> count, Observed<BypassList> pushers, string url) => count.Value is { } value
        ? (value.Value == 0 ? null : new ProtectionLayer { Name = Rules, Url = url, Demands = [new BranchDemand(DemandKind.Approval, value.Value, [])], Bypass = pushers }, null)
        : (null, new UnseenLayer(Rules, count.Reason, count.IsUnavailable, count.HasFailed, [DemandKind.Approval]));

    /// <summary>The layer of approval settings of a project.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="reply">The settings.</param>
    /// <param name="pushers">Who may push past them.</param>
    /// <param name="tier">The tier.</param>
    /// <param name="url">The page that shows them.</param>
    public static (ProtectionLayer? Layer, ImmutableArray<UnseenLayer> Unseen) OfSettings(GitLabForge forge, ForgeReply reply, Observed<BypassList> pushers, GitLabTier tier, string url)
    {
        if (!reply.IsGiven)
        {
            var refused = forge.Refused<BypassList>(ForgeSetting.BranchProtection, reply, tier, Approvals);
            return (null, [new UnseenLayer(Settings, refused.Reason, refused.IsUnavailable, refused.HasFailed, [DemandKind.FreshApproval, DemandKind.ApprovalByOthers, DemandKind.FixedApprovers])]);
        }

        return Layer(
            Settings,
            SettingsLevel.Repository,
            url,
            pushers,
            reply.Json.Flag("reset_approvals_on_push"),
            reply.Json.Flag("merge_requests_author_approval") is { } author ? !author : null,
            reply.Json.Flag("merge_requests_disable_committers_approval"),
            reply.Json.Flag("disable_overriding_approvers_per_merge_request"));
    }

    /// <summary>The layer of approval settings of a group. What a group forbids its projects cannot allow; what it allows they may forbid.</summary>
    /// <param name="json">The settings, each with its value and where it is from.</param>
    /// <param name="group">The path of the group.</param>
    /// <param name="pushers">Who may push past them.</param>
    /// <param name="url">The page that shows them.</param>
    public static (ProtectionLayer? Layer, ImmutableArray<UnseenLayer> Unseen) OfGroup(JsonElement json, string group, Observed<BypassList> pushers, string url) => Layer(
        $"the merge request approval settings of the group '{group}'",
        SettingsLevel.Organization,
        url,
        pushers,
        Forbids(json, "retain_approvals_on_push"),
        Forbids(json, "allow_author_approval"),
        Forbids(json, "allow_committer_approval"),
        Forbids(json, "allow_overrides_to_approver_list_per_merge_request"));

    private static (ProtectionLayer? Layer, ImmutableArray<UnseenLayer> Unseen) Layer(
        string name,
        SettingsLevel level,
        string url,
        Observed<BypassList> pushers,
        bool? isFresh,
        bool? withoutAuthor,
        bool? withoutCommitters,
        bool? isFixed)
    {
        var byOthers = withoutAuthor is false || withoutCommitters is false ? false : withoutAuthor is true && withoutCommitters is true ? true : (bool?)null;
        (DemandKind Kind, bool? IsMade)[] all = [(DemandKind.FreshApproval, isFresh), (DemandKind.ApprovalByOthers, byOthers), (DemandKind.FixedApprovers, isFixed)];
        ImmutableArray<BranchDemand> demands = [.. all.Where(demand => demand.IsMade is true).Select(demand => new BranchDemand(demand.Kind, 1, []))];
        ImmutableArray<DemandKind> unknown = [.. all.Where(demand => demand.IsMade is null).Select(demand => demand.Kind)];
        return (
            demands.IsEmpty ? null : new ProtectionLayer { Name = name, Level = level, Url = url, Demands = demands, Bypass = pushers },
            unknown.IsEmpty ? [] : [new UnseenLayer(name, "the answer leaves out a field that its documentation describes", IsUnavailable: false, HasFailed: false, unknown)]);
    }

    private static bool? Forbids(JsonElement json, string field) => json.Object(field).Flag("value") is { } isAllowed ? !isAllowed : null;

    // Code owners are demanded by the protected branch; what a report demands it demands of some changes alone.
    private static bool IsOfEachChange(JsonElement rule) => rule.Text("rule_type") is not ("code_owner" or "report_approver");

    // GitLab approves by itself what too few people could approve.
    private static bool IsApprovedByItself(JsonElement rule, long required) =>
        rule.Text("rule_type") is "regular"
        && rule.Flag("contains_hidden_groups") is not true
        && rule.HasItems("eligible_approvers")
        && rule.Items("eligible_approvers").Count() < required;

    private static bool? Applies(JsonElement rule, string branch, GitLabBranches branches) =>
        rule.Flag("applies_to_all_protected_branches") is true ? branches.IsProtected
        : !rule.HasItems("protected_branches") || rule.Items("protected_branches").Any(entry => entry.Text("name") is not { Length: > 0 }) ? null
        : !rule.Items("protected_branches").Any() || rule.Items("protected_branches").Any(entry => GitLabBranchRule.OfRest(entry).Matches(branch));
}
