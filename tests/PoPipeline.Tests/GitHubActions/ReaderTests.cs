using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines.GitHubActions;

namespace PoPipeline.Tests.GitHubActions;

/// <summary>What the reader makes of workflows, actions and the lock file.</summary>
public sealed class ReaderTests
{
    private const string Ci = ".github/workflows/ci.yml";

    [Theory]
    [InlineData("actions/checkout@v4", Pin.Tag, Publisher.PlatformVendor, "actions/checkout")]
    [InlineData("Acme/Tool/Sub@11bd71901bbe5b1630ceea73d27597364c9af683", Pin.Commit, Publisher.SameOwner, "acme/tool/sub")]
    [InlineData("acme/app/x@main", Pin.Branch, Publisher.SameRepository, "acme/app/x")]
    [InlineData("pypa/gh-action-pypi-publish@release/v1", Pin.Branch, Publisher.ThirdParty, "pypa/gh-action-pypi-publish")]
    [InlineData("a/b@stable", Pin.Branch, Publisher.ThirdParty, "a/b")]
    [InlineData("a/b@codeql-bundle-v2.1.0", Pin.Tag, Publisher.ThirdParty, "a/b")]
    [InlineData("a/b@11bd719", Pin.Branch, Publisher.ThirdParty, "a/b")]
    [InlineData("a/b", Pin.None, Publisher.ThirdParty, "a/b")]
    [InlineData("$/tools/x", Pin.Local, Publisher.SameRepository, "tools/x")]
    [InlineData("./missing", Pin.Local, Publisher.SameRepository, "missing")]
    [InlineData("docker://alpine:3.20", Pin.Tag, Publisher.ThirdParty, "docker.io/library/alpine")]
    [InlineData("docker://ghcr.io/acme/x@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", Pin.Digest, Publisher.SameOwner, "ghcr.io/acme/x")]
    public void A_reference_is_read_by_its_look(string uses, Pin pin, Publisher publisher, string name)
    {
        var reference = Step(uses).Uses!;

        Assert.Equal((pin, publisher, name, uses), (reference.Pin, reference.Publisher, reference.Name, reference.Text));
    }

    [Theory]
    [InlineData("uses: a/b@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.1.0", "v4.1.0")]
    [InlineData("uses: a/b@11bd71901bbe5b1630ceea73d27597364c9af683 # tag=v2, renovate", "v2")]
    [InlineData("uses: a/b@11bd71901bbe5b1630ceea73d27597364c9af683 # ratchet:a/b@v3", "v3")]
    [InlineData("{ uses: a/b@11bd71901bbe5b1630ceea73d27597364c9af683 } # 1.2", "1.2")]
    [InlineData("uses: 'a/b@11bd71901bbe5b1630ceea73d27597364c9af683' # see issue", null)]
    public void The_comment_behind_a_reference_may_name_its_version(string step, string? version) =>
        Assert.Equal(version, Jobs($"    steps:\n      - {step}\n")[0].Steps[0].Uses!.VersionComment);

    [Theory]
    [InlineData("push", Origin.Contributor, true)]
    [InlineData("pull_request", Origin.Outsider, false)]
    [InlineData("pull_request_target", Origin.Outsider, true)]
    [InlineData("{ pull_request_target: { types: [labeled] } }", Origin.Contributor, true)]
    [InlineData("{ issues: { types: [labeled] } }", Origin.Outsider, true)]
    [InlineData("issue_comment", Origin.Outsider, true)]
    [InlineData("workflow_run", Origin.Outsider, true)]
    [InlineData("workflow_call", Origin.Caller, false)]
    [InlineData("schedule", Origin.Maintainer, true)]
    public void Each_event_has_its_least_trusted_starter(string on, Origin startedBy, bool privileged)
    {
        var trigger = Read((Ci, $"on: {on}\njobs: {{}}\n")).Single().Triggers.Single();

        Assert.Equal((startedBy, privileged), (trigger.StartedBy, trigger.Privileged));
    }

    [Fact]
    public void An_action_among_test_data_is_read_when_a_pipeline_uses_it_itself_or_through_another()
    {
        const string Composite = "runs:\n  using: composite\n  steps:\n    - uses: ./tests/inner\n";
        const string Caller = "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: ./tests/outer\n";

        var read = Read((Ci, Caller), ("tests/outer/action.yml", Composite), ("tests/inner/action.yml", Composite), ("tests/data/action.yml", Composite), ("tool/action.yml", Composite));

        Assert.Equal([Ci, "tests/inner/action.yml", "tests/outer/action.yml", "tool/action.yml"], read.Select(pipeline => pipeline.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_run_after_a_workflow_that_only_insiders_start_is_theirs()
    {
        var pipelines = Read(
            (".github/workflows/a.yml", "name: Build\non: push\njobs: {}\n"),
            (".github/workflows/b.yml", "on:\n  workflow_run:\n    workflows: [Build]\njobs: {}\n"),
            (".github/workflows/c.yml", "on:\n  workflow_run:\n    workflows: [Build, Elsewhere]\njobs: {}\n"));

        Assert.Equal([Origin.Contributor, Origin.Outsider], pipelines.Skip(1).Select(pipeline => pipeline.Triggers.Single().StartedBy));
    }

    [Theory]
    [InlineData("ubuntu-latest", RunnerKind.Hosted)]
    [InlineData("windows-11-arm", RunnerKind.Hosted)]
    [InlineData("ubuntu-latest-16-cores", RunnerKind.Unknown)]
    [InlineData("[self-hosted, linux]", RunnerKind.SelfHosted)]
    [InlineData("{ group: large }", RunnerKind.Unknown)]
    [InlineData("${{ matrix.os }}", RunnerKind.Hosted)]
    [InlineData("${{ matrix.own }}", RunnerKind.SelfHosted)]
    [InlineData("${{ github.event_name == 'push' && 'ubuntu-22.04' || 'ubuntu-24.04' }}", RunnerKind.Hosted)]
    [InlineData("${{ inputs.runner }}", RunnerKind.Unknown)]
    public void The_keeper_of_a_machine_follows_from_its_labels(string label, RunnerKind kind) =>
        Assert.Equal(kind, Jobs($"    runs-on: {label}\n    strategy:\n      matrix:\n        os: [ubuntu-latest, macos-15]\n        own: [ubuntu-latest, self-hosted]\n")[0].Runner!.Kind);

    [Theory]
    [InlineData("    runs-on: ubuntu-latest\n", "", ShellKind.Posix)]
    [InlineData("    runs-on: windows-latest\n", "", ShellKind.PowerShell)]
    [InlineData("    runs-on: [self-hosted, windows, x64]\n", "", ShellKind.PowerShell)]
    [InlineData("    runs-on: windows-latest\n", "\n        shell: bash", ShellKind.Posix)]
    [InlineData("    runs-on: windows-latest\n    defaults: { run: { shell: cmd } }\n", "", ShellKind.Cmd)]
    [InlineData("", "\n        shell: python {0}", ShellKind.Python)]
    [InlineData("", "\n        shell: nix develop --command bash -e {0}", ShellKind.Posix)]
    [InlineData("", "\n        shell: perl {0}", ShellKind.Unknown)]
    public void A_script_is_in_the_language_that_its_shell_reads(string job, string step, ShellKind shell) =>
        Assert.Equal(shell, Jobs($"{job}    steps:\n      - run: build{step}\n")[0].Steps[0].Scripts[0].Shell);

    [Fact]
    public void Keys_of_steps_survive_edits_elsewhere() =>
        Assert.Equal(
            ["one", "actions/checkout", "Named", "make all", "actions/checkout#2"],
            Jobs("    steps:\n      - id: one\n        uses: a/b@v1\n      - uses: actions/checkout@v4\n      - name: Named\n        run: x\n"
                + "      - run: |\n          # comment\n          set -e\n          make all\n      - uses: actions/checkout@v3\n")[0].Steps.Select(step => step.Key));

    [Theory]
    [InlineData("pull_request_target", "", Origin.Contributor)]
    [InlineData("pull_request_target", "ref: ${{ github.sha }}", Origin.Contributor)]
    [InlineData("pull_request_target", "ref: ${{ github.event.pull_request.base.sha }}", Origin.Contributor)]
    [InlineData("pull_request_target", "ref: ${{ github.event.pull_request.head.sha }}", Origin.Outsider)]
    [InlineData("pull_request_target", "ref: ${{ github.event.pull_request.head.sha || github.sha }}", Origin.Outsider)]
    [InlineData("push", "ref: ${{ github.event.pull_request.head.sha || github.sha }}", Origin.Contributor)]
    [InlineData("pull_request_target", "ref: ${{ github.head_ref }}", Origin.Outsider)]
    [InlineData("pull_request_target", "ref: refs/pull/${{ github.event.number }}/merge", Origin.Outsider)]
    [InlineData("pull_request_target", "ref: ${{ env.HEAD }}", Origin.Outsider)]
    [InlineData("pull_request_target", "ref: ${{ steps.pick.outputs.sha }}", Origin.Outsider)]
    [InlineData("pull_request_target", "repository: ${{ github.event.pull_request.head.repo.full_name }}", Origin.Outsider)]
    [InlineData("workflow_run", "ref: ${{ github.event.workflow_run.head_sha }}", Origin.Outsider)]
    [InlineData("issue_comment", "", Origin.Contributor)]
    [InlineData("pull_request", "", Origin.Outsider)]
    [InlineData("push", "ref: ${{ steps.other.outputs.sha }}", Origin.Unknown)]
    public void A_checkout_is_as_trusted_as_who_wrote_its_code(string on, string with, Origin origin)
    {
        var job = Read((Ci, $$$"""
            on: {{{on}}}
            env:
              HEAD: ${{ github.event.pull_request.head.sha }}
            jobs:
              a:
                steps:
                  - id: pick
                    run: echo "sha=${{ github.event.pull_request.head.sha }}" >> "$GITHUB_OUTPUT"
                  - uses: actions/checkout@v4
                    with:
                      {{{(with.Length == 0 ? "fetch-depth: 0" : with)}}}
            """)).Single().Jobs.Single();

        Assert.Equal(origin, job.Steps[1].Checkout!.Origin);
    }

    [Theory]
    [InlineData("      - uses: actions/checkout@v4 # v4\n      - run: x\n", "      - uses: actions/checkout@v4 # v4\n        with:\n          persist-credentials: false\n      - run: x\n")]
    [InlineData("      - uses: actions/checkout@v4\n        with:\n          ref: main\n", "      - uses: actions/checkout@v4\n        with:\n          persist-credentials: false\n          ref: main\n")]
    [InlineData("      - uses: actions/checkout@v4\n        with:\n          persist-credentials: true\n", "      - uses: actions/checkout@v4\n        with:\n          persist-credentials: false\n")]
    public void The_fix_of_a_checkout_keeps_the_token_out(string before, string after)
    {
        const string Head = "on: push\njobs:\n  a:\n    steps:\n";
        var fix = Read((Ci, Head + before)).Single().Jobs[0].Steps[0].Checkout!.CredentialsFix!;

        Assert.Equal(Head + after, Applied(Head + before, fix));
    }

    [Theory]
    [InlineData("false", false)]
    [InlineData("'False'", false)]
    [InlineData("${{ false }}", false)]
    [InlineData("\"${{ 'false' }}\"", false)]
    [InlineData("${{ 1 > 2 }}", false)]
    [InlineData("${{ true }}", true)]
    [InlineData("${{ inputs.keep }}", true)]
    [InlineData("${{ github.event_name == 'push' }}", true)]
    [InlineData("x${{ false }}", true)]
    public void A_checkout_keeps_the_token_unless_it_is_told_not_to_in_every_run(string said, bool keeps) =>
        Assert.Equal(keeps, Read((Ci, $"on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n        with:\n          persist-credentials: {said}\n")).Single().Jobs[0].Steps[0].Checkout!.KeepsCredentials);

    [Fact]
    public void The_fix_of_permissions_stands_before_the_jobs()
    {
        const string Text = "on: push\n\njobs:\n  a: {}\n";

        Assert.Equal("on: push\n\npermissions:\n  contents: read\n\njobs:\n  a: {}\n", Applied(Text, Read((Ci, Text)).Single().PermissionsFix!));
        Assert.Null(Read((Ci, "on: push\npermissions: {}\njobs:\n  a: {}\n")).Single().PermissionsFix);
    }

    [Theory]
    [InlineData("${{ secrets.A }}", SecretUseKind.Named, "A")]
    [InlineData("${{ toJSON(secrets) }}", SecretUseKind.All, null)]
    [InlineData("${{ secrets[matrix.name] }}", SecretUseKind.Computed, null)]
    [InlineData("${{ fromJSON(secrets.B).password }}", SecretUseKind.Derived, "B")]
    [InlineData("${{ github.token }}", SecretUseKind.Named, "GITHUB_TOKEN")]
    public void Every_use_of_a_secret_is_kept_with_its_place(string value, SecretUseKind kind, string? name)
    {
        var use = Read((Ci, $"on: push\njobs:\n  a:\n    steps:\n      - run: x\n        env:\n          T: {value}\n")).Single().SecretUses.Single();

        Assert.Equal((kind, name, SecretPlace.StepVariable, "a", "x"), (use.Kind, use.Name, use.Place, use.Job, use.Step));
    }

    [Fact]
    public void Secrets_outside_of_scripts_and_settings_are_kept_too()
    {
        var pipeline = Read((Ci, "on: push\nrun-name: ${{ secrets.A }}\njobs:\n  a:\n    if: secrets.B != ''\n    container: { image: x, credentials: { password: '${{ secrets.C }}' } }\n    steps: []\n"
            + "  b:\n    uses: a/b/.github/workflows/c.yml@v1\n    secrets: inherit\n")).Single();

        Assert.Equal(
            [("A", SecretPlace.Other), ("B", SecretPlace.Condition), ("C", SecretPlace.Other), (null, SecretPlace.CalledSecret)],
            pipeline.SecretUses.Select(use => (use.Name, use.Place)).OrderBy(use => use.Name is null).ThenBy(use => use.Name, StringComparer.Ordinal));
        Assert.Equal("a/b/.github/workflows/c.yml", pipeline.SecretUses.Single(use => use.Kind is SecretUseKind.Inherited).Receiver!.Name);
    }

    [Theory]
    [InlineData("${{ matrix.os }}", Origin.Constant)]
    [InlineData("${{ env.FIXED }}", Origin.Constant)]
    [InlineData("${{ env.TITLE }}", Origin.Outsider)]
    [InlineData("${{ github.event.pull_request.base.sha }}", Origin.Constant)]
    [InlineData("${{ needs.b.result }}", Origin.Constant)]
    [InlineData("${{ needs.b.outputs.title }}", Origin.Outsider)]
    [InlineData("${{ needs.b.outputs.fixed }}", Origin.Constant)]
    [InlineData("${{ steps.one.outcome }}", Origin.Constant)]
    [InlineData("${{ steps.one.outputs.fixed }}", Origin.Constant)]
    [InlineData("${{ steps.one.outputs.title }}", Origin.Outsider)]
    [InlineData("${{ steps.one.outputs.computed }}", Origin.Unknown)]
    [InlineData("${{ steps.files.outputs.all_changed_files }}", Origin.Outsider)]
    [InlineData("${{ steps.files.outputs.any_changed }}", Origin.Constant)]
    [InlineData("${{ hashFiles('**/x') }}", Origin.Constant)]
    [InlineData("${{ github.run_id }}", Origin.Constant)]
    [InlineData("${{ github.event.pull_request.title }}", Origin.Outsider)]
    public void What_is_pasted_is_as_trusted_as_who_wrote_it(string expression, Origin origin)
    {
        var step = Read((Ci, $$$"""
            on: [pull_request_target]
            env:
              FIXED: word
              TITLE: ${{ github.event.pull_request.title }}
            jobs:
              b:
                outputs:
                  title: ${{ steps.t.outputs.title }}
                  fixed: word
                steps:
                  - id: t
                    env: { T: '${{ github.event.pull_request.title }}' }
                    run: |
                      {
                        echo "title=$T"
                      } >> "$GITHUB_OUTPUT"
              a:
                needs: b
                strategy: { matrix: { os: [a, b], include: [{ os: c }] } }
                steps:
                  - id: one
                    run: |
                      echo "fixed=word" >> $GITHUB_OUTPUT
                      echo "title=$GITHUB_HEAD_REF" >> $GITHUB_OUTPUT
                      echo "computed=$(./compute)" >> $GITHUB_OUTPUT
                  - id: files
                    uses: tj-actions/changed-files@v46
                  - run: echo "{{{expression}}}"
            """)).Single().Jobs[1].Steps[2];

        Assert.Equal(origin, step.Scripts[0].Interpolations[0].Provenance.Origin);
    }

    [Fact]
    public void A_text_is_followed_into_what_is_called()
    {
        var pipelines = Read(
            (Ci, "on: issues\njobs:\n  a:\n    uses: ./.github/workflows/reusable.yml\n    with:\n      title: ${{ github.event.issue.title }}\n      count: ${{ github.event.issue.title }}\n"),
            (".github/workflows/reusable.yml", "on:\n  workflow_call:\n    inputs:\n      title: { type: string }\n      count: { type: number }\n      other: { type: string, default: x }\njobs:\n  a:\n    steps:\n"
                + "      - uses: ./.github/actions/echo\n        with: { text: '${{ inputs.title }}' }\n      - run: echo ${{ inputs.title }} ${{ inputs.count }} ${{ inputs.other }}\n"),
            (".github/actions/echo/action.yml", "name: a\ninputs:\n  text: { required: true }\nruns:\n  using: composite\n  steps:\n    - run: echo ${{ inputs.text }}\n      shell: bash\n"));

        var action = pipelines.Single(pipeline => pipeline.Kind is PipelineKind.Action).Jobs[0].Steps[0].Scripts[0].Interpolations[0];
        Assert.Equal((Origin.Outsider, Charset.Line), (action.Provenance.Origin, action.Provenance.Charset));
        Assert.Equal(
            "through the input 'text' that '.github/workflows/reusable.yml' passes, which has it through the input 'title' that '.github/workflows/ci.yml' passes", action.Provenance.Route);
        Assert.Equal(["github.event.issue.title"], action.Provenance.Sources);
        Assert.Equal(
            [(Origin.Outsider, Charset.Line), (Origin.Outsider, Charset.Fixed), (Origin.Constant, Charset.Fixed)],
            pipelines.Single(pipeline => pipeline.Path.EndsWith("reusable.yml", StringComparison.Ordinal)).Jobs[0].Steps[1].Scripts[0].Interpolations.Select(one => (one.Provenance.Origin, one.Provenance.Charset)));
    }

    [Theory]
    [InlineData("steps.scan.outcome == 'failure'")]
    [InlineData("${{ steps['scan'].outcome == 'failure' }}")]
    [InlineData("${{ steps.scan.outcome }} == 'failure'")]
    public void A_condition_names_the_steps_whose_results_it_asks_for(string condition) =>
        Assert.Equal(["scan"], Read((Ci, $"on: push\njobs:\n  a:\n    steps:\n      - run: make\n        if: {condition}\n")).Single().Jobs[0].Steps[0].Condition!.Steps);

    [Fact]
    public void Calls_in_a_circle_end()
    {
        var action = (string name, string other) => ($".github/actions/{name}/action.yml",
            $"inputs:\n  text: {{}}\nruns:\n  using: composite\n  steps:\n    - uses: ./.github/actions/{other}\n      with: {{ text: '${{{{ inputs.text }}}}' }}\n    - run: echo ${{{{ inputs.text }}}}\n      shell: bash\n");
        var pipelines = Read(action("a", "b"), action("b", "a"), (Ci, "on: issues\njobs:\n  a:\n    steps:\n      - uses: ./.github/actions/a\n        with: { text: '${{ github.event.issue.body }}' }\n"));

        Assert.All(pipelines.Where(pipeline => pipeline.Kind is PipelineKind.Action), pipeline => Assert.Equal(Origin.Outsider, pipeline.Jobs[0].Steps[1].Scripts[0].Interpolations[0].Provenance.Origin));
    }

    [Fact]
    public void A_lock_file_pins_what_it_lists()
    {
        const string Hash = "sha1-11bd71901bbe5b1630ceea73d27597364c9af683";
        var pipelines = Read(
            (".github/workflows/actions.lock", $"version: v0.0.2\nworkflows:\n  {Ci}:\n    - Actions/checkout@v4\n    - a/b@v1\n    - c/d@v2\n"
                + $"dependencies:\n  actions/checkout@v4: {{ ref: v4, commit: {Hash}, owner_id: 1, repo_id: 2 }}\n"
                + $"  a/b@v1: {{ ref: v1, commit: {Hash}, owner_id: 1, repo_id: 2, uses: [c/d@v2] }}\n  c/d@v2: {{ ref: v2, commit: {Hash}, owner_id: 1, repo_id: 2 }}\n"),
            (Ci, "on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n      - uses: a/b@v1\n      - uses: a/b@V1\n"),
            (".github/workflows/other.yml", "on: push\njobs:\n  a:\n    steps:\n      - uses: a/b@v1\n"));

        var ci = pipelines.Single(pipeline => pipeline.Path == Ci);
        Assert.Equal([true, true, false], ci.Jobs[0].Steps.Select(step => step.Uses!.Locked));
        Assert.Equal([ProblemKind.LockStale], ci.Lock!.Problems.Select(problem => problem.Kind));
        Assert.Contains("'a/b@V1'", ci.Lock.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal([ProblemKind.LockMissingWorkflow], pipelines.Single(pipeline => pipeline.Path.EndsWith("other.yml", StringComparison.Ordinal)).Lock!.Problems.Select(problem => problem.Kind));
        Assert.Empty(pipelines.Single(pipeline => pipeline.Kind is PipelineKind.Lock).Problems);
    }

    [Fact]
    public void A_lock_file_with_faults_pins_nothing()
    {
        var pipelines = Read(
            (".github/workflows/actions.lock", $"version: v9\nworkflows:\n  {Ci}: [a/b@v1, x/y@v1]\ndependencies:\n  a/b@v1: {{ ref: v1, commit: sha1-123, owner_id: 0, repo_id: 2 }}\n"),
            (Ci, "on: push\njobs:\n  a:\n    steps:\n      - uses: a/b@v1\n"));

        Assert.Equal(4, pipelines.Single(pipeline => pipeline.Kind is PipelineKind.Lock).Problems.Length);
        Assert.False(pipelines.Single(pipeline => pipeline.Path == Ci).Jobs[0].Steps[0].Uses!.Locked);
    }

    [Theory]
    [InlineData(".github/workflows/sub/ci.yml")]
    [InlineData(".github/workflow/ci.yml")]
    [InlineData(".github/ci.yml")]
    [InlineData(".github/workflows/ci.YML")]
    [InlineData("services/api/.github/workflows/ci.yml")]
    public void A_workflow_where_GitHub_does_not_look_is_ignored(string path) => Assert.Equal([path], Reading((path, "on: push\njobs: {}\n")).IgnoredPipelines.Select(ignored => ignored.Path));

    [Theory]
    [InlineData(".github/workflows/sub/data.yml", "a: 1\n")]
    [InlineData(".github/workflows/ci.yml.disabled", "on: push\njobs: {}\n")]
    [InlineData("tests/fixtures/.github/workflows/ci.yml", "on: push\njobs: {}\n")]
    [InlineData(".github/dependabot.yml", "version: 2\n")]
    [InlineData("deploy/action.yml", "kind: Other\n")]
    public void Other_files_are_left_alone(string path, string text)
    {
        var reading = Reading((path, text));

        Assert.Empty(reading.IgnoredPipelines);
        Assert.Empty(reading.Pipelines);
    }

    [Theory]
    [InlineData("a: [")]
    [InlineData("")]
    [InlineData("- a\n")]
    [InlineData("a: &a [*a]\n")]
    public void What_cannot_be_read_is_said_with_its_place(string text)
    {
        var pipeline = Read((Ci, text)).Single();

        Assert.NotNull(pipeline.Unreadable);
        Assert.Equal(ProblemKind.Syntax, pipeline.Problems.Single().Kind);
    }

    [Fact]
    public void A_long_text_behind_many_aliases_is_refused()
    {
        var text = "on: push\nenv:\n  A: &a '" + new string('x', 100_000) + "'\n" + string.Concat(Enumerable.Range(0, 1000).Select(index => $"  B{index}: *a\n"));

        Assert.Contains("characters", Read((Ci, text)).Single().Unreadable, StringComparison.Ordinal);
    }

    [Fact]
    public void A_literal_credential_never_enters_the_model()
    {
        var secret = string.Concat("ghp", "_", "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ", "0mLq17");
        var pipeline = Read((Ci, $"on: push\njobs:\n  a:\n    steps:\n      - run: |\n          curl -H 'Authorization: {secret}' https://x\n        env:\n          T: {secret}\n")).Single();

        var step = pipeline.Jobs[0].Steps[0];
        Assert.DoesNotContain(secret[4..], step.Scripts[0].Text + step.Variables[0].Value + step.Key, StringComparison.Ordinal);
        Assert.Equal(2, pipeline.Credentials.Length);
        Assert.DoesNotContain(pipeline.Credentials, credential => credential.Masked.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public void A_local_action_from_another_repository_is_pinned_as_its_checkout_is()
    {
        var step = Jobs("    steps:\n      - uses: actions/checkout@v4\n        with: { repository: Org/Shared, ref: v1, path: .shared }\n      - uses: ./.shared/actions/x\n")[0].Steps[1];

        Assert.Equal(("org/shared/actions/x", Pin.Tag, Publisher.ThirdParty), (step.Uses!.Name, step.Uses.Pin, step.Uses.Publisher));
    }

    private static Step Step(string uses) => Jobs($"    steps:\n      - uses: {uses}\n")[0].Steps[0];

    private static ImmutableArray<Job> Jobs(string job) => Read((Ci, $"on: push\njobs:\n  a:\n{job}")).Single().Jobs;

    private static IReadOnlyList<Pipeline> Read(params (string Path, string Text)[] files) =>
        [.. Reading(files).Pipelines.OrderBy(pipeline => pipeline.Path, StringComparer.Ordinal)];

    private static SnapshotPart Reading(params (string Path, string Text)[] files)
    {
        using var tree = new TempTree();
        foreach (var (path, text) in files)
        {
            tree.Write(path, text);
        }

        var repository = new Repository { Owner = "acme", Name = "app", Files = [.. files.Select(file => file.Path).Order(StringComparer.Ordinal)] };
        return new GitHubActionsReader().Plan(repository, new Policy()).Read(new WorkingTree(tree.Root), TestContext.Current.CancellationToken);
    }

    private static string Applied(string text, Fix fix)
    {
        var edit = Assert.Single(fix.Edits);
        var lines = text.Split('\n');
        var start = OffsetOf(lines, edit.Place.Region.StartLine, edit.Place.Region.StartColumn);
        var end = OffsetOf(lines, edit.Place.Region.EndLine, edit.Place.Region.EndColumn);
        return text[..start] + edit.Text + text[end..];
    }

    private static int OffsetOf(string[] lines, int line, int column) => lines.Take(line - 1).Sum(before => before.Length + 1) + column - 1;
}
