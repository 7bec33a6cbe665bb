using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Running;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

public sealed class VerbTests
{
    private const string Workflow = """
        on: push
        permissions: {}
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - uses: somebody/something@main
        """;

    [Fact]
    public void A_check_writes_its_reports_and_says_no_word_of_the_host()
    {
        using var folder = new TempFolder();
        folder.Write("README.md", "hello");

        var (exitCode, output, error) = Po.Run("check", folder.Path, "--rule", "PO3204", "--output", Path.Combine(folder.Path, "po-report"));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.DoesNotContain("PoPipeline-", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Duration", output, StringComparison.Ordinal);
        Assert.Contains("PO.3.2", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "po-report", "popipeline.sarif")));
        Assert.True(File.Exists(Path.Combine(folder.Path, "po-report", "summary.md")));
    }

    [Theory]
    [InlineData(false, "the folder holds no file")]
    [InlineData(true, "git tracks no file here, but 1 lies here: 'git add' it, or check a folder that is not under git")]
    public void Nothing_looked_at_is_exit_code_3_in_every_report(bool isRepository, string why)
    {
        using var folder = new TempFolder();
        using var output = new TempFolder();
        if (isRepository)
        {
            folder.Write(".git/HEAD", "ref: refs/heads/main\n");
            folder.Write(".github/workflows/ci.yml", Workflow);
        }

        var (exitCode, text, _) = Po.Run("check", folder.Path, "--fail-on", "none", "--output", output.Path, "--format", "sarif,summary,test-output,outcome,gitlab-sast");
        var sarif = JsonDocument.Parse(File.ReadAllText(Path.Combine(output.Path, "popipeline.sarif"))).RootElement.GetProperty("runs")[0].GetProperty("invocations")[0];
        var notice = sarif.GetProperty("toolExecutionNotifications")[0];

        Assert.Equal(3, exitCode);
        Assert.Contains($"Incomplete: Nothing was looked at: {why}.", string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.False(sarif.GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal(("error", $"Nothing was looked at: {why}."), (notice.GetProperty("level").GetString(), notice.GetProperty("message").GetProperty("text").GetString()));
        Assert.StartsWith("# PoPipeline: incomplete", File.ReadAllText(Path.Combine(output.Path, "summary.md")), StringComparison.Ordinal);
        Assert.Contains("\"result\":\"ERROR\"", File.ReadAllText(Path.Combine(output.Path, "test-output.json")), StringComparison.Ordinal);
        Assert.StartsWith("PO_RESULT=incomplete\n", File.ReadAllText(Path.Combine(output.Path, "outcome.env")), StringComparison.Ordinal);
        Assert.Contains("\"status\": \"failure\"", File.ReadAllText(Path.Combine(output.Path, "gl-sast-report.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_fails_the_gate_after_the_reports_are_written_unless_nothing_fails_it()
    {
        using var folder = new TempFolder();
        folder.Write(".github/workflows/ci.yml", Workflow);
        var report = Path.Combine(folder.Path, "out");

        var (failed, output, error) = Po.Run("check", folder.Path, "--rule", "PO3204", "--output", report, "--format", "sarif,outcome");
        var (met, _, _) = Po.Run("check", folder.Path, "--rule", "PO3204", "--output", report, "--fail-on", "none");

        Assert.Equal((1, 0, ""), (failed, met, error));
        Assert.Contains(".github/workflows/ci.yml:7", output, StringComparison.Ordinal);
        Assert.Equal("PO_RESULT=failed\nPO_FINDINGS=1\nPO_UNSEEN=0\nPO_TAMPERINGS=0\n", File.ReadAllText(Path.Combine(report, "outcome.env")));
    }

    [Fact]
    public void Each_reader_gets_its_report()
    {
        using var folder = new TempFolder();
        folder.Write(".github/workflows/ci.yml", Workflow);
        var formats = Path.Combine(folder.Path, "formats");
        var profile = Path.Combine(folder.Path, "profile");

        _ = Po.Run("check", folder.Path, "--rule", "PO3204", "--output", formats, "--format", "sarif,github-sarif,defectdojo,gitlab-sast,gitlab-codequality,konflux,test-output");
        _ = Po.Run("check", folder.Path, "--rule", "PO3204", "--output", profile, "--format", "sarif", "--profile", "defectdojo");

        Assert.Equal(
            ["gl-code-quality-report.json", "gl-sast-report.json", "popipeline.defectdojo.sarif", "popipeline.github.sarif", "popipeline.sarif", "test-output.json"],
            Directory.GetFiles(formats).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["popipeline.defectdojo.sarif"], Directory.GetFiles(profile).Select(Path.GetFileName));
    }

    [Fact]
    public void A_collected_snapshot_is_judged_elsewhere_with_the_same_outcome()
    {
        using var folder = new TempFolder();
        folder.Write(".github/workflows/ci.yml", Workflow);
        var report = Path.Combine(folder.Path, "out");

        var collected = Po.Run("collect", folder.Path, "--output", report);
        var (direct, text, _) = Po.Run("check", folder.Path, "--output", report, "--console", "json");
        var (replayed, again, error) = Po.Run("check", "--snapshot", Path.Combine(report, "snapshot.json"), "--output", report, "--console", "json");

        Assert.Equal((0, "", ""), collected);
        Assert.Equal((direct, text, ""), (replayed, again, error));
    }

    [Fact]
    public void A_damaged_snapshot_is_wrong_usage()
    {
        using var folder = new TempFolder();
        var file = folder.Write("snapshot.json", "{");

        var (exitCode, _, error) = Po.Run("check", "--snapshot", file);

        Assert.Equal(2, exitCode);
        Assert.Contains("snapshot.json", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_earlier_run_wrote_is_not_judged()
    {
        using var folder = new TempFolder();
        folder.Write("README.md", "hello");
        var report = Path.Combine(folder.Path, "po-report");

        var (_, first, _) = Po.Run("check", folder.Path, "--pedantic", "--output", report);
        var (_, second, _) = Po.Run("check", folder.Path, "--pedantic", "--output", report);

        Assert.Equal(first, second);
    }

    [Fact]
    public void The_output_folder_must_not_hold_files_of_the_repository()
    {
        var (exitCode, output, error) = Po.Run("check", Paths.Repository, "--output", Path.Combine(Paths.Repository, "docs"));

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("--output", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_stopped_says_so_and_leaves_nothing()
    {
        using var folder = new TempFolder();
        var report = Path.Combine(folder.Path, "po-report");

        var (exitCode, output, error) = Po.Run("", new CancellationToken(canceled: true), "check", folder.Path, "--output", report);

        Assert.Equal((130, ""), (exitCode, output));
        Assert.StartsWith("po: stopped", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(report));
    }

    [Fact]
    public void A_malformed_policy_is_wrong_configuration_with_its_place()
    {
        using var folder = new TempFolder();
        folder.Write(".popipeline.yml", "pipelins: {}\n");

        var (exitCode, output, error) = Po.Run("check", folder.Path);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(".popipeline.yml:1:1", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rules_are_listed_as_a_table_and_as_JSON()
    {
        var table = Po.Run("rules");
        var (exitCode, json, _) = Po.Run("rules", "--json");

        using var document = JsonDocument.Parse(json);
        Assert.Equal((0, 0), (table.ExitCode, exitCode));
        Assert.All(document.RootElement.EnumerateArray(), rule => Assert.Contains(rule.GetProperty("id").GetString() ?? "?", table.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void The_rules_are_listed_by_platform_as_the_page_says()
    {
        var (exitCode, output, _) = Po.Run("rules", "--matrix");
        var shown = Cells(output.Split('\n').Where(line => line.StartsWith("PO", StringComparison.Ordinal)), "  ");
        var page = Cells(File.ReadLines(Path.Combine(TestPaths.Repository, "docs", "platforms.md")).Where(line => line.StartsWith("| PO", StringComparison.Ordinal)), "|");

        Assert.Equal(0, exitCode);
        Assert.NotEmpty(shown);
        Assert.Equal(page, shown);

        // Where the output is narrow, a rule has no title.
        static List<string> Cells(IEnumerable<string> lines, string separator) =>
        [
            .. lines.Select(line => line.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Select(cells => string.Join(' ', cells.Skip(1).Prepend(cells[0].Split(' ')[0]))),
        ];
    }

    [Fact]
    public void Every_rule_is_explained() => Assert.All(PoPipeline.Rules.Model.RuleSet.All, rule =>
    {
        var (exitCode, output, _) = Po.Run("explain", rule.Id);

        Assert.Equal(0, exitCode);
        Assert.StartsWith($"{rule.Id} ", output, StringComparison.Ordinal);
    });

    [Fact]
    public void The_schema_is_JSON()
    {
        using var document = JsonDocument.Parse(Po.Run("schema").Output);

        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }

    [Fact]
    public void Owners_are_told_with_their_line_for_paths_of_the_command_line_and_of_the_input()
    {
        using var folder = new TempFolder();
        folder.Write(".github/CODEOWNERS", "*.md @docs\n/src/ @dev @lead\n");

        var (exitCode, json, _) = Po.Run("src/a.cs\nLICENSE\n", CancellationToken.None, "owners", "./README.md", "--stdin", "--json", "--root", folder.Path);

        using var document = JsonDocument.Parse(json);
        Assert.Equal(0, exitCode);
        Assert.Equal(
            ["README.md @docs .github/CODEOWNERS:1", "src/a.cs @dev,@lead .github/CODEOWNERS:2", "LICENSE  :"],
            document.RootElement.EnumerateArray().Select(entry =>
                $"{entry.GetProperty("path")} {string.Join(',', entry.GetProperty("owners").EnumerateArray().Select(owner => owner.GetString()))} {entry.GetProperty("file")}:{entry.GetProperty("line")}"));
    }

    [Fact]
    public void A_path_that_is_not_there_and_a_repository_that_names_no_owners_are_said()
    {
        using var folder = new TempFolder();
        folder.Write("a.md", "");

        var without = Po.Run("owners", "a.md", "--root", folder.Path);
        folder.Write(".github/CODEOWNERS", "*.md @docs\n");
        var with = Po.Run("owners", "a.md", "b.md", "--root", folder.Path);
        var quiet = Po.Run("owners", "b.md", "--root", folder.Path, "-q");

        Assert.Equal((0, "a.md  nobody\n", "po: There is no CODEOWNERS file here, so nobody owns anything.\n"), without);
        Assert.Equal((0, "a.md  @docs  .github/CODEOWNERS:1\nb.md  @docs  .github/CODEOWNERS:1\n", "po: There is no 'b.md' here; its owners would be those above.\n"), with);
        Assert.Equal("", quiet.Error);
    }

    [Fact]
    public void What_is_quiet_shows_findings_and_the_verdict_alone()
    {
        using var folder = new TempFolder();
        folder.Write(".github/workflows/ci.yml", Workflow);

        var (exitCode, output, error) = Po.Run("check", folder.Path, "--rule", "3204", "-o", Path.Combine(folder.Path, "out"), "-q");

        Assert.Equal((1, ""), (exitCode, error));
        Assert.StartsWith(".github/workflows/ci.yml:7", output, StringComparison.Ordinal);
        Assert.EndsWith("\n\nNot met: 1 finding of severity medium or higher is open.\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("SSDF task", output, StringComparison.Ordinal);
        Assert.Equal((exitCode, output, error), Po.Run("check", folder.Path, "--rule", "3204", "-qo", Path.Combine(folder.Path, "out")));
        Assert.Equal((exitCode, output, error), Po.Run("check", folder.Path, "--rule", "3204", $"-qo{Path.Combine(folder.Path, "out")}"));
    }

    [Fact]
    public void Why_a_run_is_not_complete_is_said_once()
    {
        using var folder = new TempFolder();
        using var output = new TempFolder();

        var text = Po.Run("check", folder.Path, "--output", output.Path);
        var json = Po.Run("check", folder.Path, "--output", output.Path, "--console", "json");

        Assert.Equal((3, 3, ""), (text.ExitCode, json.ExitCode, text.Error));
        Assert.Contains("Nothing was looked at", text.Output, StringComparison.Ordinal);
        Assert.StartsWith("po: Nothing was looked at", json.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PO.5.2")]
    [InlineData("PO.3.2, PO.5.2")]
    public void A_task_that_no_rule_judges_yet_is_never_met_where_it_is_required(string required)
    {
        using var folder = new TempFolder();
        folder.Write(".popipeline.yml", $"required: [{required}]\n");

        var (exitCode, output, _) = Po.Run("check", folder.Path, "--fail-on", "none", "--output", Path.Combine(folder.Path, "out"));

        Assert.Equal(3, exitCode);
        Assert.Contains("PO.5.2", output[output.LastIndexOf("Incomplete", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--task", "5.2")]
    [InlineData("--task", "PO.3.2,PO.5.2")]
    public void A_task_that_no_rule_judges_yet_is_not_passed_over_where_it_is_asked_for(string option, string task)
    {
        using var folder = new TempFolder();
        folder.Write("README.md", "hello");

        var (exitCode, _, error) = Po.Run("check", folder.Path, option, task, "--output", Path.Combine(folder.Path, "out"));

        Assert.Equal(3, exitCode);
        Assert.StartsWith("po: No rule of PO.5.2 exists yet", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("80")]
    [InlineData("100")]
    public void A_page_is_text_that_fits_its_width(string width)
    {
        foreach (var rule in PoPipeline.Rules.Model.RuleSet.All)
        {
            var (_, output, _) = Po.Run("", name => name is "COLUMNS" ? width : null, CancellationToken.None, "explain", rule.Id);
            var page = output[..output.LastIndexOf("\nhttps://", StringComparison.Ordinal)];

            Assert.DoesNotContain("```", page, StringComparison.Ordinal);
            Assert.DoesNotContain("path=", page, StringComparison.Ordinal);
            Assert.DoesNotContain("|---", page, StringComparison.Ordinal);
            Assert.All(page.Split('\n').Where(line => !line.StartsWith("    ", StringComparison.Ordinal) && line.Contains(' ', StringComparison.Ordinal)), line => Assert.True(line.Length <= int.Parse(width, System.Globalization.CultureInfo.InvariantCulture), line));
        }
    }

    [Fact]
    public void One_file_is_judged_as_a_part_of_its_repository()
    {
        using var folder = new TempFolder();
        using var output = new TempFolder();
        folder.Write(".github/CODEOWNERS", "* @acme/all\n");
        var file = folder.Write(".github/workflows/a.yml", Workflow);
        folder.Write(".github/workflows/b.yml", Workflow);
        using (var git = new LibGit2Sharp.Repository(LibGit2Sharp.Repository.Init(folder.Path)))
        {
            LibGit2Sharp.Commands.Stage(git, "*");
        }

        var own = folder.Write(".github/workflows/a.yml.orig", Workflow);
        var (exitCode, text, error) = Po.Run("check", file, "--output", output.Path);
        var untracked = Po.Run("check", own, "--output", output.Path);

        Assert.Equal((1, ""), (exitCode, error));
        Assert.Contains(".github/workflows/a.yml:7", text, StringComparison.Ordinal);
        Assert.DoesNotContain("b.yml", text, StringComparison.Ordinal);
        Assert.DoesNotContain("CODEOWNERS", text, StringComparison.Ordinal);
        Assert.Equal(2, untracked.ExitCode);
        Assert.Contains("git does not track", untracked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_a_rule_is_as_approved() => PoPipeline.Tests.Approved.Text(
        Paths.ApprovedFile("explain-PO3204.txt"),
        Po.Run("", name => name is "COLUMNS" ? "80" : null, CancellationToken.None, "explain", "3204").Output);

    [Fact]
    public void On_GitLab_a_page_shows_what_it_says_of_GitLab_and_hints_at_the_rest()
    {
        var gitLab = Po.Run("explain", "3204", "--platform", "gitlab").Output;
        Assert.Contains("\nOn GitLab\n", gitLab, StringComparison.Ordinal);
        Assert.Contains("After, .gitlab-ci.yml:", gitLab, StringComparison.Ordinal);
        Assert.DoesNotContain("After, .github/", gitLab, StringComparison.Ordinal);
        Assert.True(gitLab.IndexOf("\nOn GitLab\n", StringComparison.Ordinal) < gitLab.IndexOf("\nHow to meet it\n", StringComparison.Ordinal));
        Assert.Contains("po explain PO3204 --platform github", gitLab.ReplaceLineEndings(" "), StringComparison.Ordinal);

        var gitHub = Po.Run("explain", "3204", "--platform", "github").Output;
        Assert.Contains("After, .github/workflows/ci.yml:", gitHub, StringComparison.Ordinal);
        Assert.DoesNotContain("left out here", gitHub, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("circleci", "CircleCI", "After, .circleci/config.yml:")]
    [InlineData("jenkins", "Jenkins", "After, Jenkinsfile:")]
    [InlineData("tekton", "Tekton", "After, .tekton/push.yaml:")]
    public void On_another_platform_a_page_shows_what_it_says_of_that_one_alone(string word, string name, string sample)
    {
        var page = Po.Run("explain", "3204", "--platform", word).Output;

        Assert.Equal([$"On {name}"], page.Split('\n').Where(line => line.StartsWith("On ", StringComparison.Ordinal) && line.Count(character => character is ' ') is 1));
        Assert.Contains(sample, page, StringComparison.Ordinal);
        Assert.DoesNotContain("After, .github/", page, StringComparison.Ordinal);
    }

    [Fact]
    public void On_GitLab_no_page_that_speaks_of_it_shows_a_sample_of_another_forge() => Assert.All(PoPipeline.Rules.Model.RuleSet.All, rule =>
    {
        var page = Po.Run("explain", rule.Id, "--platform", "gitlab").Output;
        if (page.Contains("\nOn GitLab\n", StringComparison.Ordinal))
        {
            Assert.DoesNotMatch("(?:Before|After), \\.github/", page);
            Assert.Contains("\nWhat it cannot see\n", page, StringComparison.Ordinal);
            Assert.DoesNotContain("\nHow to meet it\n\nWhat it cannot see\n", page, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void The_folder_in_which_a_rule_is_asked_about_says_for_which_forge()
    {
        using var folder = new TempFolder();
        Assert.Equal(Forge.Unknown, NearbyForge.Of(folder.Path, RepositoryHints.None));
        _ = folder.Write(".gitlab-ci.yml", "test:\n  script: make\n");
        Assert.Equal(Forge.GitLab, NearbyForge.Of(folder.Path, RepositoryHints.None));
        _ = folder.Write(".github/workflows/ci.yml", "on: push\n");
        Assert.Equal(Forge.Unknown, NearbyForge.Of(folder.Path, RepositoryHints.None));
        _ = folder.Write(".popipeline.yml", "forge: gitlab\n");
        Assert.Equal(Forge.GitLab, NearbyForge.Of(folder.Path, RepositoryHints.None));
        _ = folder.Write(".popipeline.yml", "forge: [\n");
        Assert.Equal(Forge.Unknown, NearbyForge.Of(folder.Path, RepositoryHints.None));
    }

    [Fact]
    public void The_version_is_one_line() => Assert.Matches(@"\Apo \d+\.\d+\.\d+[^\n]*\n\z", Po.Run("--version").Output);
}
