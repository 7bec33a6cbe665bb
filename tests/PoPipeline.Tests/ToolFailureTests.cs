using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;

namespace PoPipeline.Tests;

/// <summary>What becomes of what a tool finds: whether it fails the step, on each platform and in each shell.</summary>
public sealed class ToolFailureTests
{
    private const string Workflow = ".github/workflows/ci.yml";
    private const string Task = "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: { name: a }\nspec:\n  steps:\n    - name: s\n      image: a/b\n      ";
    private const string Circle = "version: 2.1\nworkflows: { main: { jobs: [scan] } }\njobs:\n  scan:\n    docker: [{ image: a/b }]\n    ";

    [Theory]
    [InlineData("gosec ./... || echo failed", Blocking.No, "'|| echo' swallows its failure")]
    [InlineData("gosec ./... || :", Blocking.No, "'|| :' swallows its failure")]
    [InlineData("gosec ./... || exit 0", Blocking.No, "'|| exit 0' swallows its failure")]
    [InlineData("gosec ./... || exit 1", Blocking.Yes, "")]
    [InlineData("gosec ./... || { echo failed; exit 1; }", Blocking.Yes, "")]
    [InlineData("gosec ./... || (echo failed; exit 1)", Blocking.Yes, "")]
    [InlineData("gosec ./... || false", Blocking.Yes, "")]
    [InlineData("gosec ./... || echo failed > result.txt", Blocking.No, "'|| echo' swallows its failure")]
    [InlineData("gosec ./... || echo failed > result.txt\ngrep -q failed result.txt && exit 1", Blocking.Unknown, "'exit 1' decides what becomes of its failure")]
    [InlineData("gosec ./... || ./report.sh", Blocking.Unknown, "how './report.sh' ends decides what becomes of its failure")]
    [InlineData("set +e\ngosec ./...\nexit 0", Blocking.No, "the script goes on after it fails, and ends with 'exit 0'")]
    [InlineData("set +e\ngosec ./...\necho done", Blocking.No, "the script goes on after it fails")]
    [InlineData("set +e\ngosec ./...", Blocking.Yes, "")]
    [InlineData("set +e\ngosec ./...\nset -e\nmake", Blocking.No, "the script goes on after it fails")]
    [InlineData("set +e\ngosec ./...\nrc=$?\nset -e\nmake\nexit $rc", Blocking.Yes, "")]
    [InlineData("set +e\ngosec ./...\nrc=$?\nif [ $rc -ne 0 ]; then exit 1; fi", Blocking.Yes, "")]
    [InlineData("set +e\ngosec ./...\nif [ $? -eq 0 ]; then echo fine; fi", Blocking.No, "the script goes on after it fails")]
    [InlineData("set +e\ngosec ./...\nif [ \"$STRICT\" = yes ]; then exit 1; fi", Blocking.No, "the script goes on after it fails")]
    [InlineData("gosec ./... || rc=$?\nexit ${rc:-0}", Blocking.Yes, "")]
    [InlineData("failed=0\nfor part in a b; do gosec $part || failed=1; done\nexit $failed", Blocking.Yes, "")]
    [InlineData("exec 2>&1\ngosec ./... || true\nexit $code", Blocking.Unknown, "'exit $code' decides what becomes of its failure")]
    [InlineData("gosec ./... | tee log", Blocking.No, "the pipe to 'tee' swallows its failure without 'pipefail'")]
    [InlineData("set -o pipefail\ngosec ./... | tee log", Blocking.Yes, "")]
    [InlineData("set -euo pipefail\ngosec ./... | tee log", Blocking.Yes, "")]
    [InlineData("gosec ./... | tee log\nexit ${PIPESTATUS[0]}", Blocking.Unknown, "'PIPESTATUS' decides what becomes of its failure")]
    [InlineData("gosec ./... | grep -v noise", Blocking.Unknown, "what 'grep' makes of its output decides, without 'pipefail'")]
    [InlineData("if ! gosec ./...; then echo bad; fi", Blocking.No, "the script goes on after it fails")]
    [InlineData("if ! gosec ./...; then echo bad; exit 1; fi", Blocking.Yes, "")]
    [InlineData("if gosec ./...; then echo good; else exit 1; fi", Blocking.Yes, "")]
    [InlineData("if gosec ./...; then echo good; fi", Blocking.No, "the script goes on after it fails")]
    [InlineData("gosec ./... &", Blocking.No, "it runs in the background, and nothing waits for how it ends")]
    [InlineData("gosec ./... & wait", Blocking.No, "it runs in the background, and nothing waits for how it ends")]
    [InlineData("gosec ./... &\nwait $!", Blocking.Unknown, "'wait' decides what becomes of its failure")]
    [InlineData("gosec ./... && echo fine", Blocking.Yes, "")]
    [InlineData("gosec ./... && echo fine\necho done", Blocking.No, "the script goes on after it fails")]
    [InlineData("cd src && gosec ./...\necho done", Blocking.Yes, "")]
    [InlineData("out=$(gosec ./...)", Blocking.Yes, "")]
    [InlineData("echo $(gosec ./...)", Blocking.No, "'echo' swallows its failure")]
    [InlineData("export OUT=$(gosec ./...)", Blocking.No, "'export' swallows its failure")]
    [InlineData("bash -c 'gosec ./...; echo done'", Blocking.No, "the script goes on after it fails")]
    [InlineData("bash -ec 'gosec ./...; echo done'", Blocking.Yes, "")]
    [InlineData("scan() { gosec ./...; }\nscan || true", Blocking.No, "'|| true' swallows its failure")]
    [InlineData("scan() { gosec ./...; }\nscan", Blocking.Yes, "")]
    [InlineData("die() { echo \"$1\"; exit 1; }\ngosec ./... || die bad", Blocking.Yes, "")]
    [InlineData("gosec -no-fail -fmt json ./...\ngosec ./...", Blocking.Yes, "")]
    [InlineData("! gosec ./...", Blocking.No, "the script goes on after it fails")]
    public void A_script_that_stops_at_errors_blocks_or_says_why_not(string script, Blocking blocks, string why)
    {
        var evidence = Assert.Single(Found((Workflow, $"on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          {Indented(script)}\n")));

        Assert.Equal((blocks, why), (evidence.Blocks, evidence.Why));
    }

    [Theory]
    [InlineData("bash", "gosec ./... | tee log", Blocking.Yes)]
    [InlineData("sh", "gosec ./... | tee log", Blocking.No)]
    [InlineData("bash {0}", "gosec ./...\necho done", Blocking.No)]
    [InlineData("bash -e {0}", "gosec ./...\necho done", Blocking.Yes)]
    [InlineData("bash --noprofile --norc -eo pipefail {0}", "gosec ./... | tee log", Blocking.Yes)]
    [InlineData("pwsh", "gosec ./...", Blocking.Yes)]
    [InlineData("pwsh", "gosec ./...\nnpm publish", Blocking.No)]
    [InlineData("pwsh", "gosec ./...\nWrite-Host done", Blocking.Yes)]
    [InlineData("pwsh", "gosec ./...\nif ($LASTEXITCODE -ne 0) { exit 1 }\nnpm publish", Blocking.Yes)]
    [InlineData("pwsh", "try { gosec ./... } catch { Write-Host bad }\nexit 0", Blocking.No)]
    [InlineData("cmd", "gosec ./...", Blocking.Yes)]
    [InlineData("cmd", "gosec ./... & exit /b 0", Blocking.No)]
    [InlineData("cmd", "gosec ./... || exit /b 1", Blocking.Yes)]
    [InlineData("cmd", "gosec ./... || exit /b 0", Blocking.No)]
    [InlineData("cmd", "gosec ./...\nnpm publish", Blocking.No)]
    [InlineData("cmd", "gosec ./...\nif errorlevel 1 exit /b 1\nnpm publish", Blocking.Yes)]
    public void What_reads_a_script_decides_what_becomes_of_a_failure(string shell, string script, Blocking blocks)
    {
        var evidence = Assert.Single(Found((Workflow, $"on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - shell: {shell}\n        run: |\n          {Indented(script)}\n")));

        Assert.Equal(blocks, evidence.Blocks);
    }

    [Theory]
    [InlineData("script: gosec ./... | tee log", Blocking.Yes)]
    [InlineData("script: gosec ./... || echo failed", Blocking.No)]
    [InlineData("before_script: ['set +e']\n  script: [gosec ./..., echo done]", Blocking.No)]
    [InlineData("before_script: ['set +e']\n  script: [gosec ./..., 'exit $?']", Blocking.Yes)]
    public void A_script_of_GitLab_blocks_or_not(string keys, Blocking blocks) => Assert.Equal(blocks, Assert.Single(Found((".gitlab-ci.yml", $"scan:\n  {keys}\n"))).Blocks);

    [Theory]
    [InlineData("steps: [run: 'gosec ./... | tee log']", Blocking.Yes)]
    [InlineData("steps: [run: 'gosec ./... || echo failed']", Blocking.No)]
    [InlineData("shell: /bin/sh -e\n    steps: [run: 'gosec ./... | tee log']", Blocking.No)]
    [InlineData("steps: [run: { shell: /bin/bash, command: 'gosec ./...; echo done' }]", Blocking.No)]
    public void A_script_of_CircleCI_blocks_or_not(string keys, Blocking blocks) => Assert.Equal(blocks, Assert.Single(Found((".circleci/config.yml", Circle + keys + "\n"))).Blocks);

    [Theory]
    [InlineData("sh 'gosec ./... | tee log'", Blocking.No)]
    [InlineData("sh 'gosec ./...; echo done'", Blocking.Yes)]
    [InlineData("sh '''#!/bin/bash\ngosec ./...\necho done\n'''", Blocking.No)]
    [InlineData("sh '''#!/bin/bash -eo pipefail\ngosec ./... | tee log\n'''", Blocking.Yes)]
    [InlineData("bat 'gosec ./... & exit /b 0'", Blocking.No)]
    [InlineData("bat 'gosec ./...'", Blocking.Yes)]
    [InlineData("powershell 'gosec ./...; npm publish'", Blocking.No)]
    [InlineData("def code = sh script: 'gosec ./...', returnStatus: true\n echo \"${code}\"", Blocking.No)]
    [InlineData("def code = sh script: 'gosec ./...', returnStatus: true\n if (code != 0) { error 'found' }", Blocking.Yes)]
    [InlineData("if (sh(script: 'gosec ./...', returnStatus: true) != 0) { error 'found' }", Blocking.Yes)]
    [InlineData("if (sh(script: 'gosec ./...', returnStatus: true) != 0) { echo 'found' }", Blocking.Unknown)]
    [InlineData("sh script: 'gosec ./...', returnStatus: true", Blocking.No)]
    [InlineData("warnError('found') { sh 'gosec ./...' }", Blocking.No)]
    [InlineData("catchError(buildResult: 'SUCCESS') { sh 'gosec ./...' }", Blocking.No)]
    [InlineData("catchError { sh 'gosec ./...' }", Blocking.Yes)]
    [InlineData("try { sh 'gosec ./...' } catch (e) { currentBuild.result = 'UNSTABLE' }", Blocking.No)]
    [InlineData("try { sh 'gosec ./...' } catch (e) { currentBuild.result = 'FAILURE' }", Blocking.Yes)]
    [InlineData("snykSecurity snykInstallation: 'a', failOnIssues: false", Blocking.No)]
    [InlineData("snykSecurity snykInstallation: 'a'", Blocking.Yes)]
    public void A_step_of_Jenkins_blocks_or_not(string step, Blocking blocks) => Assert.Equal(blocks, Assert.Single(Found(("Jenkinsfile", $"node {{ {step} }}"))).Blocks);

    [Theory]
    [InlineData("script: |\n        #!/bin/bash\n        gosec ./...\n        echo done", Blocking.No)]
    [InlineData("script: |\n        #!/usr/bin/env -S bash -e\n        gosec ./...\n        echo done", Blocking.Yes)]
    [InlineData("script: |\n        gosec ./...\n        echo done", Blocking.Yes)]
    [InlineData("script: gosec ./... | tee log", Blocking.No)]
    [InlineData("onError: continue\n      script: gosec ./...", Blocking.No)]
    [InlineData("command: [bash, -ec]\n      args: ['gosec ./...; echo done']", Blocking.Yes)]
    [InlineData("command: [bash, -c]\n      args: ['gosec ./...; echo done']", Blocking.No)]
    public void A_step_of_Tekton_blocks_or_not(string keys, Blocking blocks) => Assert.Equal(blocks, Assert.Single(Found((".tekton/a.yaml", Task + keys + "\n"))).Blocks);

    [Theory]
    [InlineData("anchore/scan-action@v6\n        with: { image: a, fail-build: false }", "'fail-build: false' makes it succeed whatever it finds")]
    [InlineData("gitleaks/gitleaks-action@v2\n        with: { continue_on_error: true }", "'continue_on_error: true' makes it succeed whatever it finds")]
    [InlineData("ludeeus/action-shellcheck@v2\n        continue-on-error: true", "its step goes on after an error")]
    public void An_input_makes_an_action_succeed(string uses, string why)
    {
        var evidence = Found((Workflow, $"on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: {uses}\n"))[0];

        Assert.Equal((Blocking.No, why), (evidence.Blocks, evidence.Why));
    }

    [Theory]
    [InlineData("id: scan\n        run: gosec ./... || true", "if: steps.scan.outcome == 'failure'\n        run: exit 1", Blocking.Unknown)]
    [InlineData("id: scan\n        run: gosec ./...\n        continue-on-error: true", "if: steps.scan.outcome == 'failure'\n        run: exit 1", Blocking.Unknown)]
    [InlineData("id: scan\n        run: gosec ./... || true", "if: always()\n        run: make", Blocking.No)]
    [InlineData("run: gosec ./... || echo bad > verdict.txt", "run: test ! -f verdict.txt", Blocking.Unknown)]
    [InlineData("run: gosec ./... || echo bad > verdict.txt", "run: cat verdict.txt", Blocking.No)]
    [InlineData("run: gosec -no-fail -fmt json -out report.json ./...", "run: python judge.py report.json", Blocking.Unknown)]
    public void What_a_later_step_looks_at_may_block(string step, string later, Blocking blocks) =>
        Assert.Equal(blocks, Assert.Single(Found((Workflow, $"on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - {step}\n      - {later}\n"))).Blocks);

    [Theory]
    [InlineData("script: echo nothing", "")]
    [InlineData("script: trivy fs --exit-code 1 .", "Trivy Yes")]
    [InlineData("script: ./scan.sh", "Trivy Unknown")]
    [InlineData("command: [sleep, infinity]", "")]
    [InlineData("command: [trivy]\n      args: [fs, --exit-code, '1', .]", "Trivy Yes")]
    [InlineData("args: [fs, .]", "Trivy No")]
    [InlineData("args: [fs, --exit-code, '1', .]", "Trivy Yes")]
    [InlineData("args: [version]", "")]
    [InlineData("workingDir: /a", "Trivy Unknown")]
    public void An_image_runs_what_it_is_told(string keys, string expected)
    {
        var found = Found((".tekton/a.yaml", Task.Replace("a/b", "aquasec/trivy:0.68.0", StringComparison.Ordinal) + keys + "\n"));

        Assert.Equal(expected, string.Join(", ", found.Select(evidence => $"{evidence.Tool.Name} {evidence.Blocks}")));
    }

    [Fact]
    public void An_image_of_a_job_is_no_tool_where_its_script_runs_none()
    {
        Assert.Empty(Found((".gitlab-ci.yml", "scan:\n  image: aquasec/trivy:0.68.0\n  script: echo nothing\n")));
        Assert.Equal(Blocking.Unknown, Assert.Single(Found((".gitlab-ci.yml", "scan:\n  image: aquasec/trivy:0.68.0\n  script: make scan\n"))).Blocks);
    }

    private static string Indented(string script) => script.Replace("\n", "\n          ", StringComparison.Ordinal);

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
