using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;

namespace PoPipeline.Tests;

/// <summary>When the tools run that scripts and files of each platform start, and which of them are there at all.</summary>
public sealed class ToolOccasionsTests
{
    [Theory]
    [InlineData("env.CHANGE_ID", "No Yes No")]
    [InlineData("!env.CHANGE_ID", "Yes No Unknown")]
    [InlineData("env.CHANGE_ID == null", "Yes No Unknown")]
    [InlineData("env.BRANCH_NAME == 'main'", "Yes No No")]
    [InlineData("'master' == BRANCH_NAME", "Yes No No")]
    [InlineData("env.BRANCH_NAME != 'main'", "No Yes Unknown")]
    [InlineData("env.BRANCH_NAME != 'docs'", "Yes Yes Unknown")]
    [InlineData("env.BRANCH_NAME in ['main', 'release']", "Yes No No")]
    [InlineData("['main', 'release'].contains(env.BRANCH_NAME)", "Yes No No")]
    [InlineData("env.BRANCH_NAME ==~ /PR-\\d+/", "No Yes No")]
    [InlineData("env.BRANCH_NAME.startsWith('PR-')", "No Yes No")]
    [InlineData("env.BRANCH_NAME == 'main' || env.CHANGE_ID", "Yes Yes No")]
    [InlineData("env.BRANCH_NAME == 'main' && params.SCAN", "Partly No No")]
    [InlineData("env.TAG_NAME", "No No Unknown")]
    [InlineData("params.SCAN", "Partly Partly Unknown")]
    [InlineData("env.BRANCH_IS_PRIMARY", "Yes No No")]
    public void A_script_of_Jenkins_runs_on_occasions(string asked, string expected)
    {
        foreach (var text in new[]
        {
            $"pipeline {{ agent any; stages {{ stage('a') {{ steps {{ script {{ if ({asked}) {{ sh 'gosec ./...' }} }} }} }} }} }}",
            $"node {{ if ({asked}) {{ stage('a') {{ sh 'gosec ./...' }} }} }}",
        })
        {
            var evidence = Assert.Single(Found(("Jenkinsfile", text)));

            Assert.Equal(expected, $"{evidence.Runs.DefaultBranch} {evidence.Runs.Proposals} {evidence.Runs.Release}");
        }
    }

    [Theory]
    [InlineData("expression { return env.BRANCH_NAME == 'main' }", "Yes No No")]
    [InlineData("expression { env.CHANGE_ID != null }", "No Yes No")]
    [InlineData("expression { BRANCH_NAME ==~ /release-.*/ }", "No No No")]
    [InlineData("environment name: 'BRANCH_NAME', value: 'main'", "Yes No No")]
    [InlineData("buildingTag()", "No No Unknown")]
    public void A_stage_of_Jenkins_runs_on_occasions(string when, string expected)
    {
        var evidence = Assert.Single(Found(("Jenkinsfile", $"pipeline {{ agent any; stages {{ stage('a') {{\nwhen {{ {when} }}\nsteps {{ sh 'gosec ./...' }} }} }} }}")));

        Assert.Equal(expected, $"{evidence.Runs.DefaultBranch} {evidence.Runs.Proposals} {evidence.Runs.Release}");
    }

    [Fact]
    public void What_is_asked_before_in_a_script_of_Jenkins_is_left_out_behind_it()
    {
        var found = Found(("Jenkinsfile", """
            node {
              if (env.CHANGE_ID) { sh 'gosec ./...' } else if (env.BRANCH_IS_PRIMARY) { sh 'bandit -r .' } else { sh 'gitleaks git .' }
              try { sh 'make' } catch (e) { sh 'brakeman' }
            }
            """));

        Assert.Equal(["Bandit Yes No", "Brakeman Partly Partly", "Gitleaks No No", "gosec No Yes"], Runs(found));
    }

    [Fact]
    public void What_a_pipeline_of_Jenkins_does_at_its_end_runs_whatever_its_stages_wait_for()
    {
        var found = Found(("Jenkinsfile", """
            pipeline {
              agent any
              stages {
                stage('tag') {
                  when { buildingTag() }
                  steps { sh 'make' }
                  post { always { sh 'gosec ./...' } }
                }
                stage('group') {
                  when { changeRequest() }
                  stages { stage('in') { steps { sh 'make' } } }
                  post { always { sh 'bandit -r .' } }
                }
              }
              post {
                always { sh 'gitleaks git .' }
                success { sh 'brakeman' }
                failure { sh 'osv-scanner -r .' }
              }
            }
            """));

        Assert.Equal(["Bandit No Yes", "Brakeman Yes Yes", "Gitleaks Yes Yes", "OSV-Scanner Partly Partly", "gosec No No"], Runs(found));
    }

    [Theory]
    [InlineData("always", "Yes Yes")]
    [InlineData("on_success", "Yes Yes")]
    [InlineData("on_fail", "Partly Partly")]
    public void A_step_of_CircleCI_runs_on_occasions(string when, string expected)
    {
        var evidence = Assert.Single(Found((".circleci/config.yml", $"version: 2.1\njobs:\n  scan:\n    docker:\n      - image: a/b\n    steps:\n      - run: {{ command: gosec ./..., when: {when} }}\nworkflows:\n  main:\n    jobs: [scan]\n")));

        Assert.Equal(expected, $"{evidence.Runs.DefaultBranch} {evidence.Runs.Proposals}");
    }

    [Theory]
    [InlineData("startsWith(github.ref, 'refs/tags/')", "No No Yes")]
    [InlineData("github.event_name == 'release'", "No No Partly")]
    [InlineData("github.event_name == 'pull_request'", "No Yes No")]
    [InlineData("always()", "Yes Yes Yes")]
    public void A_condition_says_whether_it_holds_for_releases(string condition, string expected)
    {
        var evidence = Assert.Single(Found((".github/workflows/ci.yml", $"on: [push, pull_request, release]\njobs:\n  a:\n    if: {condition}\n    runs-on: x\n    steps:\n      - run: gosec ./...\n")));

        Assert.Equal(expected, $"{evidence.Runs.DefaultBranch} {evidence.Runs.Proposals} {evidence.Runs.Release}");
    }

    [Theory]
    [InlineData("$CI_COMMIT_TAG", "No No Yes")]
    [InlineData("$CI_PIPELINE_SOURCE == \"merge_request_event\"", "No Yes No")]
    public void A_rule_of_GitLab_says_whether_it_holds_for_releases(string rule, string expected)
    {
        var evidence = Assert.Single(Found((".gitlab-ci.yml", $"scan:\n  script: gosec ./...\n  rules:\n    - if: {rule}\n")));

        Assert.Equal(expected, $"{evidence.Runs.DefaultBranch} {evidence.Runs.Proposals} {evidence.Runs.Release}");
    }

    [Theory]
    [InlineData("event == \"push\" && target_branch == \"main\"", "Yes No")]
    [InlineData("event == \"push\" && target_branch.startsWith(\"m\")", "Yes No")]
    [InlineData("event == \"push\" && target_branch != \"docs\"", "Yes Partly")]
    [InlineData("event == \"push\" && target_branch != \"main\"", "No Partly")]
    [InlineData("event == \"pull_request\" && target_branch == \"main\"", "No Yes")]
    [InlineData("event == \"push\" && target_branch.startsWith(\"refs/tags/\")", "No No")]
    public void An_expression_of_PipelinesAsCode_says_when(string expression, string expected)
    {
        var text = $"apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata:\n  name: a\n  annotations:\n    pipelinesascode.tekton.dev/on-cel-expression: {expression}\nspec:\n  pipelineSpec:\n    tasks:\n      - name: scan\n        taskSpec:\n          steps:\n            - name: s\n              image: a/b\n              script: gosec ./...\n";
        var evidence = Assert.Single(Found((".tekton/a.yaml", text)));

        Assert.Equal(expected, $"{evidence.Runs.DefaultBranch} {evidence.Runs.Proposals}");
    }

    [Fact]
    public void What_makes_a_tool_ready_and_the_tool_within_it_are_one()
    {
        Assert.Equal(ComponentKind.Command, Assert.Single(Found(("Jenkinsfile", "node { withSonarQubeEnv('a') { sh 'sonar-scanner' } }"))).Kind);
        Assert.Equal(ComponentKind.Library, Assert.Single(Found(("Jenkinsfile", "node { withSonarQubeEnv('a') { sh './build.sh' } }"))).Kind);
    }

    [Theory]
    [InlineData("clamav-scan", "quay.io/konflux-ci/tekton-catalog/task-clamav-scan", "ClamAV artifact-check")]
    [InlineData("rpms-signature-scan", "quay.io/konflux-ci/tekton-catalog/task-rpms-signature-scan", "Konflux RPM signature scan artifact-check")]
    [InlineData("buildah-oci-ta", "quay.io/konflux-ci/tekton-catalog/task-buildah-oci-ta", "Konflux SBOM sbom")]
    [InlineData("build-image-index", "quay.io/konflux-ci/tekton-catalog/task-build-image-index", "Konflux SBOM sbom")]
    [InlineData("buildah", "registry.example/acme/task-buildah", "")]
    public void A_task_of_Konflux_is_known(string name, string bundle, string expected)
    {
        var found = Found((".tekton/a.yaml", $"apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {{ name: a }}\nspec:\n  tasks:\n    - name: t\n      taskRef:\n        resolver: bundles\n        params:\n          - {{ name: name, value: {name} }}\n          - {{ name: bundle, value: '{bundle}:0.1@sha256:{new string('a', 64)}' }}\n          - {{ name: kind, value: task }}\n"));

        Assert.Equal(expected, string.Join(", ", found.Select(evidence => $"{evidence.Tool.Name} {string.Join(' ', evidence.Types.Select(ToolTypes.WordOf))}")));
    }

    [Fact]
    public void What_is_deployed_from_elsewhere_is_no_pipeline_that_was_not_seen()
    {
        using var tree = new TempTree();
        tree.Write("argocd/app.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a }\nspec:\n  project: p\n  destination: { server: https://kubernetes.default.svc, namespace: a }\n  source:\n    repoURL: https://charts.example/a\n    chart: a\n    targetRevision: 1.2.3\n    helm:\n      valueFiles: ['https://files.example/values.yaml']\n");

        var snapshot = CaseTree.CollectFolder(tree.Root);

        Assert.Contains(Assert.Single(snapshot.Pipelines).Reuses, reuse => reuse.Text.EndsWith("values.yaml", StringComparison.Ordinal));
        Assert.Empty(Toolchain.UnseenIn(snapshot));
    }

    private static IEnumerable<string> Runs(ImmutableArray<ToolEvidence> found) => found.Select(evidence => $"{evidence.Tool.Name} {evidence.Runs.DefaultBranch} {evidence.Runs.Proposals}").Order(StringComparer.Ordinal);

    private static ImmutableArray<ToolEvidence> Found(params (string Path, string Text)[] files)
    {
        using var tree = new TempTree();
        foreach (var (path, text) in files)
        {
            tree.Write(path, text);
        }

        return Toolchain.Of(CaseTree.CollectFolder(tree.Root), branch: null).Evidence;
    }
}
