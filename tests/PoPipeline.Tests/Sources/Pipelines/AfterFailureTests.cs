using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Tests.Sources.Pipelines;

/// <summary>What runs only where something failed is said alike on each platform.</summary>
public sealed class AfterFailureTests
{
    private const string Circle = "version: 2.1\njobs:\n  a: {machine: true, steps: [run: x]}\n  b: {machine: true, steps: [run: y]}\n";
    private const string Tekton = "apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: p}\nspec:\n  tasks:\n    - name: a\n      taskSpec: {steps: [{name: x, image: i, script: x}]}\n  finally:\n    - name: b\n      taskSpec: {steps: [{name: y, image: i, script: y}]}\n";

    public static TheoryData<Platform, string, string, bool> Words => new()
    {
        { Platform.GitHubActions, ".github/workflows/a.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{run: x}, {run: y, if: failure()}]\n", true },
        { Platform.GitHubActions, ".github/workflows/a.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{run: x}, {run: y, if: always()}]\n", false },
        { Platform.GitLabCi, ".gitlab-ci.yml", "a: {script: x}\nb: {script: y, when: on_failure}\n", true },
        { Platform.GitLabCi, ".gitlab-ci.yml", "a: {script: x}\nb:\n  script: y\n  rules: [{if: $CI_COMMIT_TAG, when: on_failure}]\n", true },
        { Platform.GitLabCi, ".gitlab-ci.yml", "a: {script: x}\nb:\n  script: y\n  when: on_failure\n  only: [tags]\n", true },
        { Platform.GitLabCi, ".gitlab-ci.yml", "a: {script: x}\nb:\n  script: y\n  rules: [{if: $CI_COMMIT_TAG}, {when: on_failure}]\n", false },
        { Platform.GitLabCi, ".gitlab-ci.yml", "a: {script: x}\nb: {script: y, when: always}\n", false },
        { Platform.CircleCi, ".circleci/config.yml", "version: 2.1\njobs:\n  a:\n    machine: true\n    steps: [run: x, run: {command: y, when: on_fail}]\nworkflows: {w: {jobs: [a]}}\n", true },
        { Platform.CircleCi, ".circleci/config.yml", "version: 2.1\njobs:\n  a:\n    machine: true\n    steps: [run: x, when: {condition: << pipeline.git.tag >>, steps: [run: {command: y, when: on_fail}]}]\nworkflows: {w: {jobs: [a]}}\n", true },
        { Platform.CircleCi, ".circleci/config.yml", "version: 2.1\njobs:\n  a:\n    machine: true\n    steps: [run: x, run: {command: y, when: always}]\nworkflows: {w: {jobs: [a]}}\n", false },
        { Platform.CircleCi, ".circleci/config.yml", Circle + "workflows: {w: {jobs: [a, b: {requires: [a: failed]}]}}\n", true },
        { Platform.CircleCi, ".circleci/config.yml", Circle + "workflows: {w: {jobs: [a, b: {requires: [a: [failed, canceled]], filters: {tags: {only: /v.*/}}}]}}\n", true },
        { Platform.CircleCi, ".circleci/config.yml", Circle + "workflows: {w: {jobs: [a, b: {requires: [a: [failed, success]]}]}}\n", false },
        { Platform.CircleCi, ".circleci/config.yml", Circle + "workflows: {w: {jobs: [a, b: {requires: [a]}]}}\n", false },
        { Platform.Jenkins, "Jenkinsfile", "pipeline { agent any\n stages { stage('a') { steps { sh 'x' } } }\n post { failure { sh 'y' } } }\n", true },
        { Platform.Jenkins, "Jenkinsfile", "pipeline { agent any\n stages { stage('a') { steps { sh 'x' }\n post { unsuccessful { script { if (params.A) { sh 'y' } } } } } } }\n", true },
        { Platform.Jenkins, "Jenkinsfile", "node { try { sh 'x' } catch (e) { sh 'y' } }\n", true },
        { Platform.Jenkins, "Jenkinsfile", "node { try { sh 'x' } finally { sh 'y' } }\n", false },
        { Platform.Jenkins, "Jenkinsfile", "pipeline { agent any\n stages { stage('a') { steps { sh 'x' } } }\n post { changed { sh 'y' } } }\n", false },
        { Platform.Tekton, ".tekton/a.yaml", Tekton + "      when: [{input: $(tasks.status), operator: in, values: [Failed]}]\n", true },
        { Platform.Tekton, ".tekton/a.yaml", Tekton + "      when: [{input: $(tasks.a.status), operator: notin, values: [Succeeded]}]\n", true },
        { Platform.Tekton, ".tekton/a.yaml", Tekton + "      when: [{input: $(tasks.status), operator: in, values: [Failed, Completed]}]\n", false },
        { Platform.Tekton, ".tekton/a.yaml", Tekton, false },
        { Platform.Dinghy, "dinghyfile", Stages("#stage('a')['status'].toString() == 'TERMINAL'"), true },
        { Platform.Dinghy, "dinghyfile", Stages("#stage('a').hasFailed"), true },
        { Platform.Dinghy, "dinghyfile", Stages("#stage('a')['status'].toString() == 'SUCCEEDED'"), false },
        { Platform.Dinghy, "dinghyfile", Stages("#stage('a').hasFailed || true"), false },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void It_is_said_in_the_model(Platform platform, string path, string text, bool isAfterFailure)
    {
        using var tree = new TempTree();
        tree.Write(path, text);

        var pipeline = Assert.Single(CaseTree.CollectFolder(tree.Root).Pipelines, pipeline => !pipeline.Jobs.IsEmpty);

        Assert.Equal(platform, pipeline.Platform);
        Assert.Null(pipeline.Unreadable);
        Assert.Equal(isAfterFailure, pipeline.Jobs.Any(job => job.Condition is { IsAfterFailure: true } || job.Steps.Any(step => step.Condition is { IsAfterFailure: true })));
        Assert.Contains(pipeline.Jobs, job => job.Condition is not { IsAfterFailure: true } && (job.Steps.IsEmpty || job.Steps.Any(step => step.Condition is not { IsAfterFailure: true })));
    }

    [Fact]
    public void Each_platform_that_runs_jobs_has_words_for_it() =>
        Assert.Equal(
            Enum.GetValues<Platform>().Where(platform => PlatformProfiles.Of(platform).HasJobs),
            Words.Where(row => row.Data.Item4).Select(row => row.Data.Item1).Distinct().Order());

    private static string Stages(string condition) =>
        $$$"""
        {"application": "a", "pipelines": [{"application": "a", "name": "p", "stages": [
          {"refId": "1", "name": "a", "type": "wait", "requisiteStageRefIds": []},
          {"refId": "2", "name": "b", "type": "wait", "requisiteStageRefIds": ["1"], "stageEnabled": {"type": "expression", "expression": "{{{condition}}}"}}
        ]}]}
        """;
}
