using System.Collections.Frozen;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Rules.Platforms;

/// <summary>The words of a forge about its settings: what they are called there, and on which page they are.</summary>
internal sealed record SettingsWords
{
    /// <summary>What the forge is called where somebody names one: <c>github:acme</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The web address of the one that everybody means who names no server.</summary>
    public required string Server { get; init; }

    /// <summary>What it calls an organisation.</summary>
    public required string Organization { get; init; }

    /// <summary>The page of one, below the address of the server; <c>{0}</c> is its path.</summary>
    public required string OrganizationPage { get; init; }

    /// <summary>What it calls a repository.</summary>
    public required string Repository { get; init; }

    /// <summary>What it calls a proposed change.</summary>
    public required string Change { get; init; }

    /// <summary>Whether somebody can only ever approve changes of others there.</summary>
    public required bool AuthorNeverApproves { get; init; }

    /// <summary>The page of a repository on which its branches are protected, below its address; where a demand has another page, that is in its words.</summary>
    public required string ProtectionPage { get; init; }

    /// <summary>How to let nobody pass by what protects a branch, as a sentence.</summary>
    public required string NoBypass { get; init; }

    /// <summary>What can be demanded of changes of a branch.</summary>
    public required FrozenDictionary<DemandKind, DemandWords> Demands { get; init; }

    /// <summary>What is set, where, and how.</summary>
    public required FrozenDictionary<SettingTopic, TopicWords> Topics { get; init; }

    /// <summary>What it has no notion of, or never tells, and why nothing is to be asked there, as a clause.</summary>
    public required FrozenDictionary<SettingNotion, string> Lacking { get; init; }

    /// <summary>What a role may do in a repository; a role that is not here is an organisation's own.</summary>
    public required FrozenDictionary<string, BasePermission> Roles { get; init; }

    /// <summary>What an app may change by which it takes over what is built or who may build it, as the forge calls it.</summary>
    public required FrozenSet<string> PowerfulRights { get; init; }

    /// <summary>What an app may change by which it can make itself, or anybody, an owner, as the forge calls it.</summary>
    public required FrozenSet<string> OwnerRights { get; init; }

    /// <summary>The words of a forge.</summary>
    /// <param name="forge">The forge.</param>
    public static SettingsWords Of(Forge forge) => forge is Forge.GitLab ? GitLab : GitHub;

    // Names are those of https://docs.github.com/en: repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets,
    // repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository,
    // actions/how-tos/deploy/configure-and-manage-deployments/manage-environments,
    // code-security/secret-scanning/enabling-secret-scanning-features/enabling-push-protection-for-your-repository, and for organizations
    // organizations/keeping-your-organization-secure/managing-two-factor-authentication-for-your-organization/requiring-two-factor-authentication-in-your-organization,
    // organizations/managing-organization-settings/setting-permissions-for-deleting-or-transferring-repositories,
    // organizations/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization.
    private static SettingsWords GitHub { get; } = new()
    {
        Name = "github",
        Server = "https://github.com",
        Organization = "organization",
        OrganizationPage = "{0}",
        Repository = "repository",
        Change = "pull request",
        AuthorNeverApproves = true,
        ProtectionPage = "settings/rules",
        NoBypass = "Empty the 'Bypass list' of the ruleset, or turn on 'Do not allow bypassing the above settings' of the branch protection rule.",
        Demands = new Dictionary<DemandKind, DemandWords>
        {
            [DemandKind.ProposedChange] = new("a pull request", "Turn on 'Require a pull request before merging' in a ruleset for the default branch."),
            [DemandKind.Approval] = new("approvals", "Set 'Required approvals' of the ruleset for the default branch.", IsPlural: true),
            [DemandKind.CodeOwnerApproval] = new("an approval by code owners", "Turn on 'Require review from Code Owners' in the ruleset for the default branch."),
            [DemandKind.FreshApproval] = new("a new approval after a push", "Turn on 'Dismiss stale pull request approvals when new commits are pushed' in the ruleset for the default branch."),
            [DemandKind.ApprovalByOthers] = new("an approval by somebody who did not push last", "Turn on 'Require approval of the most recent reviewable push' in the ruleset for the default branch."),
            [DemandKind.FixedApprovers] = new("fixed approvers", "GitHub has no list of approvers that a pull request could change."),
            [DemandKind.StatusChecks] = new("passed status checks", "Turn on 'Require status checks to pass' in the ruleset for the default branch, and name the checks.", IsPlural: true),
            [DemandKind.Signatures] = new("signed commits", "Turn on 'Require signed commits' in the ruleset for the default branch.", IsPlural: true),
            [DemandKind.SignOff] = new("signed-off commits", "Turn on 'Restrict commit metadata', which needs GitHub Enterprise, in the ruleset for the default branch, with a commit message that must contain 'Signed-off-by:', and 'Require contributors to sign off on web-based commits' in the settings of the repository.", IsPlural: true),
            [DemandKind.NoForcePush] = new("that history stays", "Turn on 'Block force pushes' in the ruleset for the default branch."),
            [DemandKind.NoDeletion] = new("that the branch stays", "Turn on 'Restrict deletions' in the ruleset for the default branch."),
            [DemandKind.ResolvedDiscussions] = new("resolved conversations", "Turn on 'Require conversation resolution before merging' in the ruleset for the default branch.", IsPlural: true),
        }.ToFrozenDictionary(),
        Topics = new Dictionary<SettingTopic, TopicWords>
        {
            [SettingTopic.CodeOwner] = new("Give write access on the page 'Collaborators and teams', or name somebody else in the file.", "settings/access"),
            [SettingTopic.Administrators] = new("Give the role 'Maintain' or 'Write' in place of 'Admin' on the page 'Collaborators and teams'.", "settings/access"),
            [SettingTopic.Outside] = new("Give the role 'Read' or 'Triage' on the page 'Collaborators and teams', or take the access away.", "settings/access"),
            [SettingTopic.RepositoryKeys] = new("Delete the key on the page 'Deploy keys', or make another one without 'Allow write access'.", "settings/keys"),
            [SettingTopic.RepositoryHooks] = new("Edit it on the page 'Webhooks': an address with https, 'Enable SSL verification', and a secret.", "settings/hooks"),
            [SettingTopic.TokenWrites] = new("Choose 'Read repository contents and packages permissions' below 'Workflow permissions', and let each workflow ask for more by 'permissions'.", "settings/actions", "organizations/{0}/settings/actions"),
            [SettingTopic.TokenApproves] = new("Turn off 'Allow GitHub Actions to create and approve pull requests' below 'Workflow permissions'.", "settings/actions", "organizations/{0}/settings/actions"),
            [SettingTopic.Components] = new("Allow selected actions and reusable workflows alone, or turn on 'Require actions to be pinned to a full-length commit SHA'.", "settings/actions", "organizations/{0}/settings/actions"),
            [SettingTopic.OutsideApproval] = new("Choose 'Require approval for first-time contributors' or 'Require approval for all external contributors' below 'Approval for running fork pull request workflows from contributors'.", "settings/actions", "organizations/{0}/settings/actions"),
            [SettingTopic.OutsideRights] = new("Turn off 'Send write tokens to workflows from pull requests' and 'Send secrets to workflows from pull requests' below 'Fork pull request workflows'.", "settings/actions", "organizations/{0}/settings/actions"),
            [SettingTopic.OpenJobs] = new("Choose 'Not accessible' below 'Access'.", "settings/actions", "organizations/{0}/settings/actions"),
            [SettingTopic.Overrides] = new("Name the inputs of the workflow, each with its type.", null),
            [SettingTopic.Variables] = new("Make secrets of an environment of them.", "settings/environments", "organizations/{0}/settings/variables/actions"),
            [SettingTopic.Environments] = new("Turn on 'Required reviewers' with 'Prevent self-review', and choose 'Selected branches and tags' below 'Deployment branches and tags' of the environment.", "settings/environments"),
            [SettingTopic.Scanning] = new("Turn on 'Secret Protection', and 'Push protection' in it, on the page 'Advanced Security'.", "settings/security_analysis"),
            [SettingTopic.Owners] = new("Change the role of owners to 'Member' on the page 'People', and give them what they need by a team or a role.", "orgs/{0}/people"),
            [SettingTopic.FewOwners] = new("Give a second person the role 'Owner' on the page 'People'.", "orgs/{0}/people"),
            [SettingTopic.BasePermission] = new("Set 'Base permissions' on the page 'Member privileges' to 'No permission', and give access by teams.", "organizations/{0}/settings/member_privileges"),
            [SettingTopic.Deletion] = new("Turn off 'Allow members to delete or transfer repositories for this organization' on the page 'Member privileges'.", "organizations/{0}/settings/member_privileges"),
            [SettingTopic.Publication] = new("Turn off 'Allow members to change repository visibilities for this organization' on the page 'Member privileges'.", "organizations/{0}/settings/member_privileges"),
            [SettingTopic.Tokens] = new("Revoke the token on the page 'Active tokens' of 'Personal access tokens', and end others in time by 'Set maximum lifetimes for personal access tokens' in its settings.", "organizations/{0}/settings/personal-access-tokens/active"),
            [SettingTopic.Apps] = new("Choose 'Only select repositories' for it on the page 'GitHub Apps', or uninstall it.", "organizations/{0}/settings/installations"),
            [SettingTopic.OrganizationHooks] = new("Edit it on the page 'Webhooks': an address with https, 'Enable SSL verification', and a secret.", "organizations/{0}/settings/hooks"),
            [SettingTopic.Mfa] = new("Turn on 'Require two-factor authentication for everyone in your organization' on the page 'Authentication security'.", "organizations/{0}/settings/security"),
            [SettingTopic.MfaGrace] = new("Demand it at once.", "organizations/{0}/settings/security"),
            [SettingTopic.MfaWeak] = new("Turn on 'Only allow secure two-factor methods' on the page 'Authentication security'.", "organizations/{0}/settings/security"),
            [SettingTopic.MfaUse] = new("Have it turned on, or take the account out of the organization on the page 'People'.", "orgs/{0}/people"),
            [SettingTopic.MfaWeakUse] = new("Have a passkey, a security key or an app take the place of text messages, or turn on 'Only allow secure two-factor methods' on the page 'Authentication security'.", "organizations/{0}/settings/security"),
            [SettingTopic.Roles] = new("Take the role from them on the page 'Role assignments' of 'Organization roles', and give them what they need in the repositories that they work on.", "organizations/{0}/settings/org_role_assignments"),
            [SettingTopic.Ssh] = new("Add a certificate authority and turn on 'Require SSH Certificates' on the page 'Authentication security'.", "organizations/{0}/settings/security"),
            [SettingTopic.OrganizationBranches] = new("Make a ruleset of the organization for the default branch of all repositories.", "organizations/{0}/settings/rules"),
            [SettingTopic.Runners] = new("Turn off 'Allow public repositories' of the runner group.", "organizations/{0}/settings/actions/runner-groups"),
            [SettingTopic.ReviewOwners] = new("Decide on each of them in a review, which 'po review organization-owners' opens.", "orgs/{0}/people"),
        }.ToFrozenDictionary(),
        Lacking = new Dictionary<SettingNotion, string>
        {
            [SettingNotion.WeakFactors] = "no interface of GitHub tells whether an organization takes text messages for a second factor",
            [SettingNotion.OpenJobs] = "the token of a job is that of its repository alone",
            [SettingNotion.OutsideRights] = "pipelines of changes from forks of a public repository get neither secrets nor a token that writes",
            [SettingNotion.Overrides] = "whoever starts a workflow sets the inputs that it names, and nothing else",
            [SettingNotion.OrganizationOverrides] = "whoever starts a workflow sets the inputs that it names, and nothing else",
            [SettingNotion.OrganizationOpenJobs] = "the token of a job is that of its repository alone",
            [SettingNotion.OrganizationOutsideRights] = "pipelines of changes from forks of a public repository get neither secrets nor a token that writes",
            [SettingNotion.RunnersOfBranches] = "a group of runners takes jobs by repository and workflow, whatever their branch is",
        }.ToFrozenDictionary(),
        Roles = new Dictionary<string, BasePermission>
        {
            ["read"] = BasePermission.Read,
            ["triage"] = BasePermission.Read,
            ["write"] = BasePermission.Write,
            ["maintain"] = BasePermission.Write,
            ["admin"] = BasePermission.Administer,
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
        PowerfulRights = new[]
        {
            "actions", "administration", "contents", "environments", "members", "organization_administration", "organization_hooks", "organization_secrets", "organization_self_hosted_runners", "secrets", "workflows",
        }.ToFrozenSet(StringComparer.Ordinal),
        OwnerRights = new[] { "members", "organization_administration", "organization_custom_org_roles" }.ToFrozenSet(StringComparer.Ordinal),
    };

    // Names are those of https://docs.gitlab.com: user/project/repository/branches/protected (which sends to "Branch rules", since "Protected branches" of a project ends),
    // user/project/merge_requests/approvals/settings, user/project/merge_requests/auto_merge, user/project/repository/push_rules, ci/jobs/ci_job_token, ci/variables,
    // ci/pipelines/merge_request_pipelines, ci/environments/deployment_approvals, user/application_security/secret_detection/secret_push_protection,
    // and for groups security/two_factor_authentication, user/group/access_and_permissions, user/group/ssh_certificates, user/custom_roles/abilities.
    // Anchors are those to which its own search of settings leads: lib/search/project_settings.rb, lib/search/group_settings.rb and ee/lib/ee/search of gitlab-org/gitlab.
    private static SettingsWords GitLab { get; } = new()
    {
        Name = "gitlab",
        Server = "https://gitlab.com",
        Organization = "group",
        OrganizationPage = "groups/{0}",
        Repository = "project",
        Change = "merge request",
        AuthorNeverApproves = false,
        ProtectionPage = "-/settings/repository#branch-rules",
        NoBypass = "Set 'Allowed to push and merge' to 'No one' in a branch rule for the branch.",
        Demands = new Dictionary<DemandKind, DemandWords>
        {
            [DemandKind.ProposedChange] = new("a merge request", "Set 'Allowed to push and merge' to 'No one' in a branch rule for the branch."),
            [DemandKind.Approval] = new("approvals", "Add an approval rule for the branch below 'Merge request approvals', or a merge request approval policy of the group.", IsPlural: true, Page: "-/settings/merge_requests#js-merge-request-approval-settings"),
            [DemandKind.CodeOwnerApproval] = new("an approval by code owners", "Turn on 'Code owner approval' in a branch rule for the branch."),
            [DemandKind.FreshApproval] = new("a new approval after a push", "Set 'When a commit is added' to 'Remove all approvals' below 'Merge request approvals'.", Page: "-/settings/merge_requests#js-merge-request-approval-settings"),
            [DemandKind.ApprovalByOthers] = new("an approval by others than author and committers", "Turn on 'Prevent approval by merge request creator' and 'Prevent approvals by users who add commits' below 'Merge request approvals'.", Page: "-/settings/merge_requests#js-merge-request-approval-settings"),
            [DemandKind.FixedApprovers] = new("the approvers of the project", "Turn on 'Prevent editing approval rules in merge requests' below 'Merge request approvals'.", Page: "-/settings/merge_requests#js-merge-request-approval-settings"),
            [DemandKind.StatusChecks] = new("a pipeline that succeeds", "Turn on 'Pipelines must succeed' below 'Merge checks'.", Page: "-/settings/merge_requests#js-merge-request-settings"),
            [DemandKind.Signatures] = new("signed commits", "Turn on 'Reject unsigned commits' below 'Push rules'.", IsPlural: true, Page: "-/settings/repository#js-push-rules"),
            [DemandKind.SignOff] = new("signed-off commits", "Turn on 'Reject commits that aren't DCO certified' below 'Push rules'.", IsPlural: true, Page: "-/settings/repository#js-push-rules"),
            [DemandKind.NoForcePush] = new("that history stays", "Have a branch rule for the branch with 'Allowed to force push' turned off."),
            [DemandKind.NoDeletion] = new("that the branch stays", "Make a branch rule for the branch: nobody can delete a protected branch by git."),
            [DemandKind.ResolvedDiscussions] = new("resolved threads", "Turn on 'All threads must be resolved' below 'Merge checks'.", IsPlural: true, Page: "-/settings/merge_requests#js-merge-request-settings"),
        }.ToFrozenDictionary(),
        Topics = new Dictionary<SettingTopic, TopicWords>
        {
            [SettingTopic.CodeOwner] = new("Give it the role 'Developer' or more on the page 'Members' of the project, directly or by its group, or name somebody else in the file.", "-/project_members"),
            [SettingTopic.Administrators] = new("Give the role 'Developer' in place of 'Maintainer' or 'Owner' on the page 'Members'.", "-/project_members"),
            [SettingTopic.Outside] = new("Give the role 'Guest' or 'Reporter' on the page 'Members', or take the access away.", "-/project_members"),
            [SettingTopic.RepositoryKeys] = new("Revoke it on the page where it was made, 'Access tokens' or 'Deploy keys' and 'Deploy tokens' of the repository settings, and make another one with an expiration date.", "-/settings/repository"),
            [SettingTopic.RepositoryHooks] = new("Edit it on the page 'Webhooks': an address with https, 'Enable SSL verification', and a secret token.", "-/hooks"),
            [SettingTopic.TokenWrites] = new("Turn off 'Allow Git push requests to the repository' below 'Job token permissions'.", "-/settings/ci_cd#js-token-access"),
            [SettingTopic.TokenApproves] = new("Take the job token out of whatever approves.", null),
            [SettingTopic.Components] = new("Pin each component to a version.", null),
            [SettingTopic.OutsideApproval] = new("Start pipelines of forks in the parent project by hand alone.", null),
            [SettingTopic.OutsideRights] = new("Turn off the pipelines of forks in the parent project: 'ci_allow_fork_pipelines_to_run_in_parent_project' by the projects API.", null),
            [SettingTopic.OpenJobs] = new("Choose 'Only this project and any groups and projects in the allowlist' below 'Job token permissions'.", "-/settings/ci_cd#js-token-access"),
            [SettingTopic.Overrides] = new("Set 'Minimum role to use pipeline variables' to 'No one allowed', and name inputs with their types.", "-/settings/ci_cd#js-cicd-variables-settings"),
            [SettingTopic.Variables] = new("Turn on 'Protect variable', and choose 'Masked' as its visibility.", "-/settings/ci_cd#js-cicd-variables-settings", "groups/{0}/-/settings/ci_cd#ci-variables"),
            [SettingTopic.Environments] = new("Protect the environment below 'Protected environments': name who is 'Allowed to deploy', and who approves, and turn off 'Allow pipeline triggerer to approve deployment'.", "-/settings/ci_cd#js-protected-environments-settings"),
            [SettingTopic.Scanning] = new("Turn on 'Secret push protection' on the page 'Security configuration'.", "-/security/configuration"),
            [SettingTopic.Owners] = new("Give the role 'Maintainer' or less in place of 'Owner' on the page 'Members' of the group.", "groups/{0}/-/group_members"),
            [SettingTopic.FewOwners] = new("Give a second person the role 'Owner' on the page 'Members' of the group.", "groups/{0}/-/group_members"),
            [SettingTopic.BasePermission] = new("Give members a role with less rights on the page 'Members' of the group.", "groups/{0}/-/group_members"),
            [SettingTopic.Deletion] = new("Give those who should not a role below 'Owner' on the page 'Members' of the group.", "groups/{0}/-/group_members"),
            [SettingTopic.Publication] = new("Give those who should not a role below 'Owner' on the page 'Members' of the group.", "groups/{0}/-/group_members"),
            [SettingTopic.Tokens] = new("Revoke it on the page 'Access tokens' of the group, or of its owner, and make another one with an expiration date.", "groups/{0}/-/settings/access_tokens"),
            [SettingTopic.Apps] = new("Take the application away on the page 'Applications' of the group, or narrow its scopes.", "groups/{0}/-/settings/applications"),
            [SettingTopic.OrganizationHooks] = new("Edit it on the page 'Webhooks': an address with https, 'Enable SSL verification', and a secret token.", "groups/{0}/-/hooks"),
            [SettingTopic.Mfa] = new("Turn on 'All users in this group must set up two-factor authentication' below 'Permissions and group features'.", "groups/{0}/-/edit#js-permissions-settings"),
            [SettingTopic.MfaGrace] = new("Set 'Delay 2FA enforcement (hours)' to 72 or less below 'Permissions and group features'.", "groups/{0}/-/edit#js-permissions-settings"),
            [SettingTopic.MfaWeak] = new("Demand a device or an application for it.", "groups/{0}/-/edit#js-permissions-settings"),
            [SettingTopic.MfaUse] = new("Have it turned on, or take the account out of the group on the page 'Members'.", "groups/{0}/-/group_members"),
            [SettingTopic.MfaWeakUse] = new("GitLab takes no text message for a second factor.", null),
            [SettingTopic.Roles] = new("Give them a role with less rights on the page 'Members' of the group.", "groups/{0}/-/group_members"),
            [SettingTopic.Ssh] = new("Turn on 'Enforce SSH Certificates', or set 'Enabled Git access protocols' to 'Only HTTP(S)', below 'Permissions and group features'.", "groups/{0}/-/edit#js-permissions-settings"),
            [SettingTopic.OrganizationBranches] = new("Make a merge request approval policy of the group, and protect its branches below 'Protected branches', which GitLab.com does not have for groups.", "groups/{0}/-/settings/repository#js-protected-branches-settings"),
            [SettingTopic.Runners] = new("Edit it, and select 'Protected': it then takes jobs of protected branches and tags alone. Have other runners, on other machines, for all other jobs.", "groups/{0}/-/runners"),
            [SettingTopic.ReviewOwners] = new("Decide on each of them in a review, which 'po review organization-owners' opens.", "groups/{0}/-/group_members"),
        }.ToFrozenDictionary(),
        Lacking = new Dictionary<SettingNotion, string>
        {
            [SettingNotion.BasePermission] = "what a member of a group may do follows from their role alone",
            [SettingNotion.Deletion] = "only owners of a project may delete it, and who has a custom role with that permission",
            [SettingNotion.Transfer] = "only owners of a project may transfer it",
            [SettingNotion.Publication] = "only owners of a project may make it visible to others",
            [SettingNotion.WeakFactors] = "GitLab takes no text message for a second factor",
            [SettingNotion.TokenApproves] = "the token of a job approves no merge request",
            [SettingNotion.Components] = "no setting names whose components a project may use",
            [SettingNotion.OutsideApproval] = "a pipeline of a fork's merge request runs in the fork until a member starts one",
            [SettingNotion.OrganizationTokenWrites] = "each project sets it",
            [SettingNotion.OrganizationTokenApproves] = "the token of a job approves no merge request",
            [SettingNotion.OrganizationComponents] = "no setting names whose components a project may use",
            [SettingNotion.OrganizationOutsideApproval] = "a pipeline of a fork's merge request runs in the fork until a member starts one",
            [SettingNotion.OrganizationOutsideRights] = "each project sets it",
            [SettingNotion.OrganizationOpenJobs] = "each project sets it",
            [SettingNotion.OrganizationOverrides] = "each project sets it",
            [SettingNotion.RunnersOfPublic] = "a pipeline of a fork's merge request runs in the fork until a member starts one",
            [SettingNotion.Scanning] = "secrets that are there are looked for by a job of the pipeline",
        }.ToFrozenDictionary(),
        Roles = new Dictionary<string, BasePermission>
        {
            ["Minimal Access"] = BasePermission.None,
            ["Guest"] = BasePermission.Read,
            ["Planner"] = BasePermission.Read,
            ["Reporter"] = BasePermission.Read,
            ["Security Manager"] = BasePermission.Read,
            ["Developer"] = BasePermission.Write,
            ["Maintainer"] = BasePermission.Administer,
            ["Owner"] = BasePermission.Administer,
            ["Administrator"] = BasePermission.Administer,
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
        PowerfulRights = new[] { "api", "sudo", "admin_mode", "write_repository", "create_runner" }.ToFrozenSet(StringComparer.Ordinal),
        OwnerRights = FrozenSet<string>.Empty,
    };
}

/// <summary>The words for a demand.</summary>
/// <param name="Noun">What is demanded, as a noun.</param>
/// <param name="Remedy">How to demand it, as a sentence.</param>
/// <param name="IsPlural">Whether the noun is one of many.</param>
/// <param name="Page">The page of a repository on which it is demanded, below its address; null for that on which branches are protected.</param>
internal sealed record DemandWords(string Noun, string Remedy, bool IsPlural = false, string? Page = null);

/// <summary>The words for something that is set.</summary>
/// <param name="Remedy">How to set it as it should be, as a sentence.</param>
/// <param name="Page">The page on which it is set: below the address of a repository, or below that of the server with the organisation's name in it; null where its own page is the nearest.</param>
/// <param name="OrganizationPage">The page on which an organisation sets what a repository sets as well, below the address of the server, with the organisation's name in it; null where <paramref name="Page"/> is one of the organisation.</param>
internal sealed record TopicWords(string Remedy, string? Page, string? OrganizationPage = null);
