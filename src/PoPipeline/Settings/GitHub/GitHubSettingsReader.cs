using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PoPipeline.Forges.GitHub;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Sources;

namespace PoPipeline.Settings.GitHub;

/// <summary>Reads the settings of repositories and organisations of GitHub; see https://docs.github.com/rest.</summary>
internal sealed class GitHubSettingsReader : ISettingsReader
{
    // Of a hundred repositories each: more than GitHub lets an organisation have.
    private const int MostPages = 1000;

    private const string DefaultBranch = "defaultBranchRef";
    private const string OneByOne = "whoever asks about an organization does not ask each repository for it; a check of the repository with --forge does";

    private readonly SettingsTarget target;
    private readonly ForgeAsker asker;
    private readonly Uri graph;
    private readonly RetryBudget retryBudget;
    private readonly Secret? token;

    /// <summary>Makes one.</summary>
    /// <param name="target">What is asked about.</param>
    /// <param name="connection">How GitHub is reached.</param>
    public GitHubSettingsReader(SettingsTarget target, SettingsConnection connection)
    {
        this.target = target;
        retryBudget = connection.RetryBudget;
        var options = GitHubEnvironment.For(target.Server, target.Path, connection.Variable) with { Time = connection.Time, RetryBudget = connection.RetryBudget, Sender = connection.Sender };
        token = options.Token;
        asker = new ForgeAsker(GitHubHttp.Options(options) with { AnswerFolder = connection.AnswerFolder });
        graph = GitHubHttp.GraphAddress(options.Address);
    }

    /// <inheritdoc/>
    public async Task<ForgeSettings> RepositoryAsync(SettingsRequest request, CancellationToken cancellation)
    {
        var path = $"repos/{target.Path}";
        var shown = asker.GetAsync(path, cancellation);
        var asked = asker.QueryAsync(graph, GitHubQuery.OfRepository, GitHubQuery.Repository, QueryVariables.Of(("owner", target.Path.Split('/')[0]), ("name", target.Path.Split('/')[^1])), cancellation);
        var collaborators = asker.PagesAsync($"{path}/collaborators?per_page=100", cancellation);
        var keys = asker.PagesAsync($"{path}/keys?per_page=100", cancellation);
        var hooks = asker.PagesAsync($"{path}/hooks?per_page=100", cancellation);
        var permissions = asker.GetAsync($"{path}/actions/permissions", cancellation);
        var workflow = asker.GetAsync($"{path}/actions/permissions/workflow", cancellation);
        var environments = asker.PagesAsync($"{path}/environments?per_page=100", cancellation, "environments");
        var errors = request.CodeOwners.IsEmpty && !request.IsProbe ? Task.FromResult(new ForgeReply()) : asker.GetAsync($"{path}/codeowners/errors", cancellation);
        var (rest, answer) = (await shown, await asked);
        var node = answer.Json.Object("data").Object("repository");
        var traits = node.ValueKind is JsonValueKind.Object ? Observed<RepositoryTraits>.Known(GitHubRepository.Traits(node))
            : rest.IsGiven ? Observed<RepositoryTraits>.Known(GitHubRepository.TraitsOfRest(rest.Json))
            : GitHubAccess.For(ForgeSetting.Repository).Refused<RepositoryTraits>(rest) with { HasFailed = true };
        var branch = traits.Value?.DefaultBranch ?? (GitHubRepository.HasNoCommit(node) && GitHubQuery.Refusal(answer.Json, DefaultBranch) is null ? null : rest.Json.Text("default_branch"));
        var rules = branch is null ? null : await asker.PagesAsync($"{path}/rules/branches/{Uri.EscapeDataString(branch)}?per_page=100", cancellation);
        var outside = traits.Value?.IsPublic is true ? await asker.GetAsync($"{path}/actions/permissions/fork-pr-contributor-approval", cancellation) : null;
        var refused = node.ValueKind is JsonValueKind.Object ? null : Refusal.Of(answer);
        var people = await collaborators;
        var selected = GitHubRepository.HasSelection(await permissions) ? await asker.GetAsync($"{path}/actions/permissions/selected-actions", cancellation) : null;
        return Settings(new RepositorySettings
        {
            Name = target.Path,
            Url = $"{target.Server}/{target.Path}",
            Traits = traits,
            Protection = !traits.IsKnown ? new Observed<BranchProtection> { Why = traits.Why, HasFailed = traits.HasFailed }
                : branch is null ? WithoutBranch(node, answer.Json)
                : Observed<BranchProtection>.Known(GitHubProtection.Of(node, branch, refused?.Why, rules, Hidden(node, answer.Json), rest.IsGiven ? rest.Json.Flag("web_commit_signoff_required") : null)),
            History = refused is null ? GitHubRepository.History(node, GitHubQuery.Refusal(answer.Json, DefaultBranch) ?? GitHubQuery.Refusal(answer.Json, "history")) : refused.As<SignedHistory>(),
            OutsideCollaborators = refused is null ? GitHubRepository.Outside(node, GitHubQuery.Refusal(answer.Json, "outside")) : refused.As<PrincipalList>(),
            Administrators = GitHubRepository.Administrators(people),
            CodeOwners = GitHubRepository.CodeOwners(request.CodeOwners, request.IsProbe, await errors, people),
            Keys = GitHubRepository.Keys(await keys),
            Webhooks = GitHubRepository.Webhooks(await hooks),
            Pipelines = GitHubRepository.Pipelines(await permissions, await workflow, outside, selected),
            Environments = GitHubRepository.Environments(await environments, GitHubProtection.HasRules(node, GitHubQuery.Refusal(answer.Json, "branchProtectionRule"))),
            Scanning = GitHubRepository.Scanning(rest),
        });
    }

    /// <inheritdoc/>
    public async Task<ForgeSettings> OrganizationAsync(SettingsRequest request, CancellationToken cancellation)
    {
        var path = $"orgs/{target.Path}";
        var scan = $"{target} {request.Shard.Index}/{request.Shard.Count}";
        if (!request.WithoutRepositories)
        {
            asker.Begin(scan);
        }

        var shown = asker.GetAsync(path, cancellation);
        var without = asker.PagesAsync($"{path}/members?filter=2fa_disabled&per_page=100", cancellation);
        var outsideWithout = asker.PagesAsync($"{path}/outside_collaborators?filter=2fa_disabled&per_page=100", cancellation);
        var weak = asker.PagesAsync($"{path}/members?filter=2fa_insecure&per_page=100", cancellation);
        var outsideWeak = asker.PagesAsync($"{path}/outside_collaborators?filter=2fa_insecure&per_page=100", cancellation);
        var signOn = asker.QueryAsync(graph, GitHubQuery.OfSignOn, GitHubQuery.SignOn, QueryVariables.Of(("login", target.Path)), cancellation);
        var roles = RolesAsync(path, cancellation);
        var owners = asker.PagesAsync($"{path}/members?role=admin&per_page=100", cancellation);
        var outside = asker.PagesAsync($"{path}/outside_collaborators?per_page=100", cancellation);
        var apps = asker.PagesAsync($"{path}/installations?per_page=100", cancellation, "installations");
        var tokens = asker.PagesAsync($"{path}/personal-access-tokens?per_page=100", cancellation);
        var hooks = asker.PagesAsync($"{path}/hooks?per_page=100", cancellation);
        var permissions = asker.GetAsync($"{path}/actions/permissions", cancellation);
        var workflow = asker.GetAsync($"{path}/actions/permissions/workflow", cancellation);
        var changes = asker.GetAsync($"{path}/actions/permissions/fork-pr-contributor-approval", cancellation);
        var runners = asker.PagesAsync($"{path}/actions/runner-groups?per_page=100", cancellation, "runner_groups");
        var rulesets = RulesetsAsync(path, cancellation);
        var (repositories, manifest) = request.WithoutRepositories ? ([], null) : await RepositoriesAsync(request, cancellation);
        var selected = GitHubRepository.HasSelection(await permissions) ? await asker.GetAsync($"{path}/actions/permissions/selected-actions", cancellation) : null;
        var organization = await shown;
        var hookReply = await hooks;
        var settings = new ForgeSettings
        {
            Forge = Forge.GitHub,
            Server = target.Server,
            Repositories = repositories,
            Organization = new OrganizationSettings
            {
                Name = target.Path,
                Url = $"{target.Server}/{target.Path}",
                Mfa = GitHubOrganization.Mfa(organization),
                WithoutMfa = GitHubOrganization.WithoutMfa(organization, await without, await outsideWithout, await weak, await outsideWeak),
                SignOn = GitHubOrganization.SignOnOf(await signOn),
                Owners = GitHubOrganization.PeopleOf(await owners, ForgeSetting.OrganizationOwners, "owner"),
                Roles = await roles,
                OutsideCollaborators = GitHubOrganization.PeopleOf(await outside, ForgeSetting.OutsideCollaborators, "outside collaborator"),
                Members = GitHubOrganization.Rights(organization),
                Apps = GitHubOrganization.Apps(await apps),
                Tokens = GitHubOrganization.Tokens(await tokens),
                Webhooks = GitHubRepository.Webhooks(hookReply),
                Pipelines = GitHubOrganization.Pipelines(await permissions, await workflow, await changes, await runners, selected),
                Ssh = Observed<SshSettings>.Unknown("no interface of GitHub tells of certificate authorities for SSH; its audit log names changes of them"),
                Protection = GitHubOrganization.Protection(await rulesets),
                Repositories = manifest,
            },
        };
        if (!request.WithoutRepositories)
        {
            asker.End(scan);
            EstimateFor(request).End(asker.Cost, asker.QueryBudget);
        }

        return settings with { Answers = asker.Answers };
    }

    /// <inheritdoc/>
    public Task<TokenFacts> TokenAsync(bool isOrganization, CancellationToken cancellation) => Task.FromResult(GitHubToken.Of(token, asker.Scopes, isOrganization));

    public void Dispose() => asker.Dispose();

    private async Task<Observed<RoleList>> RolesAsync(string path, CancellationToken cancellation)
    {
        var list = await asker.PagesAsync($"{path}/organization-roles", cancellation, "roles");
        var asked = list.Json.Items()
            .Select(role => role.Number("id"))
            .OfType<long>()
            .Distinct()
            .Select(async id =>
            {
                var role = $"{path}/organization-roles/{id.ToString(CultureInfo.InvariantCulture)}";
                var people = asker.PagesAsync($"{role}/users?per_page=100", cancellation);
                var teams = asker.PagesAsync($"{role}/teams?per_page=100", cancellation);
                return (Id: id, People: await people, Teams: await teams);
            });
        return GitHubOrganization.Roles(list, (await Task.WhenAll(asked)).ToDictionary(role => role.Id, role => (role.People, role.Teams)));
    }

    private async Task<ImmutableArray<ForgeReply>> RulesetsAsync(string path, CancellationToken cancellation)
    {
        var list = await asker.PagesAsync($"{path}/rulesets?per_page=100", cancellation);
        if (!list.IsGiven)
        {
            return [list];
        }

        var ids = list.Json.Items().Select(ruleset => ruleset.Number("id")).ToImmutableArray();
        if (ids.Any(id => id is null))
        {
            return [list with { Failure = "the list has a ruleset without 'id'" }];
        }

        var details = ids
            .OfType<long>()
            .Select(id => asker.GetAsync($"{path}/rulesets/{id.ToString(CultureInfo.InvariantCulture)}", cancellation));
        return [.. await Task.WhenAll(details)];
    }

    private async Task<(ImmutableArray<RepositorySettings> Repositories, RepositoryManifest? Manifest)> RepositoriesAsync(SettingsRequest request, CancellationToken cancellation)
    {
        var (listed, names, fault) = await ListAsync(cancellation);
        var own = names.Where(named => request.Shard.Takes(named.Name)).ToImmutableArray();
        var done = 0;
        var (queries, points) = (asker.Queries, asker.Cost.Points);
        var chunks = own.Chunk(GitHubQuery.BatchSize).ToList();
        var estimate = EstimateFor(request);
        estimate.Begin(target, listed, own.Length, chunks.Count, asker.QueryBudget, asker.Resumed);
        request.Progress?.Report(new CollectionProgress($"asking about {Counted.Of(own.Length, "repository", "repositories")}", 0, Math.Max(own.Length, 1)));

        // One goes ahead of the others, and tells what they take.
        var batches = new List<ImmutableArray<(RepositorySettings? Settings, ManifestEntry Entry)>>();
        while (batches.Count < chunks.Count && asker.Queries == queries && !batches.Any(batch => batch.Any(one => one.Settings is null)))
        {
            batches.Add(await AskAsync(chunks[batches.Count]));
        }

        estimate.Price(asker.Cost.Points - points, chunks.Count - batches.Count, asker.QueryBudget, retryBudget.Left, asker.Now);
        batches.AddRange(await Task.WhenAll(chunks.Skip(batches.Count).Select(AskAsync)));
        var asked = batches.SelectMany(batch => batch).ToList();
        return (
            [.. asked.Select(one => one.Settings).OfType<RepositorySettings>()],
            new RepositoryManifest(
                listed,
                [
                    .. asked.Select(one => one.Entry)
                        .Concat(names.Where(named => !request.Shard.Takes(named.Name)).Select(named => new ManifestEntry(named.Name, ManifestState.Skipped, ManifestEntry.OfOtherShard)))
                        .Concat(fault is null ? [] : new[] { new ManifestEntry($"{target.Path}/*", ManifestState.Failed, fault) })
                        .OrderBy(entry => entry.Name, StringComparer.Ordinal),
                ]));

        async Task<ImmutableArray<(RepositorySettings? Settings, ManifestEntry Entry)>> AskAsync(Named[] batch)
        {
            var answer = await asker.QueryAsync(graph, GitHubQuery.OfBatch, GitHubQuery.Batch, QueryVariables.Of("ids", [.. batch.Select(named => named.Id)]), cancellation);
            request.Progress?.Report(new CollectionProgress($"asking about {Counted.Of(own.Length, "repository", "repositories")}", Interlocked.Add(ref done, batch.Length), own.Length));
            return [.. Read(batch, answer)];
        }
    }

    private static ScanEstimate EstimateFor(SettingsRequest request) => new("GitHub", "point", request.Notices);

    private async Task<(int Listed, ImmutableArray<Named> Names, string? Fault)> ListAsync(CancellationToken cancellation)
    {
        var names = ImmutableArray.CreateBuilder<Named>();
        string? after = null;
        var known = new HashSet<string>(StringComparer.Ordinal);
        var listed = 0;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await asker.QueryAsync(graph, GitHubQuery.OfOrganization, GitHubQuery.Organization, QueryVariables.Of(("login", target.Path), ("after", after)), cancellation);
            var list = answer.Json.Object("data").Object("organization").Object("repositories");
            if (!list.HasItems("nodes"))
            {
                return (listed, names.ToImmutable(), WhyNot(answer));
            }

            if (list.Number("totalCount") is not { } count)
            {
                return (listed, names.ToImmutable(), "GitHub's answer does not say how many there are");
            }

            listed = (int)Math.Clamp(count, 0, int.MaxValue);
            var before = names.Count;
            names.AddRange(list.Items("nodes")
                .Select(node => new Named(node.Text("id") ?? "", node.Text("nameWithOwner") ?? ""))
                .Where(named => named is { Id.Length: > 0, Name.Length: > 0 } && known.Add(named.Id)));
            if (!GitHubQuery.GoesOn(list))
            {
                return (listed, names.ToImmutable(), Fault: null);
            }

            after = list.Object("pageInfo").Text("endCursor");
            if (after is null)
            {
                return (listed, names.ToImmutable(), "GitHub's answer does not say whether the list goes on");
            }

            // Whoever is led back, by whichever mark, would be led for ever.
            if (names.Count == before)
            {
                return (listed, names.ToImmutable(), "the pages of the list of repositories lead in a circle");
            }
        }

        return (listed, names.ToImmutable(), $"the list of repositories has more than {MostPages.ToString(CultureInfo.InvariantCulture)} pages, which are not read");
    }

    private static IEnumerable<(RepositorySettings? Settings, ManifestEntry Entry)> Read(Named[] batch, ForgeReply answer)
    {
        var nodes = answer.Json.Object("data").Items("nodes").Where(node => node.Text("id") is not null).ToLookup(node => node.Text("id") ?? "", StringComparer.Ordinal);
        foreach (var named in batch)
        {
            // What GitHub leaves out of an answer it says why of, once for all. A repository of which hardly anything is told was not looked at.
            yield return nodes[named.Id].FirstOrDefault() is { ValueKind: JsonValueKind.Object } node && IsTold(node)
                ? (Of(node, answer.Json), new ManifestEntry(named.Name, ManifestState.Evaluated, Why: null))
                : (null, new ManifestEntry(named.Name, ManifestState.Failed, WhyNot(answer)));
        }
    }

    private static bool IsTold(JsonElement node) => node.Text("nameWithOwner") is { Length: > 0 } && node.Flag("isPrivate") is not null && node.Object("defaultBranchRef").ValueKind is JsonValueKind.Object or JsonValueKind.Null;

    // A branch that GitHub refuses to show is no branch that is not there.
    private static Observed<BranchProtection> WithoutBranch(JsonElement node, JsonElement answer) =>
        GitHubQuery.Refusal(answer, DefaultBranch) is { } refusal ? Observed<BranchProtection>.Unknown($"'{refusal}': the token lacks {GitHubAccess.For(ForgeSetting.BranchProtection).Needs}")
        : GitHubRepository.HasNoCommit(node) ? Observed<BranchProtection>.Unavailable("the repository has no commit yet")
        : GitHubAccess.For(ForgeSetting.BranchProtection).Lacks<BranchProtection>(DefaultBranch);

    // What GitHub says in place of the classic rule, or of the branch that it is of; one that it does not show at all is not without a rule for that.
    private static string? Hidden(JsonElement node, JsonElement answer) =>
        GitHubQuery.Refusal(answer, "branchProtectionRule") ?? GitHubQuery.Refusal(answer, DefaultBranch)
        ?? (node.ValueKind is JsonValueKind.Object && node.Object(DefaultBranch).ValueKind is not JsonValueKind.Object ? "the answer does not show the default branch" : null);

    private static string WhyNot(ForgeReply answer) =>
        answer.Failure ?? GitHubQuery.Refusal(answer.Json) ?? (answer.IsGiven ? "GitHub's answer leaves it out" : GitHubAccess.For(ForgeSetting.Repository).Refused<RepositoryTraits>(answer).Reason);

    private sealed record Named(string Id, string Name);

    // Why a whole query was not answered: what a token may not see is told in words, and whatever else is wrong has failed.
    private sealed record Refusal(string Why, bool HasFailed)
    {
        public static Refusal Of(ForgeReply answer) =>
            answer.Failure is { } failure ? new Refusal(failure, HasFailed: true)
            : GitHubQuery.Refusal(answer.Json) is { } said ? new Refusal($"'{said}': the token lacks {GitHubAccess.For(ForgeSetting.BranchProtection).Needs}", HasFailed: false)
            : answer.IsGiven ? new Refusal("GitHub's answer has neither data nor a reason", HasFailed: true)
            : Of(GitHubAccess.For(ForgeSetting.BranchProtection).Refused<BranchProtection>(answer));

        public Observed<T> As<T>()
            where T : class => HasFailed ? Observed<T>.Failed(Why) : Observed<T>.Unknown(Why);

        private static Refusal Of(Observed<BranchProtection> fact) => new(fact.Reason, fact.HasFailed);
    }

    private static RepositorySettings Of(JsonElement node, JsonElement answer)
    {
        var hidden = GitHubQuery.Refusal(answer, "branchProtectionRule");
        var traits = GitHubRepository.Traits(node);
        return new RepositorySettings
        {
            Name = node.Text("nameWithOwner") ?? "",
            Url = node.Text("url") ?? "",
            Traits = Observed<RepositoryTraits>.Known(traits),
            Protection = traits.DefaultBranch is { } branch
                ? Observed<BranchProtection>.Known(GitHubProtection.Of(node, branch, refusal: null, inForce: null, hidden, isSignedOffOnline: null))
                : WithoutBranch(node, answer),
            History = GitHubRepository.History(node, GitHubQuery.Refusal(answer, DefaultBranch) ?? GitHubQuery.Refusal(answer, "history")),
            CodeOwners = Observed<OwnerAccessList>.Unknown(OneByOne),
            Administrators = Observed<PrincipalList>.Unknown(OneByOne),
            OutsideCollaborators = GitHubRepository.Outside(node, GitHubQuery.Refusal(answer, "outside")),
            Keys = Observed<AccessKeyList>.Unknown(OneByOne),
            Webhooks = Observed<WebhookList>.Unknown(OneByOne),
            Pipelines = Observed<PipelineSettings>.Unknown(OneByOne),
            Environments = Observed<EnvironmentList>.Unknown(OneByOne),
            Scanning = Observed<SecretScanning>.Unknown(OneByOne),
        };
    }

    private ForgeSettings Settings(RepositorySettings repository) => new() { Forge = Forge.GitHub, Server = target.Server, Repositories = [repository], Answers = asker.Answers };
}
