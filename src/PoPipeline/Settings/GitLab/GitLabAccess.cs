using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>How GitLab is asked for each setting.</summary>
internal static class GitLabAccess
{
    /// <summary>The scope that suffices for all of it.</summary>
    public const string ReadApi = "read_api";
    private const string AllTiers = "all tiers";
    private const string Premium = "GitLab Premium";
    private const string Reporter = "Reporter of the project";
    private const string Maintainer = "Maintainer of the project";
    private const string Owner = "Owner of the group";
    private const string Docs = "https://docs.gitlab.com";

    /// <summary>All of them.</summary>
    public static ImmutableArray<SettingAccess> All { get; } =
    [
        Of(ForgeSetting.Repository, "GET /projects/:id\nGET /groups/:id/projects", Reporter, AllTiers, $"{Docs}/api/projects/#retrieve-a-project"),
        Of(
            ForgeSetting.BranchProtection,
            "GET /projects/:id/protected_branches\nGET /projects/:id/approval_rules\nGET /projects/:id/approvals\nGET /projects/:id/push_rule\nPOST /api/graphql (branchRules)",
            Maintainer,
            "all tiers for protected branches and merge request settings; GitLab Premium for approvals, code owners and push rules",
            $"{Docs}/api/protected_branches/#list-protected-branches"),
        Of(ForgeSetting.CommitSignatures, "GET /projects/:id/repository/commits\nPOST /api/graphql (signature)", Reporter, AllTiers, $"{Docs}/api/graphql/reference/#commitsignature"),
        Of(
            ForgeSetting.CodeOwnerAccess,
            "GET /projects/:id/members/all\nPOST /api/graphql (users)\nGET /namespaces/:id/exists",
            "member of the project",
            Premium,
            $"{Docs}/api/project_members/"),
        Of(ForgeSetting.RepositoryAdministrators, "GET /projects/:id/members/all", "member of the project", AllTiers, $"{Docs}/api/project_members/"),
        Of(ForgeSetting.OutsideCollaborators, "POST /api/graphql (projectMembers, groupMembers)", "member of the project", AllTiers, $"{Docs}/api/graphql/reference/#projectprojectmembers"),
        Of(
            ForgeSetting.RepositoryKeys,
            "GET /projects/:id/deploy_keys\nGET /projects/:id/deploy_tokens\nGET /projects/:id/access_tokens",
            Maintainer,
            AllTiers,
            $"{Docs}/api/deploy_keys/#list-deploy-keys-for-project"),
        Of(ForgeSetting.Webhooks, "GET /projects/:id/hooks\nGET /groups/:id/hooks", "Maintainer of the project, Owner of the group", "all tiers for projects; GitLab Premium for groups", $"{Docs}/api/project_webhooks/#list-webhooks-for-a-project"),
        Of(ForgeSetting.PipelineSettings, "GET /projects/:id\nPOST /api/graphql (ciCdSettings, ciVariables)", Maintainer, AllTiers, $"{Docs}/api/graphql/reference/#projectcicdsetting"),
        Of(
            ForgeSetting.Environments,
            "POST /api/graphql (environments, protectedEnvironments)",
            Reporter,
            "all tiers for environments; GitLab Premium for what protects them",
            $"{Docs}/api/graphql/reference/#protectedenvironment"),
        Of(ForgeSetting.SecretScanning, "GET /projects/:id (secret_push_protection_enabled)", "Developer of the project", "GitLab Ultimate", $"{Docs}/user/application_security/secret_detection/secret_push_protection/"),
        Of(
            ForgeSetting.MfaDemand,
            "GET /groups/:id (require_two_factor_authentication)\nGET /application/settings",
            "member of the group; administrator of a server of one's own where no group demands it",
            AllTiers,
            $"{Docs}/api/groups/#retrieve-a-group"),
        Of(
            ForgeSetting.MfaUse,
            "GET /groups/:id/enterprise_users\nGET /users?two_factor=disabled",
            "Owner of the top-level group on GitLab.com; administrator of a server of one's own",
            "GitLab Premium on GitLab.com; all tiers elsewhere",
            $"{Docs}/api/group_enterprise_users/#list-enterprise-users"),
        Of(ForgeSetting.OrganizationOwners, "GET /groups/:id/members/all\nGET /groups/:id/billable_members", "member of the group; Owner for their activity", AllTiers, $"{Docs}/api/group_members/"),
        Of(ForgeSetting.MemberRights, "GET /groups/:id", Owner, "all tiers for creating projects; GitLab Premium for forks and members from outside", $"{Docs}/api/groups/#retrieve-a-group"),
        Of(ForgeSetting.OrganizationTokens, "GET /groups/:id/access_tokens\nGET /groups/:id/deploy_tokens", Owner, AllTiers, $"{Docs}/api/group_access_tokens/#list-all-group-access-tokens"),
        Of(ForgeSetting.OrganizationPipelines, "GET /groups/:id/variables\nPOST /api/graphql (runners)", Owner, AllTiers, $"{Docs}/api/group_level_variables/#list-group-variables"),
        Of(ForgeSetting.Ssh, "GET /groups/:id (enabled_git_access_protocol)\nGET /groups/:id/ssh_certificates", Owner, "all tiers for the protocol; GitLab Premium on GitLab.com for certificates", $"{Docs}/api/group_ssh_certificates/#list-all-group-ssh-certificates"),
        Of(
            ForgeSetting.OrganizationProtection,
            "GET /groups/:id/merge_request_approval_setting\nGET /groups/:id/protected_branches",
            Owner,
            "GitLab Premium; protected branches of a group on servers of one's own alone",
            $"{Docs}/api/merge_request_approval_settings/#get-group-mr-approval-settings"),
    ];

    private static readonly FrozenDictionary<ForgeSetting, SettingAccess> BySetting = All.ToFrozenDictionary(access => access.Setting);

    /// <summary>How a setting is asked for.</summary>
    /// <param name="setting">The setting.</param>
    public static SettingAccess For(ForgeSetting setting) => BySetting[setting];

    private static SettingAccess Of(ForgeSetting setting, string endpoint, string role, string plan, string page) => new()
    {
        Forge = Forge.GitLab,
        Setting = setting,
        Endpoint = endpoint,
        Scope = ReadApi,
        Permission = ReadApi,
        Role = role,
        Plan = plan,
        Page = page,
    };
}
