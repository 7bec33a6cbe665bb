using System.Globalization;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>Reads the settings of projects and groups of GitLab; see https://docs.gitlab.com/api/rest/.</summary>
internal sealed class GitLabSettingsReader : ISettingsReader
{
    private static readonly Observed<PrincipalList> NoOutsiders =
        Observed<PrincipalList>.Unavailable("whom GitLab lets into a group is a member of it; who is a member of a project alone is told by the project");

    private static readonly Observed<RoleList> NoRoles =
        Observed<RoleList>.Unavailable("a custom role of GitLab adds to one of its own roles, by which its holders count here");

    private static readonly Observed<SignOn> NoSignOn = Observed<SignOn>.Unavailable("no interface of GitLab tells whether a group demands single sign-on");

    private static readonly Observed<AppList> NoApps = Observed<AppList>.Unavailable("GitLab has no apps that are installed in a group: what acts in it has an account or a token");

    private readonly SettingsTarget target;
    private readonly GitLabForge forge;

    /// <summary>Makes one.</summary>
    /// <param name="target">What is asked about.</param>
    /// <param name="connection">How GitLab is reached.</param>
    public GitLabSettingsReader(SettingsTarget target, SettingsConnection connection)
    {
        this.target = target;
        forge = new GitLabForge(target, connection);
    }

    /// <inheritdoc/>
    public async Task<ForgeSettings> RepositoryAsync(SettingsRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var shown = await forge.GetAsync($"projects/{Uri.EscapeDataString(target.Path)}", cancellation);
        if (!shown.IsGiven || shown.Json.Number("id") is not { } number)
        {
            return Settings(Without(shown));
        }

        // The number stays the same where the project moves meanwhile.
        var project = shown.Json;
        var path = $"projects/{number.ToString(CultureInfo.InvariantCulture)}";
        var name = project.Text("path_with_namespace") ?? target.Path;
        var url = project.Text("web_url") ?? $"{target.Server}/{name}";
        var commits = forge.FirstAsync($"{path}/repository/commits?per_page={GitLabQuery.MostCommits}{(project.Text("default_branch") is { } branch ? $"&ref_name={Uri.EscapeDataString(branch)}" : "")}", cancellation);
        var branches = forge.PagesAsync($"{path}/protected_branches", cancellation);
        var rules = forge.PagesAsync($"{path}/approval_rules", cancellation);
        var approvals = forge.GetAsync($"{path}/approvals", cancellation);
        var push = forge.AnyAsync($"{path}/push_rule", cancellation);
        var members = forge.PagesAsync($"{path}/members/all", cancellation);
        var deployKeys = forge.PagesAsync($"{path}/deploy_keys", cancellation);
        var deployTokens = forge.PagesAsync($"{path}/deploy_tokens", cancellation);
        var accessTokens = forge.PagesAsync($"{path}/access_tokens", cancellation);
        var hooks = forge.PagesAsync($"{path}/hooks", cancellation);

        var hashes = GitLabHistory.Hashes(await commits);
        var around = project.Object("namespace").Text("full_path") ?? "";
        var answer = await forge.QueryAsync(GitLabQuery.OfProject(hashes), QueryVariables.Of(("path", name), ("group", around)), cancellation);
        var node = answer.Json.Object("project");
        var direct = await GitLabMembers.ListAsync(forge, answer, node.Object("projectMembers"), $"{path}/members", cancellation);
        var inside = await GitLabMembers.ListAsync(forge, answer, answer.Json.Object("group").Object("groupMembers"), $"groups/{Uri.EscapeDataString(around)}/members/all", cancellation);
        var variables = answer.IsGiven && node.Object("ciVariables").HasItems("nodes") && GitLabQuery.GoesOn(node.Object("ciVariables")) ? await forge.PagesAsync($"{path}/variables", cancellation) : null;
        return Settings(new RepositorySettings
        {
            Name = name,
            Url = url,
            Traits = Observed<RepositoryTraits>.Known(GitLabProject.Traits(project)),
            Protection = GitLabProtection.Of(forge, project, url, await branches, await rules, await approvals, await push),
            History = GitLabHistory.Of(forge, await commits, hashes, answer),
            CodeOwners = await GitLabOwners.OfAsync(forge, project, await members, request, cancellation),
            Administrators = GitLabMembers.From(forge, ForgeSetting.RepositoryAdministrators, await members, GitLabMembers.Maintainer),
            OutsideCollaborators = GitLabMembers.Outside(project, direct, inside),
            Keys = GitLabKeys.OfProject(forge, await deployKeys, await deployTokens, await accessTokens),
            Webhooks = GitLabWebhooks.Of(forge, await hooks, GitLabTier.Unknown),
            Pipelines = !answer.IsGiven ? forge.Refused<PipelineSettings>(ForgeSetting.PipelineSettings, answer)
                : variables is { IsGiven: false } ? forge.Refused<PipelineSettings>(ForgeSetting.PipelineSettings, variables)
                : GitLabPipelines.Of(project, node, variables is null ? null : GitLabPipelines.OfRest(variables.Json)),
            Environments = answer.IsGiven ? GitLabEnvironments.Of(project, node) : forge.Refused<EnvironmentList>(ForgeSetting.Environments, answer),
            Scanning = GitLabProject.Scanning(project),
        });
    }

    /// <inheritdoc/>
    public async Task<ForgeSettings> OrganizationAsync(SettingsRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var scan = $"{target} {request.Shard.Index}/{request.Shard.Count}";
        if (!request.WithoutRepositories)
        {
            forge.Asker.Begin(scan);
        }

        var settings = await GroupAsync(request, cancellation);
        if (!request.WithoutRepositories)
        {
            forge.Asker.End(scan);
            new ScanEstimate("GitLab", "request", request.Notices).End(forge.Asker.Cost, forge.Asker.Budget);
        }

        return settings;
    }

    private async Task<ForgeSettings> GroupAsync(SettingsRequest request, CancellationToken cancellation)
    {
        var group = await forge.GetAsync($"groups/{Uri.EscapeDataString(target.Path)}?with_projects=false", cancellation);
        if (!group.IsGiven || group.Json.Number("id") is not { } number)
        {
            return new ForgeSettings { Forge = Forge.GitLab, Server = target.Server, Organization = WithoutGroup(group, request), Answers = forge.Asker.Answers };
        }

        var path = $"groups/{number.ToString(CultureInfo.InvariantCulture)}";
        var isNested = GitLabGroup.IsNested(group.Json) is true;
        var tier = GitLabTier.OfGroup(group.Json);
        var members = forge.PagesAsync($"{path}/members/all", cancellation);
        var billable = isNested ? null : forge.PagesAsync($"{path}/billable_members", cancellation);
        var users = isNested && forge.IsGitLabCom ? null : forge.PagesAsync(forge.IsGitLabCom ? $"{path}/enterprise_users" : "users?active=true&two_factor=disabled", cancellation);
        var accessTokens = forge.PagesAsync($"{path}/access_tokens", cancellation);
        var deployTokens = forge.PagesAsync($"{path}/deploy_tokens", cancellation);
        var hooks = forge.PagesAsync($"{path}/hooks", cancellation);
        var variables = forge.PagesAsync($"{path}/variables", cancellation);
        var runners = forge.QueryAsync(GitLabQuery.OfRunners, QueryVariables.Of(("group", target.Path)), cancellation);
        var certificates = isNested || !forge.IsGitLabCom ? null : forge.PagesAsync($"{path}/ssh_certificates", cancellation);
        var approvals = forge.GetAsync($"{path}/merge_request_approval_setting", cancellation);
        var branches = isNested || forge.IsGitLabCom ? null : forge.PagesAsync($"{path}/protected_branches", cancellation);

        var protection = new GitLabGroupProtection(forge, target.Path, group, await approvals, branches is null ? null : await branches);
        var (repositories, manifest) = request.WithoutRepositories ? ([], null) : await new GitLabProjectList(forge, target).ReadAsync(path, protection, request, cancellation);
        var activity = billable is null ? null : await billable;
        return new ForgeSettings
        {
            Forge = Forge.GitLab,
            Server = target.Server,
            Repositories = repositories,
            Organization = new OrganizationSettings
            {
                Name = target.Path,
                Url = $"{target.Server}/groups/{target.Path}",
                Mfa = await GitLabGroup.MfaAsync(forge, group, cancellation),
                WithoutMfa = users is null
                    ? Observed<PrincipalList>.Unknown($"GitLab.com tells it of a top-level group alone: ask about '{target.Path.Split('/')[0]}'")
                    : GitLabGroup.WithoutMfa(forge, await users, await members),
                Owners = activity is { IsBroken: true }
                    ? forge.Refused<PrincipalList>(ForgeSetting.OrganizationOwners, activity)
                    : GitLabMembers.From(forge, ForgeSetting.OrganizationOwners, await members, GitLabMembers.Owner, activity is null ? null : GitLabGroup.Activity(activity)),
                Roles = NoRoles,
                SignOn = NoSignOn,
                OutsideCollaborators = NoOutsiders,
                Members = GitLabGroup.Rights(forge, group),
                Apps = NoApps,
                Tokens = GitLabKeys.OfGroup(forge, await deployTokens, await accessTokens),
                Webhooks = GitLabWebhooks.Of(forge, await hooks, tier),
                Pipelines = GitLabPipelines.OfGroup(forge, await variables, await runners),
                Ssh = GitLabGroup.Ssh(forge, group, certificates is null ? null : await certificates),
                Protection = protection.Of(group),
                Repositories = manifest,
            },
            Answers = forge.Asker.Answers,
        };
    }

    /// <inheritdoc/>
    public Task<TokenFacts> TokenAsync(bool isOrganization, CancellationToken cancellation) => forge.TokenAsync(cancellation);

    public void Dispose() => forge.Dispose();

    private RepositorySettings Without(ForgeReply reply) => new()
    {
        Name = target.Path,
        Url = $"{target.Server}/{target.Path}",
        Traits = Unseen<RepositoryTraits>(reply, ForgeSetting.Repository),
        Protection = Unseen<BranchProtection>(reply, ForgeSetting.BranchProtection),
        History = Unseen<SignedHistory>(reply, ForgeSetting.CommitSignatures),
        CodeOwners = Unseen<OwnerAccessList>(reply, ForgeSetting.CodeOwnerAccess),
        Administrators = Unseen<PrincipalList>(reply, ForgeSetting.RepositoryAdministrators),
        OutsideCollaborators = Unseen<PrincipalList>(reply, ForgeSetting.OutsideCollaborators),
        Keys = Unseen<AccessKeyList>(reply, ForgeSetting.RepositoryKeys),
        Webhooks = Unseen<WebhookList>(reply, ForgeSetting.Webhooks),
        Pipelines = Unseen<PipelineSettings>(reply, ForgeSetting.PipelineSettings),
        Environments = Unseen<EnvironmentList>(reply, ForgeSetting.Environments),
        Scanning = Unseen<SecretScanning>(reply, ForgeSetting.SecretScanning),
    };

    private OrganizationSettings WithoutGroup(ForgeReply reply, SettingsRequest request) => new()
    {
        Name = target.Path,
        Url = $"{target.Server}/groups/{target.Path}",
        Mfa = Unseen<MfaDemand>(reply, ForgeSetting.MfaDemand),
        WithoutMfa = Unseen<PrincipalList>(reply, ForgeSetting.MfaUse),
        Owners = Unseen<PrincipalList>(reply, ForgeSetting.OrganizationOwners),
        Roles = NoRoles,
        SignOn = NoSignOn,
        OutsideCollaborators = NoOutsiders,
        Members = Unseen<MemberRights>(reply, ForgeSetting.MemberRights),
        Apps = NoApps,
        Tokens = Unseen<AccessKeyList>(reply, ForgeSetting.OrganizationTokens),
        Webhooks = Unseen<WebhookList>(reply, ForgeSetting.Webhooks),
        Pipelines = Unseen<PipelineSettings>(reply, ForgeSetting.OrganizationPipelines),
        Ssh = Unseen<SshSettings>(reply, ForgeSetting.Ssh),
        Protection = Unseen<BranchProtection>(reply, ForgeSetting.OrganizationProtection),
        Repositories = request.WithoutRepositories
            ? null
            : new RepositoryManifest(0, [new ManifestEntry($"{target.Path}/*", ManifestState.Failed, Unseen<RepositoryTraits>(reply, ForgeSetting.Repository).Reason)]),
    };

    private Observed<T> Unseen<T>(ForgeReply reply, ForgeSetting setting)
        where T : class => (reply.IsGiven ? GitLabAccess.For(setting).Lacks<T>("id") : forge.Refused<T>(setting, reply)) with { HasFailed = true };

    private ForgeSettings Settings(RepositorySettings repository) => new() { Forge = Forge.GitLab, Server = target.Server, Repositories = [repository], Answers = forge.Asker.Answers };
}
