using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Backstage;
using PoPipeline.Sources.CodeOwners;
using PoPipeline.Sources.Commands;
using PoPipeline.Sources.Pipelines;
using PoPipeline.Sources.Pipelines.ArgoCd;
using PoPipeline.Sources.Pipelines.CircleCi;
using PoPipeline.Sources.Pipelines.Dinghy;
using PoPipeline.Sources.Pipelines.GitHubActions;
using PoPipeline.Sources.Pipelines.GitLabCi;
using PoPipeline.Sources.Pipelines.Jenkins;
using PoPipeline.Sources.Pipelines.Tekton;
using PoPipeline.Sources.Projects;
using PoPipeline.Sources.SupplyChains;
using PoPipeline.Sources.Suppressions;
using PoPipeline.Sources.Templates;

namespace PoPipeline.Sources;

/// <summary>Every source there is.</summary>
/// <remarks>
/// The policy is none, since it says how the others read: it is asked for with the collection. Nor are the records, which speak of findings: they are
/// joined once it is judged.
/// </remarks>
internal static class SourceList
{
    /// <summary>The readers of pipelines, one a platform.</summary>
    public static ImmutableArray<IPipelineReader> Readers { get; } = [new GitHubActionsReader(), new GitLabCiReader(), new CircleCiReader(), new JenkinsReader(), new TektonReader(), new ArgoCdReader(), new DinghyReader()];

    /// <summary>Whether a platform has a reader.</summary>
    /// <param name="platform">The platform.</param>
    public static bool IsRead(Platform platform) => Readers.Any(reader => reader.Platforms.Contains(platform));

    /// <summary>All sources, those that take longest first.</summary>
    public static ImmutableArray<ISource> All { get; } =
    [
        .. Readers,
        new ProjectsSource(),
        new CommandsSource(),
        new SuppressionsSource(),
        new InTotoSource(),
        new ReleaseSettingsSource(),
        new CodeOwnersSource(),
        new BackstageSource(),
        new TemplatesSource(),
        new UnreadPipelinesSource(Readers),
    ];
}
