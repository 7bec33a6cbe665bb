using System.Text.Json;

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
        Assert.Contains($"Incomplete: Nothing was looked at: {why}.", text, StringComparison.Ordinal);
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
        Assert.Equal("PO_RESULT=failed\nPO_FINDINGS=1\nPO_TAMPERINGS=0\n", File.ReadAllText(Path.Combine(report, "outcome.env")));
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
    public void Every_rule_is_explained() => Assert.All(PoPipeline.Rules.Model.RuleSet.All, rule =>
    {
        var (exitCode, output, _) = Po.Run("explain", rule.Id);

        Assert.Equal(0, exitCode);
        Assert.StartsWith($"# {rule.Id} ", output, StringComparison.Ordinal);
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
            ["README.md @docs 1", "src/a.cs @dev,@lead 2", "LICENSE  "],
            document.RootElement.EnumerateArray().Select(entry =>
                $"{entry.GetProperty("path")} {string.Join(',', entry.GetProperty("owners").EnumerateArray().Select(owner => owner.GetString()))} {entry.GetProperty("line")}"));
    }

    [Fact]
    public void The_version_is_one_line() => Assert.Matches(@"\Apo \d+\.\d+\.\d+[^\n]*\n\z", Po.Run("--version").Output);
}
