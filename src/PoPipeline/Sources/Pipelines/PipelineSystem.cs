using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines;

/// <summary>A system that runs pipelines, and where it finds them.</summary>
/// <param name="name">What people call it.</param>
/// <param name="platform">What its reader calls it; null where none is planned.</param>
/// <param name="patterns">Its files: patterns in CODEOWNERS syntax, of GitHub's kind, which may end with <c>{yml,yaml}</c>.</param>
internal sealed class PipelineSystem(string name, Platform? platform, ImmutableArray<string> patterns)
{
    // Where a system looks for one file under one ending alone, that one is written.
    private const string AnyYaml = "{yml,yaml}";

    /// <summary>What people call it.</summary>
    public string Name { get; } = name;

    /// <summary>What its reader calls it; null where none is planned.</summary>
    public Platform? Platform { get; } = platform;

    /// <summary>Its files: patterns in CODEOWNERS syntax, of GitHub's kind, one an ending.</summary>
    public ImmutableArray<string> Patterns { get; } = [.. patterns.SelectMany(EndingsOf)];

    /// <summary>The systems that are known by the names of their files. What only its content tells, such as a manifest of Argo CD or Tekton outside of <c>.tekton</c>, is not here.</summary>
    public static ImmutableArray<PipelineSystem> Known { get; } =
    [
        new("GitHub Actions", Rules.Model.Pipelines.Platform.GitHubActions, ["/.github/workflows/*.{yml,yaml}"]),
        new("GitLab CI", Rules.Model.Pipelines.Platform.GitLabCi, ["*.gitlab-ci.{yml,yaml}", "/.gitlab/ci/**/*.{yml,yaml}", "/.gitlab-ci/**/*.{yml,yaml}"]),
        new("CircleCI", Rules.Model.Pipelines.Platform.CircleCi, ["/.circleci/**/*.{yml,yaml}", "/circle.yml"]),
        new("Jenkins", Rules.Model.Pipelines.Platform.Jenkins, ["Jenkinsfile", "Jenkinsfile.*", "Jenkinsfile-*", "Jenkinsfile_*", "*.jenkinsfile", "*.Jenkinsfile", "*.JenkinsFile", "*.jenkins", "/.jenkins/**/*.groovy", "/jenkins/**/*.groovy", "/vars/*.groovy"]),
        new("Tekton", Rules.Model.Pipelines.Platform.Tekton, ["/.tekton/**/*.{yml,yaml}"]),
        new("Argo CD", Rules.Model.Pipelines.Platform.ArgoCd, [".argocd-source.yaml", ".argocd-source-*.yaml"]),
        new("Spinnaker Dinghy", Rules.Model.Pipelines.Platform.Dinghy, ["dinghyfile", "*.dinghyfile", "dinghyfile.*", "*-dinghyfile"]),
        new("AppVeyor", null, ["/appveyor.{yml,yaml}", "/.appveyor.{yml,yaml}", "/appveyor-*.{yml,yaml}", "/.appveyor/**/*.{yml,yaml}"]),
        new("AWS CodeBuild", null, ["buildspec.{yml,yaml}", "buildspec-*.{yml,yaml}", "buildspec.*.{yml,yaml}"]),
        new("Azure Pipelines", null, [
            "azure-pipelines.{yml,yaml}", "azure-pipelines-*.{yml,yaml}", "azure-pipelines.*.{yml,yaml}", "azure-pipeline.{yml,yaml}", ".azure-pipelines.{yml,yaml}", "*.azure-pipelines.{yml,yaml}",
            "/.azure-pipelines/**/*.{yml,yaml}", "/azure-pipelines/**/*.{yml,yaml}", "/.azuredevops/**/*.{yml,yaml}", "/.pipelines/**/*.{yml,yaml}", "/eng/pipelines/**/*.{yml,yaml}", "/.vsts-ci.{yml,yaml}", "/.vsts-*.{yml,yaml}"]),
        new("Bamboo", null, ["/bamboo-specs/**/*.{yml,yaml}"]),
        new("Bitbucket Pipelines", null, ["/bitbucket-pipelines.yml"]),
        new("Bitrise", null, ["/bitrise.yml"]),
        new("Buildkite", null, ["/.buildkite/**/*.{yml,yaml}", "/.buildkite/**/*.json", "/buildkite.{yml,yaml}"]),
        new("Cirrus CI", null, ["/.cirrus.{yml,yaml}", "/.cirrus.star"]),
        new("Codefresh", null, ["/codefresh.{yml,yaml}", "/.codefresh/**/*.{yml,yaml}"]),
        new("Codemagic", null, ["/codemagic.yaml"]),
        new("Concourse", null, ["/ci/pipeline.{yml,yaml}", "/ci/pipelines/*.{yml,yaml}", "/concourse/**/*.{yml,yaml}", "/.concourse/**/*.{yml,yaml}"]),
        new("Dagger", null, ["/dagger.json"]),
        new("Drone", null, ["/.drone.{yml,yaml}", "/.drone.star", "/.drone.jsonnet", "/.drone/**/*.{yml,yaml}"]),
        new("Forgejo Actions", null, ["/.forgejo/workflows/*.{yml,yaml}"]),
        new("Gitea Actions", null, ["/.gitea/workflows/*.{yml,yaml}"]),
        new("GoCD", null, ["*.gocd.{yml,yaml}", "*.gocd.json", "*.gocd.groovy", "*.gopipeline.json"]),
        new("Google Cloud Build", null, ["cloudbuild.{yml,yaml}", "cloudbuild.json", "cloudbuild-*.{yml,yaml}", "cloudbuild.*.{yml,yaml}", "cloudbuild_*.{yml,yaml}", "*.cloudbuild.{yml,yaml}"]),
        new("Harness", null, ["/.harness/**/*.{yml,yaml}"]),
        new("JetBrains Space", null, ["/.space.kts"]),
        new("OneDev", null, ["/.onedev-buildspec.yml"]),
        new("Prow", null, ["/.prow.yaml", "/.prow/**/*.{yml,yaml}"]),
        new("Screwdriver", null, ["/screwdriver.yaml"]),
        new("Semaphore", null, ["/.semaphore/**/*.{yml,yaml}"]),
        new("sourcehut builds", null, ["/.build.yml", "/.builds/*.{yml,yaml}"]),
        new("Taskcluster", null, ["/.taskcluster.yml"]),
        new("TeamCity", null, ["/.teamcity/**/*.kts", "/.teamcity/**/*.xml"]),
        new("Travis CI", null, ["/.travis.{yml,yaml}"]),
        new("Vela", null, ["/.vela.{yml,yaml}", "/.vela.star"]),
        new("Wercker", null, ["/wercker.yml"]),
        new("Woodpecker", null, ["/.woodpecker.{yml,yaml}", "/.woodpecker/**/*.{yml,yaml}"]),
        new("Zuul", null, ["/.zuul.yaml", "/zuul.yaml", "/.zuul.d/**/*.{yml,yaml}", "/zuul.d/**/*.{yml,yaml}"]),
    ];

    /// <summary>What people call a platform.</summary>
    /// <param name="platform">The platform.</param>
    public static string NameOf(Platform platform) => Known.First(system => system.Platform == platform).Name;

    /// <summary>What the reader of a system is called; null where none is planned.</summary>
    /// <param name="name">What people call the system.</param>
    public static Platform? PlatformOf(string name) => Known.FirstOrDefault(system => system.Name == name)?.Platform;

    private static IEnumerable<string> EndingsOf(string pattern) =>
        pattern.EndsWith(AnyYaml, StringComparison.Ordinal) ? [pattern[..^AnyYaml.Length] + "yml", pattern[..^AnyYaml.Length] + "yaml"] : [pattern];
}
