using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Tests;

/// <summary>Which tools pipelines run, when, and whether they block.</summary>
public sealed class ToolchainTests
{
    private const string Workflow = ".github/workflows/ci.yml";

    [Theory]
    [InlineData("gitleaks git .", "Gitleaks secret-scan")]
    [InlineData("sudo -E gitleaks detect", "Gitleaks secret-scan")]
    [InlineData("npx --yes snyk@1.1300.0 test", "Snyk sca")]
    [InlineData("npx -p @cyclonedx/cyclonedx-npm cyclonedx-npm", "CycloneDX sbom")]
    [InlineData("pnpm dlx @cyclonedx/cdxgen@11 -o bom.json", "CycloneDX sbom")]
    [InlineData("uvx --from semgrep==1.95.0 semgrep scan", "Semgrep sast")]
    [InlineData("uv run --group security bandit -r src", "Bandit sast")]
    [InlineData("poetry run pip-audit", "pip-audit sca")]
    [InlineData("python3 -m pip_audit -f json", "pip-audit sca")]
    [InlineData("bundle exec brakeman", "Brakeman sast")]
    [InlineData("go run golang.org/x/vuln/cmd/govulncheck@latest ./...", "govulncheck sca")]
    [InlineData("go run github.com/securego/gosec/v2/cmd/gosec@v2.22.0 ./...", "gosec sast")]
    [InlineData("go run ./cmd/gosec ./...", "")]
    [InlineData("dotnet CycloneDX app.sln", "CycloneDX sbom")]
    [InlineData("dotnet list package --vulnerable --include-transitive", ".NET vulnerable packages sca")]
    [InlineData("dotnet tool install --global CycloneDX", "")]
    [InlineData("./mvnw -B org.owasp:dependency-check-maven:12.1.0:check", "OWASP Dependency-Check sca")]
    [InlineData("mvn -B verify", "")]
    [InlineData("./gradlew sonar", "SonarQube sast")]
    [InlineData("docker run --rm -v $PWD:/src -w /src aquasec/trivy:0.68.0 config .", "Trivy iac-scan")]
    [InlineData("docker run --rm -e A=b ghcr.io/gitleaks/gitleaks:v8.30.0 git /src", "Gitleaks secret-scan")]
    [InlineData("docker run --rm semgrep/semgrep semgrep ci", "Semgrep sast")]
    [InlineData("docker run --rm acme/app gitleaks", "")]
    [InlineData("trivy image acme/app", "Trivy container-scan")]
    [InlineData("trivy fs .", "Trivy sca secret-scan")]
    [InlineData("trivy fs --scanners vuln,license .", "Trivy sca licence-scan")]
    [InlineData("trivy image --format cyclonedx -o bom.json acme/app", "Trivy sbom")]
    [InlineData("trivy --version", "")]
    [InlineData("cargo deny check licenses", "cargo-deny licence-scan")]
    [InlineData("cargo deny check bans", "")]
    [InlineData("cargo deny check advisories licenses", "cargo-deny sca licence-scan")]
    [InlineData("cargo deny check", "cargo-deny sca licence-scan")]
    [InlineData("cargo fuzz build", "")]
    [InlineData("cargo fuzz run parse", "cargo-fuzz fuzzing")]
    [InlineData("cargo install cargo-audit", "")]
    [InlineData("syft convert a.json -o spdx", "")]
    [InlineData("npm audit signatures", "")]
    [InlineData("npm publish --provenance", "npm provenance provenance")]
    [InlineData("npm publish", "")]
    [InlineData("snyk code test", "Snyk sast")]
    [InlineData("snyk container test acme/app", "Snyk container-scan")]
    [InlineData("cosign verify acme/app", "")]
    [InlineData("cosign sign --yes acme/app", "Cosign signing")]
    [InlineData("gpg --import key.asc", "")]
    [InlineData("jarsigner -verify app.jar", "")]
    [InlineData("echo gitleaks detect", "")]
    [InlineData("shellcheck -x install.sh", "ShellCheck sast")]
    [InlineData("docker run --rm -v $PWD:/mnt koalaman/shellcheck:stable a.sh", "ShellCheck sast")]
    [InlineData("actionlint -color", "actionlint iac-scan")]
    [InlineData("cppcheck --error-exitcode=1 src", "Cppcheck sast")]
    [InlineData("clamscan -r dist", "ClamAV artifact-check")]
    [InlineData("yamllint .", "")]
    [InlineData("$TOOL scan", "")]
    public void A_command_runs_a_tool_for_something(string script, string expected)
    {
        var use = ShellReader.Read(ShellKind.Posix, script, []).Select(command => SecurityTools.Of(command)).FirstOrDefault(use => use is not null);

        Assert.Equal(expected, use is null ? "" : $"{use.Tool.Name} {string.Join(' ', use.Types.Select(ToolTypes.WordOf))}");
    }

    [Theory]
    [InlineData("aquasec/trivy", "docker.io/aquasec/trivy")]
    [InlineData("aquasec/trivy:0.68.0@sha256:abc", "docker.io/aquasec/trivy")]
    [InlineData("registry.example:5000/a/b:1", "registry.example:5000/a/b")]
    [InlineData("alpine", "docker.io/library/alpine")]
    public void An_image_has_one_name(string text, string name) => Assert.Equal(name, Launchers.ImageOf(text));

    [Theory]
    [InlineData("push", "Yes Partly No No")]
    [InlineData("{ push: { branches: [main] } }", "Yes No No No")]
    [InlineData("{ push: { branches: [master, 'release/**'] } }", "Yes No No No")]
    [InlineData("{ push: { branches: ['**', '!main', '!master'] } }", "Unknown Partly No No")]
    [InlineData("{ push: { branches-ignore: ['dependabot/**'] } }", "Yes Partly No No")]
    [InlineData("{ push: { branches: [develop] } }", "Unknown No No No")]
    [InlineData("{ push: { paths: ['src/**'] } }", "Partly Partly No No")]
    [InlineData("{ push: { tags: ['v*'] } }", "No No No Yes")]
    [InlineData("{ pull_request: { branches: [main] } }", "No Yes No No")]
    [InlineData("{ pull_request: { types: [closed] } }", "No Partly No No")]
    [InlineData("merge_group", "No Yes No No")]
    [InlineData("{ schedule: [{ cron: '0 1 * * *' }] }", "No No Yes No")]
    [InlineData("{ release: { types: [published] } }", "No No No Yes")]
    [InlineData("workflow_dispatch", "No No No No")]
    [InlineData("workflow_call", "Unknown Unknown Unknown Unknown")]
    [InlineData("{ workflow_run: { workflows: [CI] } }", "Unknown Unknown Unknown Unknown")]
    public void A_workflow_runs_on_occasions(string on, string expected) =>
        Assert.Equal(expected, Runs(Assert.Single(Found((Workflow, $"on: {on}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: gosec ./...\n")))));

    [Theory]
    [InlineData("always()", "Yes Yes")]
    [InlineData("github.ref == 'refs/heads/main'", "Yes No")]
    [InlineData("github.ref_name == github.event.repository.default_branch", "Yes No")]
    [InlineData("github.ref == 'refs/heads/gh-pages'", "No No")]
    [InlineData("github.ref != 'refs/heads/main'", "No Yes")]
    [InlineData("github.ref != 'refs/heads/gh-pages'", "Yes Yes")]
    [InlineData("github.event_name == 'pull_request'", "No Yes")]
    [InlineData("github.event_name != 'pull_request' && github.repository == 'acme/app'", "Yes No")]
    [InlineData("startsWith(github.ref, 'refs/tags/')", "No No")]
    [InlineData("github.repository_owner == 'acme'", "Yes Yes")]
    [InlineData("needs.a.outputs.b == 'true'", "Partly Partly")]
    [InlineData("${{ !cancelled() }}", "Yes Yes")]
    [InlineData("vars.SCAN", "Partly Partly")]
    public void A_condition_limits_when_a_job_and_a_step_run(string condition, string expected)
    {
        foreach (var (job, step) in new[] { ($"    if: {condition}\n", ""), ("", $"        if: {condition}\n") })
        {
            var evidence = Assert.Single(Found((Workflow, $"on:\n  push:\n    branches: [main]\n  pull_request:\njobs:\n  a:\n{job}    runs-on: x\n    steps:\n      - run: gosec ./...\n{step}")));

            Assert.Equal(expected, $"{evidence.Runs.DefaultBranch} {evidence.Runs.Proposals}");
        }
    }

    [Fact]
    public void What_is_called_runs_when_its_callers_do()
    {
        var found = Found(
            (Workflow, "on: pull_request\njobs:\n  a:\n    if: github.actor != 'x'\n    uses: ./.github/workflows/scan.yml\n  b:\n    runs-on: x\n    steps:\n      - uses: ./.github/actions/scan\n"),
            (".github/workflows/scan.yml", "on: workflow_call\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: gosec ./...\n"),
            (".github/actions/scan/action.yml", "runs:\n  using: composite\n  steps:\n    - run: gitleaks git .\n      shell: bash\n"),
            (".github/workflows/loop.yml", "on: workflow_call\njobs:\n  a:\n    uses: ./.github/workflows/loop.yml\n  b:\n    runs-on: x\n    steps:\n      - run: bandit -r .\n"));

        Assert.Equal(["Bandit Unknown", "Gitleaks Yes", "gosec Partly"], found.Select(evidence => $"{evidence.Tool.Name} {evidence.Runs.Proposals}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("script: gosec ./...", "Yes Yes")]
    [InlineData("script: gosec ./...\n  rules:\n    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", "Yes No")]
    [InlineData("script: gosec ./...\n  rules:\n    - if: $CI_PIPELINE_SOURCE == \"merge_request_event\"", "No Yes")]
    [InlineData("script: gosec ./...\n  rules:\n    - changes: [src/**/*]", "Partly Partly")]
    [InlineData("script: gosec ./...\n  only: [tags]", "No No")]
    [InlineData("script: gosec ./...\n  only: [main]", "Partly Partly")]
    public void A_job_of_GitLab_runs_on_occasions(string job, string expected)
    {
        var evidence = Assert.Single(Found((".gitlab-ci.yml", $"build:\n  script: make\n\nscan:\n  {job}\n")));

        Assert.Equal(expected, $"{evidence.Runs.DefaultBranch} {evidence.Runs.Proposals}");
    }

    [Theory]
    [InlineData("- scan", "Yes Yes")]
    [InlineData("- scan:\n          filters: { branches: { only: main } }", "Yes No")]
    [InlineData("- scan:\n          filters: { branches: { ignore: [main, master, trunk, develop, development, dev, devel, next, stable] } }", "No Yes")]
    [InlineData("- scan:\n          filters: { branches: { ignore: main } }", "No Yes")]
    [InlineData("- scan:\n          filters: { branches: { ignore: docs } }", "Yes Yes")]
    [InlineData("- scan:\n          filters: { branches: { only: /release-.*/ } }", "No No")]
    [InlineData("- scan:\n          filters: { branches: { ignore: /.*/ }, tags: { only: /v.*/ } }", "No No")]
    public void A_job_of_CircleCI_runs_on_occasions(string job, string expected)
    {
        var text = $"version: 2.1\njobs:\n  scan:\n    docker:\n      - image: a/b\n    steps:\n      - run: gosec ./...\nworkflows:\n  main:\n    jobs:\n      {job}\n";
        var evidence = Assert.Single(Found((".circleci/config.yml", text)));

        Assert.Equal(expected, $"{evidence.Runs.DefaultBranch} {evidence.Runs.Proposals}");
    }

    [Theory]
    [InlineData("", "Yes Yes")]
    [InlineData("when { branch 'main' }", "Yes No")]
    [InlineData("when { changeRequest() }", "No Yes")]
    [InlineData("when { anyOf { branch 'main'; changeRequest() } }", "Yes Yes")]
    [InlineData("when { not { changeRequest() } }", "Yes No")]
    [InlineData("when { buildingTag() }", "No No")]
    [InlineData("when { expression { params.SCAN } }", "Partly Partly")]
    public void A_stage_of_Jenkins_runs_on_occasions(string when, string expected)
    {
        var evidence = Assert.Single(Found(("Jenkinsfile", $"pipeline {{ agent any; stages {{ stage('a') {{\n{when}\nsteps {{ sh 'gosec ./...' }} }} }} }}")));

        Assert.Equal(expected, $"{evidence.Runs.DefaultBranch} {evidence.Runs.Proposals}");
    }

    [Theory]
    [InlineData("on-event: \"[push]\"\n    pipelinesascode.tekton.dev/on-target-branch: \"[main]\"", "Yes No")]
    [InlineData("on-event: \"[pull_request]\"\n    pipelinesascode.tekton.dev/on-target-branch: \"[main]\"", "No Yes")]
    [InlineData("on-event: \"[push]\"\n    pipelinesascode.tekton.dev/on-target-branch: \"[refs/tags/*]\"", "No No")]
    [InlineData("on-cel-expression: event == \"push\" && target_branch == \"main\"", "Yes No")]
    [InlineData("on-cel-expression: event == \"pull_request\" && \"docs/*.md\".pathChanged()", "No Partly")]
    [InlineData("on-comment: \"^/scan\"", "No No")]
    public void A_run_of_Tekton_runs_on_occasions(string annotation, string expected)
    {
        var text = $"apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata:\n  name: a\n  annotations:\n    pipelinesascode.tekton.dev/{annotation}\nspec:\n  pipelineSpec:\n    tasks:\n      - name: scan\n        taskSpec:\n          steps:\n            - name: s\n              image: a/b\n              script: gosec ./...\n";
        var evidence = Assert.Single(Found((".tekton/a.yaml", text)));

        Assert.Equal(expected, $"{evidence.Runs.DefaultBranch} {evidence.Runs.Proposals}");
    }

    [Theory]
    [InlineData("- run: gosec ./...", Blocking.Yes, "")]
    [InlineData("- run: gosec ./... || true", Blocking.No, "'|| true' swallows its failure")]
    [InlineData("- run: gosec -no-fail ./...", Blocking.No, "'-no-fail' makes it succeed whatever it finds")]
    [InlineData("- run: gosec ./...\n        continue-on-error: true", Blocking.No, "its step goes on after an error")]
    [InlineData("- run: gosec ./...\n        continue-on-error: ${{ inputs.soft }}", Blocking.Unknown, "'${{ inputs.soft }}' decides whether its step goes on after an error")]
    [InlineData("- run: trivy fs .", Blocking.No, "it succeeds whatever it finds without '--exit-code'")]
    [InlineData("- run: trivy fs --exit-code=1 .", Blocking.Yes, "")]
    [InlineData("- run: trivy fs --exit-code 0 .", Blocking.No, "'--exit-code 0' makes it succeed whatever it finds")]
    [InlineData("- run: semgrep scan", Blocking.No, "it succeeds whatever it finds without '--error'")]
    [InlineData("- run: semgrep ci", Blocking.Yes, "")]
    [InlineData("- uses: reviewdog/action-shellcheck@v1", Blocking.No, "it succeeds whatever it finds without 'fail_level'")]
    [InlineData("- uses: aquasecurity/trivy-action@v1", Blocking.No, "it succeeds whatever it finds without 'exit-code'")]
    [InlineData("- uses: aquasecurity/trivy-action@v1\n        with: { exit-code: '1' }", Blocking.Yes, "")]
    [InlineData("- uses: securego/gosec@v2\n        with: { args: '-no-fail ./...' }", Blocking.No, "'-no-fail' makes it succeed whatever it finds")]
    [InlineData("- uses: github/codeql-action/analyze@v4", Blocking.Unknown, "what it finds is judged by code scanning, whose settings no file tells")]
    [InlineData("- run: syft . -o spdx-json", Blocking.Yes, "")]
    public void A_tool_blocks_or_says_why_not(string step, Blocking blocks, string why)
    {
        var evidence = Assert.Single(Found((Workflow, $"on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      {step}\n")));

        Assert.Equal((blocks, why), (evidence.Blocks, evidence.Why));
    }

    [Theory]
    [InlineData("allow_failure: true", Blocking.No)]
    [InlineData("allow_failure: { exit_codes: 1 }", Blocking.No)]
    [InlineData("allow_failure: { exit_codes: 77 }", Blocking.Yes)]
    [InlineData("when: manual", Blocking.No)]
    public void A_job_of_GitLab_blocks_or_not(string keys, Blocking blocks) =>
        Assert.Equal(blocks, Assert.Single(Found((".gitlab-ci.yml", $"scan:\n  {keys}\n  script: gosec ./...\n"))).Blocks);

    [Fact]
    public void Every_type_has_a_word_of_its_own_and_a_policy_can_ask_for_it()
    {
        var words = Enum.GetValues<ToolType>().Select(ToolTypes.WordOf).ToList();

        Assert.Equal(words.Distinct(StringComparer.Ordinal), words);
        Assert.Empty(Enum.GetValues<ToolType>().Except(ToolTypes.All));
        Assert.Equal(ToolTypes.All.Length, ToolTypes.All.Select(ToolTypes.TaskOf).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_catalogue_knows_many_entries_of_each_type()
    {
        var entries = Enum.GetValues<ComponentKind>().SelectMany(Catalogue.All).Where(component => component.Tool is not null).ToList();
        var types = entries.SelectMany(entry => entry.Types.IsEmpty ? Catalogue.ToolOf(entry)!.Types : entry.Types).CountBy(type => type).ToDictionary();

        Assert.True(entries.Count >= 250, $"{entries.Count} entries run a tool.");
        Assert.All(ToolTypes.All, type => Assert.True(types.GetValueOrDefault(type) >= 8, $"{ToolTypes.WordOf(type)} has {types.GetValueOrDefault(type)} entries."));
        Assert.All(entries, entry => Assert.NotEmpty(entry.Sources));
    }

    private static string Runs(ToolEvidence evidence) => $"{evidence.Runs.DefaultBranch} {evidence.Runs.Proposals} {evidence.Runs.Schedule} {evidence.Runs.Release}";

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
