using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>Reads the projects of a group: the list tells much of each, and one query in a batch the most of the rest.</summary>
internal sealed class GitLabProjectList
{
    private const string OneByOne = "the organisation run does not ask each project; po check --forge names one";

    private readonly GitLabForge forge;
    private readonly string path;

    /// <summary>Makes one.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="path">The path of the group.</param>
    public GitLabProjectList(GitLabForge forge, string path)
    {
        this.forge = forge;
        this.path = path;
    }

    /// <summary>Reads them.</summary>
    /// <param name="group">The group, as its address names it.</param>
    /// <param name="protection">What the group demands of them.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<(ImmutableArray<RepositorySettings> Repositories, RepositoryManifest Manifest)> ReadAsync(string group, GitLabGroupProtection protection, CancellationToken cancellation)
    {
        // Projects that are shared with the group are another's.
        var list = await forge.PagesAsync($"{group}/projects?include_subgroups=true&with_shared=false&archived=false&order_by=id&sort=asc", cancellation);
        if (!list.IsGiven)
        {
            return ([], new RepositoryManifest(0, [new ManifestEntry($"{path}/*", ManifestState.Failed, forge.Refused<RepositoryTraits>(ForgeSetting.Repository, list).Reason)]));
        }

        var repositories = ImmutableArray.CreateBuilder<RepositorySettings>();
        var entries = ImmutableArray.CreateBuilder<ManifestEntry>();
        foreach (var batch in list.Json.Items().Chunk(GitLabQuery.BatchSize))
        {
            var answer = await forge.QueryAsync(GitLabQuery.OfProjects, GitLabQuery.Variables("ids", [.. batch.Select(IdOf).OfType<string>()]), cancellation);
            var nodes = answer.IsGiven
                ? answer.Json.Object("projects").Items("nodes").Where(node => node.Text("id") is not null).DistinctBy(node => node.Text("id"), StringComparer.Ordinal).ToDictionary(node => node.Text("id")!, StringComparer.Ordinal)
                : [];
            foreach (var project in batch)
            {
                if (project.Text("path_with_namespace") is not { } name || IdOf(project) is not { } id)
                {
                    entries.Add(new ManifestEntry(project.Text("path_with_namespace") ?? $"{path}/?", ManifestState.Failed, "its entry in the list has neither an 'id' nor a 'path_with_namespace'"));
                    continue;
                }

                repositories.Add(Of(project, name, answer, nodes.GetValueOrDefault(id), protection));
                entries.Add(new ManifestEntry(name, ManifestState.Evaluated, Why: null));
            }
        }

        return ([.. repositories.OrderBy(repository => repository.Name, StringComparer.Ordinal)], new RepositoryManifest(list.Json.GetArrayLength(), [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)]));
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
