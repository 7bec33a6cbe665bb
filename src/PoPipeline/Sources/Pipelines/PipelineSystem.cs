using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines;

/// <summary>A system that runs pipelines, and where it finds them.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Platform">What its reader calls it; null where none is planned.</param>
/// <param name="Patterns">Its files: patterns in CODEOWNERS syntax, of GitHub's kind.</param>
internal sealed record PipelineSystem(string Name, Platform? Platform, ImmutableArray<string> Patterns)
{
    /// <summary>The systems that are known by the names of their files. What only its content tells, such as a manifest of Argo CD or Tekton outside of <c>.tekton</c>, is not here.</summary>
    public static ImmutableArray<PipelineSystem> Known { get; } =
    [
        new("GitLab CI", Rules.Model.Platform.GitLabCi, ["*.gitlab-ci.yml", "*.gitlab-ci.yaml", "/.gitlab/ci/**/*.yml", "/.gitlab/ci/**/*.yaml", "/.gitlab-ci/**/*.yml", "/.gitlab-ci/**/*.yaml"]),
        new("CircleCI", Rules.Model.Platform.CircleCi, ["/.circleci/**/*.yml", "/.circleci/**/*.yaml", "/circle.yml"]),
        new("Jenkins", Rules.Model.Platform.Jenkins, ["Jenkinsfile", "Jenkinsfile.*", "Jenkinsfile-*", "Jenkinsfile_*", "*.jenkinsfile", "*.Jenkinsfile", "*.JenkinsFile", "*.jenkins", "/.jenkins/**/*.groovy"]),
        new("Tekton", Rules.Model.Platform.Tekton, ["/.tekton/**/*.yml", "/.tekton/**/*.yaml"]),
        new("Argo CD", Rules.Model.Platform.ArgoCd, [".argocd-source.yaml", ".argocd-source-*.yaml"]),
        new("Spinnaker Dinghy", Rules.Model.Platform.Dinghy, ["dinghyfile", "*.dinghyfile", "dinghyfile.*"]),
        new("AppVeyor", null, ["/appveyor.yml", "/.appveyor.yml", "/appveyor-*.yml", "/.appveyor/**/*.yml"]),
        new("AWS CodeBuild", null, ["buildspec.yml", "buildspec.yaml", "buildspec-*.yml", "buildspec-*.yaml", "buildspec.*.yml"]),
        new("Azure Pipelines", null, [
            "azure-pipelines.yml", "azure-pipelines.yaml", "azure-pipelines-*.yml", "azure-pipelines.*.yml", "azure-pipeline.yml", ".azure-pipelines.yml", ".azure-pipelines.yaml", "*.azure-pipelines.yml",
            "/.azure-pipelines/**/*.yml", "/.azure-pipelines/**/*.yaml", "/azure-pipelines/**/*.yml", "/azure-pipelines/**/*.yaml", "/.azuredevops/**/*.yml", "/.azuredevops/**/*.yaml",
            "/.pipelines/**/*.yml", "/.vsts-ci.yml", "/.vsts-*.yml"]),
        new("Bitbucket Pipelines", null, ["/bitbucket-pipelines.yml"]),
        new("Bitrise", null, ["/bitrise.yml"]),
        new("Buildkite", null, ["/.buildkite/**/*.yml", "/.buildkite/**/*.yaml", "/.buildkite/**/*.json", "/buildkite.yml", "/buildkite.yaml"]),
        new("Cirrus CI", null, ["/.cirrus.yml", "/.cirrus.yaml", "/.cirrus.star"]),
        new("Codefresh", null, ["/codefresh.yml", "/.codefresh/**/*.yml", "/.codefresh/**/*.yaml"]),
        new("Codemagic", null, ["/codemagic.yaml"]),
        new("Concourse", null, ["/ci/pipeline.yml", "/ci/pipeline.yaml", "/ci/pipelines/*.yml", "/concourse/**/*.yml", "/.concourse/**/*.yml"]),
        new("Drone", null, ["/.drone.yml", "/.drone.yaml", "/.drone.star", "/.drone.jsonnet", "/.drone/**/*.yml"]),
        new("Forgejo Actions", null, ["/.forgejo/workflows/*.yml", "/.forgejo/workflows/*.yaml"]),
        new("Gitea Actions", null, ["/.gitea/workflows/*.yml", "/.gitea/workflows/*.yaml"]),
        new("GoCD", null, ["*.gocd.yaml", "*.gocd.yml", "*.gocd.json", "*.gocd.groovy", "*.gopipeline.json"]),
        new("Google Cloud Build", null, ["cloudbuild.yaml", "cloudbuild.yml", "cloudbuild.json", "cloudbuild-*.yaml", "cloudbuild-*.yml", "cloudbuild.*.yaml", "cloudbuild_*.yaml", "*.cloudbuild.yaml"]),
        new("Harness", null, ["/.harness/**/*.yaml", "/.harness/**/*.yml"]),
        new("Prow", null, ["/.prow.yaml", "/.prow/**/*.yaml"]),
        new("Semaphore", null, ["/.semaphore/**/*.yml", "/.semaphore/**/*.yaml"]),
        new("sourcehut builds", null, ["/.build.yml", "/.builds/*.yml"]),
        new("Taskcluster", null, ["/.taskcluster.yml"]),
        new("TeamCity", null, ["/.teamcity/**/*.kts", "/.teamcity/**/*.xml"]),
        new("Travis CI", null, ["/.travis.yml", "/.travis.yaml"]),
        new("Vela", null, ["/.vela.yml", "/.vela.yaml", "/.vela.star"]),
        new("Woodpecker", null, ["/.woodpecker.yml", "/.woodpecker.yaml", "/.woodpecker/**/*.yml", "/.woodpecker/**/*.yaml"]),
        new("Zuul", null, ["/.zuul.yaml", "/zuul.yaml", "/.zuul.d/**/*.yaml", "/zuul.d/**/*.yaml"]),
    ];
}
