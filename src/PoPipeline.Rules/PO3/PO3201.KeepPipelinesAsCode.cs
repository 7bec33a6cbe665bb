using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3201: a repository keeps its pipelines as code, and its platform reads them.</summary>
public sealed class PO3201KeepPipelinesAsCode : Rule
{
    // Pipeline files of systems that have no reader here still show that the pipeline is kept as code.
    private static readonly ImmutableArray<string> OtherNames =
    [
        ".gitlab-ci.yml", ".circleci/config.yml", ".travis.yml", ".drone.yml", ".cirrus.yml", ".cirrus.star", ".woodpecker.yml", ".prow.yaml", ".semaphore/semaphore.yml",
        "appveyor.yml", ".appveyor.yml", "azure-pipelines.yml", ".azure-pipelines.yml", "bitbucket-pipelines.yml", "dinghyfile", "cloudbuild.yaml", "buildspec.yml", ".zuul.yaml",
    ];

    private static readonly ImmutableArray<string> OtherFolders =
        [".tekton/", ".buildkite/", ".woodpecker/", ".azure-pipelines/", ".azuredevops/", ".circleci/", ".gitlab/ci/", ".forgejo/workflows/", ".gitea/workflows/", ".teamcity/"];

    /// <inheritdoc/>
    public override string Summary => "At least one pipeline lies in the repository, and no pipeline file is silently ignored by its platform.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override Verdict Judge(Snapshot snapshot)
    {
        if (snapshot.Repository.Files.IsEmpty)
        {
            return Verdict.NotApplicable("The repository has no file.") with { Gaps = snapshot.Repository.Unlisted };
        }

        var all = snapshot.Pipelines.Where(pipeline => pipeline.Kind is PipelineKind.Workflow).ToImmutableArray();
        var workflows = all.Count(pipeline => pipeline.Unreadable is null);
        var others = snapshot.Repository.Files.Count(IsOther);
        var ignored = snapshot.IgnoredPipelines.ToLookup(pipeline => pipeline.Unreadable is null);
        return new Verdict
        {
            Judged = workflows + others + ignored[true].Count(),
            Findings = [.. Missing(snapshot, all.Length + others), .. ignored[true].Select(Ignored)],
            Gaps =
            [
                .. snapshot.Repository.Unlisted,

                // One that was read shows that the pipeline is kept as code; one that was not may hold anything.
                .. all.Where(pipeline => workflows + others == 0 && pipeline.Unreadable is not null).Select(pipeline => new Gap(pipeline.Path, pipeline.Unreadable ?? "", Failed: true)),
                .. ignored[false].Select(pipeline => new Gap(pipeline.Path, $"whether it was meant as a pipeline is not known, since {pipeline.Unreadable}", Failed: true)),
            ],
            Reason = $"{workflows} of {Counted.Of(all.Length, "pipeline")} read, {Counted.Of(others, "file")} of other pipeline systems seen, {ignored[true].Count()} ignored by their platform.",
        };
    }

    private static IEnumerable<Finding> Missing(Snapshot snapshot, int count)
    {
        if (count > 0 || !snapshot.Repository.IsListed)
        {
            return [];
        }

        // What is missing has no place: it is the one where it belongs.
        var (folder, file) = snapshot.Repository.Forge is Forge.GitLab ? (".gitlab-ci.yml", ".gitlab-ci.yml") : (".github/workflows/", ".github/workflows/ci.yml");
        return
        [
            new Finding
            {
                Message = "The repository holds no pipeline. Whatever builds, tests and releases it is written down where no change is reviewed and no "
                    + $"history is kept, if it is written down at all. Keep the pipeline in the repository, for example in '{folder}'.",
                Subject = "repository#pipelines",
                Place = new Place(file, Region.Start),
            },
        ];
    }

    private static Finding Ignored(IgnoredPipeline ignored) => new()
    {
        Message = $"'{ignored.Path}' looks like a pipeline but never runs: {ignored.Why}. A check that silently does not run is taken for one that passes. "
            + "Move the file to where its platform reads it, or remove it.",
        Subject = $"{ignored.Path}#ignored",
        Place = new Place(ignored.Path, Region.Start),
        Evidence = ignored.Why,
    };

    private static bool IsOther(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return OtherNames.Contains(path, StringComparer.Ordinal)
            || name is "Jenkinsfile"
            || name.StartsWith("Jenkinsfile.", StringComparison.Ordinal)
            || name.EndsWith(".jenkinsfile", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".gitlab-ci.yml", StringComparison.Ordinal)
            || OtherFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));
    }
}
