using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Sources;

namespace PoPipeline.Settings.GitLab;

/// <summary>Reads the projects of a group: the list tells much of each, and one query in a batch the most of the rest.</summary>
internal sealed class GitLabProjectList
{
    private const string OneByOne = "the organisation run does not ask each project; po check --forge names one";

    private readonly GitLabForge forge;
    private readonly SettingsTarget target;
    private readonly string path;

    /// <summary>Makes one.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="target">The group.</param>
    public GitLabProjectList(GitLabForge forge, SettingsTarget target)
    {
        this.forge = forge;
        this.target = target;
        path = target.Path;
    }

    /// <summary>Reads them.</summary>
    /// <param name="group">The group, as its address names it.</param>
    /// <param name="protection">What the group demands of them.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<(ImmutableArray<RepositorySettings> Repositories, RepositoryManifest Manifest)> ReadAsync(string group, GitLabGroupProtection protection, SettingsRequest request, CancellationToken cancellation)
    {
        // Projects that are shared with the group are another's.
        var list = await forge.PagesAsync($"{group}/projects?include_subgroups=true&with_shared=false&archived=false&order_by=id&sort=asc", cancellation);
        if (!list.IsGiven)
        {
            return ([], new RepositoryManifest(0, [new ManifestEntry($"{path}/*", ManifestState.Failed, forge.Refused<RepositoryTraits>(ForgeSetting.Repository, list).Reason)]));
        }

        var own = list.Json.Items().Where(project => project.Text("path_with_namespace") is not { } name || request.Shard.Takes(name)).ToList();
        var chunks = own.Chunk(GitLabQuery.BatchSize).ToList();
        new ScanEstimate("GitLab", "request", request.Notices).Begin(target, list.Json.GetArrayLength(), own.Count, chunks.Count, forge.Asker.Budget, forge.Asker.Resumed);
        var done = 0;
        var stage = $"asking about {Counted.Of(own.Count, "project")}";
        request.Progress?.Report(new CollectionProgress(stage, 0, Math.Max(own.Count, 1)));

        // The first one tells which fields the server knows.
        var batches = new List<ImmutableArray<(RepositorySettings? Settings, ManifestEntry Entry)>>();
        if (chunks.Count > 0)
        {
            batches.Add(await AskAsync(chunks[0]));
            batches.AddRange(await Task.WhenAll(chunks.Skip(1).Select(AskAsync)));
        }

        var asked = batches.SelectMany(batch => batch).ToList();
        var others = list.Json.Items().Select(project => project.Text("path_with_namespace")).OfType<string>().Where(name => !request.Shard.Takes(name));
        return (
            [.. asked.Select(one => one.Settings).OfType<RepositorySettings>().OrderBy(repository => repository.Name, StringComparer.Ordinal)],
            new RepositoryManifest(
                list.Json.GetArrayLength(),
                [
                    .. asked.Select(one => one.Entry)
                        .Concat(others.Select(name => new ManifestEntry(name, ManifestState.Skipped, ManifestEntry.OfOtherShard)))
                        .OrderBy(entry => entry.Name, StringComparer.Ordinal),
                ]));

        async Task<ImmutableArray<(RepositorySettings? Settings, ManifestEntry Entry)>> AskAsync(JsonElement[] batch)
        {
            var answer = await forge.QueryAsync(GitLabQuery.OfProjects, QueryVariables.Of("ids", [.. batch.Select(IdOf).OfType<string>()]), cancellation);
            request.Progress?.Report(new CollectionProgress(stage, Interlocked.Add(ref done, batch.Length), own.Count));
            return [.. Read(batch, answer, protection)];
        }
    }

    private IEnumerable<(RepositorySettings? Settings, ManifestEntry Entry)> Read(JsonElement[] batch, ForgeReply answer, GitLabGroupProtection protection)
    {
        var nodes = answer.IsGiven
            ? answer.Json.Object("projects").Items("nodes").Where(node => node.Text("id") is not null).DistinctBy(node => node.Text("id"), StringComparer.Ordinal).ToDictionary(node => node.Text("id")!, StringComparer.Ordinal)
            : [];
        foreach (var project in batch)
        {
            yield return project.Text("path_with_namespace") is { } name && IdOf(project) is { } id
                ? (Of(project, name, answer, nodes.GetValueOrDefault(id), protection), new ManifestEntry(name, ManifestState.Evaluated, Why: null))
                : (null, new ManifestEntry(project.Text("path_with_namespace") ?? $"{path}/?", ManifestState.Failed, "its entry in the list has neither an 'id' nor a 'path_with_namespace'"));
        }
    }

    private static string? IdOf(JsonElement project) => project.Number("id") is { } id ? $"gid://gitlab/Project/{id.ToString(CultureInfo.InvariantCulture)}" : null;

    private RepositorySettings Of(JsonElement project, string name, ForgeReply answer, JsonElement node, GitLabGroupProtection protection)
    {
        var url = project.Text("web_url") ?? $"{forge.Server}/{name}";
        return new RepositorySettings
        {
            Name = name,
            Url = url,
            Traits = Observed<RepositoryTraits>.Known(GitLabProject.Traits(project)),
            Protection = answer.IsGiven ? GitLabProtection.Of(forge, project, url, node, protection, OneByOne) : forge.Refused<BranchProtection>(ForgeSetting.BranchProtection, answer),
            History = Observed<SignedHistory>.Unknown(OneByOne),
            CodeOwners = Observed<OwnerAccessList>.Unknown(OneByOne),
            Administrators = Observed<PrincipalList>.Unknown(OneByOne),
            OutsideCollaborators = Observed<PrincipalList>.Unknown(OneByOne),
            Keys = Observed<AccessKeyList>.Unknown(OneByOne),
            Webhooks = Observed<WebhookList>.Unknown(OneByOne),
            Pipelines = answer.IsGiven ? GitLabPipelines.Of(project, node) : forge.Refused<PipelineSettings>(ForgeSetting.PipelineSettings, answer),
            Environments = Observed<EnvironmentList>.Unknown(OneByOne),
            Scanning = GitLabProject.Scanning(project),
        };
    }
}
