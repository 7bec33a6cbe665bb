using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitHub;

/// <summary>How GitHub is asked for each setting.</summary>
internal static class GitHubAccess
{
    private const string AllPlans = "all plans";
    private const string RepositoryAdministrator = "administrator of the repository";
    private const string Owner = "owner of the organization";
    private const string Rest = "https://docs.github.com/rest";

    /// <summary>All of them.</summary>
    public static ImmutableArray<SettingAccess> All { get; } =
    [
        Of(ForgeSetting.Repository, "GET /repos/{owner}/{repo}", "repo", "Metadata: read", "reader of the repository", AllPlans, $"{Rest}/repos/repos#get-a-repository"),
        Of(
            ForgeSetting.BranchProtection,
            "POST /graphql (branchProtectionRules, rulesets)\nGET /repos/{owner}/{repo}/rules/branches/{branch}",
            "repo",
            "Administration: read",
            RepositoryAdministrator,
            "GitHub Pro, Team or Enterprise for private repositories; all plans for public ones",
            $"{Rest}/repos/rules#get-rules-for-a-branch"),
        Of(ForgeSetting.CommitSignatures, "POST /graphql (history)", "repo", "Contents: read", "reader of the repository", AllPlans, "https://docs.github.com/graphql/reference/interfaces#gitsignature"),
        Of(
            ForgeSetting.CodeOwnerAccess,
            "GET /repos/{owner}/{repo}/codeowners/errors",
            "repo",
            "Contents: read",
            "reader of the repository",
            "GitHub Pro, Team or Enterprise for private repositories; all plans for public ones",
            $"{Rest}/repos/repos#list-codeowners-errors"),
        Of(
            ForgeSetting.RepositoryAdministrators,
            "GET /repos/{owner}/{repo}/collaborators",
            "repo and read:org",
            "Metadata: read",
            "writer of the repository",
            AllPlans,
            $"{Rest}/collaborators/collaborators#list-repository-collaborators"),
        Of(
            ForgeSetting.OutsideCollaborators,
            "POST /graphql (collaborators)\nGET /orgs/{org}/outside_collaborators",
            "repo and read:org",
            "Metadata: read",
            "writer of the repository",
            AllPlans,
            $"{Rest}/collaborators/collaborators#list-repository-collaborators"),
        Of(ForgeSetting.RepositoryKeys, "GET /repos/{owner}/{repo}/keys", "repo", "Administration: read", RepositoryAdministrator, AllPlans, $"{Rest}/deploy-keys/deploy-keys#list-deploy-keys"),
        Of(
            ForgeSetting.Webhooks,
            "GET /repos/{owner}/{repo}/hooks\nGET /orgs/{org}/hooks",
            "read:repo_hook for a repository, admin:org_hook for an organization",
            "Webhooks: read",
            "administrator of the repository, owner of the organization",
            AllPlans,
            $"{Rest}/repos/webhooks#list-repository-webhooks"),
        Of(
            ForgeSetting.PipelineSettings,
            "GET /repos/{owner}/{repo}/actions/permissions\nGET /repos/{owner}/{repo}/actions/permissions/workflow\nGET /repos/{owner}/{repo}/actions/permissions/selected-actions\nGET /repos/{owner}/{repo}/actions/permissions/fork-pr-contributor-approval",
            "repo",
            "Administration: read",
            RepositoryAdministrator,
            AllPlans,
            $"{Rest}/actions/permissions#get-github-actions-permissions-for-a-repository"),
        Of(
            ForgeSetting.Environments,
            "GET /repos/{owner}/{repo}/environments",
            "repo",
            "Actions: read",
            "reader of the repository",
            "GitHub Pro, Team or Enterprise for private repositories; all plans for public ones",
            $"{Rest}/deployments/environments#list-environments"),
        Of(
            ForgeSetting.SecretScanning,
            "GET /repos/{owner}/{repo} (security_and_analysis)",
            "repo",
            "Administration: read",
            RepositoryAdministrator,
            "GitHub Team or Enterprise with Secret Protection for private repositories; all plans for public ones",
            $"{Rest}/repos/repos#get-a-repository"),
        Of(ForgeSetting.MfaDemand, "GET /orgs/{org} (two_factor_requirement_enabled)", "admin:org", "Organization administration: read", Owner, AllPlans, $"{Rest}/orgs/orgs#get-an-organization"),
        Of(ForgeSetting.MfaUse, "GET /orgs/{org}/members?filter=2fa_disabled\nGET /orgs/{org}/members?filter=2fa_insecure\nGET /orgs/{org}/outside_collaborators?filter=2fa_disabled\nGET /orgs/{org}/outside_collaborators?filter=2fa_insecure", "read:org", "Members: read", Owner, AllPlans, $"{Rest}/orgs/members#list-organization-members"),
        Of(ForgeSetting.SignOn, "POST /graphql (samlIdentityProvider)", "admin:org", "Organization administration: read", Owner, "GitHub Enterprise Cloud", "https://docs.github.com/graphql/reference/objects#organization"),
        Of(ForgeSetting.OrganizationOwners, "GET /orgs/{org}/members?role=admin", "read:org", "Members: read", "member of the organization", AllPlans, $"{Rest}/orgs/members#list-organization-members"),
        Of(
            ForgeSetting.OrganizationRoles,
            "GET /orgs/{org}/organization-roles\nGET /orgs/{org}/organization-roles/{role_id}/users\nGET /orgs/{org}/organization-roles/{role_id}/teams",
            "admin:org",
            "Custom organization roles: read and Members: read",
            Owner,
            AllPlans,
            $"{Rest}/orgs/organization-roles#get-all-organization-roles-for-an-organization"),
        Of(ForgeSetting.MemberRights, "GET /orgs/{org}", "admin:org", "Organization administration: read", Owner, AllPlans, $"{Rest}/orgs/orgs#get-an-organization"),
        Of(ForgeSetting.Apps, "GET /orgs/{org}/installations", "admin:read", "Organization administration: read", Owner, AllPlans, $"{Rest}/orgs/orgs#list-app-installations-for-an-organization"),
        Of(
            ForgeSetting.OrganizationTokens,
            "GET /orgs/{org}/personal-access-tokens",
            "none: only a GitHub App can see it",
            "Personal access tokens: read",
            Owner,
            AllPlans,
            $"{Rest}/orgs/personal-access-tokens#list-fine-grained-personal-access-tokens-with-access-to-organization-resources"),
        Of(
            ForgeSetting.OrganizationPipelines,
            "GET /orgs/{org}/actions/permissions\nGET /orgs/{org}/actions/permissions/workflow\nGET /orgs/{org}/actions/permissions/selected-actions\nGET /orgs/{org}/actions/permissions/fork-pr-contributor-approval\nGET /orgs/{org}/actions/runner-groups",
            "admin:org",
            "Administration: read",
            Owner,
            AllPlans,
            $"{Rest}/actions/permissions#get-github-actions-permissions-for-an-organization"),
        Of(
            ForgeSetting.OrganizationProtection,
            "GET /orgs/{org}/rulesets\nGET /orgs/{org}/rulesets/{id}",
            "admin:org",
            "Administration: read",
            Owner,
            "GitHub Team or Enterprise",
            $"{Rest}/orgs/rules#get-all-organization-repository-rulesets"),
    ];

    private static readonly FrozenDictionary<ForgeSetting, SettingAccess> BySetting = All.ToFrozenDictionary(access => access.Setting);

    /// <summary>How a setting is asked for.</summary>
    /// <param name="setting">The setting.</param>
    public static SettingAccess For(ForgeSetting setting) => BySetting[setting];

    // GITHUB_TOKEN is that of an app, and what 'permissions' of a workflow can give it is nothing of administration, webhooks or the organization; that of metadata it always has.
    private static string? OfJob(string permission) => permission switch
    {
        "Metadata: read" => "metadata: read",
        "Contents: read" => "contents: read",
        "Actions: read" => "actions: read",
        _ => null,
    };

    private static SettingAccess Of(ForgeSetting setting, string endpoint, string scope, string permission, string role, string plan, string page) => new()
    {
        Forge = Forge.GitHub,
        Setting = setting,
        Endpoint = endpoint,
        Scope = scope,
        Permission = permission,
        Role = role,
        Plan = plan,
        JobToken = setting is ForgeSetting.BranchProtection ? "metadata: read, rulesets alone" : OfJob(permission),
        Page = page,
    };
}
