using System.Text.Json;
using System.Text.RegularExpressions;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>A check is narrowed to the pipelines of some platforms.</summary>
public sealed partial class PlatformOptionTests : IDisposable
{
    private readonly TempTree tree = new();
    private readonly TempTree reports = new();

    public PlatformOptionTests()
    {
        Components.Program("git", "run `apt-get install git`");
        tree.Write("CODEOWNERS", "* @acme/team\n")
            .Write(".github/workflows/ci.yml", "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: somebody/other@main\n")
            .Write(".gitlab-ci.yml", "include: [ci/build.yml]\ntest:\n  script: [make test]\n  tag: [fast]\n")
            .Write("ci/build.yml", "build:\n  script: [make]\n  tag: [slow]\n")
            .Write("Jenkinsfile", "pipeline { agent any }\n");
        tree.Git("init", "--quiet").Git("add", "--all").Git("commit", "--quiet", "--message=Begin");
    }

    public void Dispose()
    {
        tree.Dispose();
        reports.Dispose();
    }

    [Theory]
    [InlineData("github", ".github/workflows/ci.yml", "GitHub Actions")]
    [InlineData("gitlab", ".gitlab-ci.yml ci/build.yml", "GitLab CI")]
    [InlineData("jenkins", "Jenkinsfile", "Jenkins")]
    [InlineData("gitlab,github", ".github/workflows/ci.yml .gitlab-ci.yml ci/build.yml", "GitHub Actions GitLab CI")]
    public void What_is_said_of_pipelines_is_said_of_those_of_the_platforms_alone(string platforms, string files, string names)
    {
        var (_, json) = Check("--platform", platforms, "--task", "PO.3.2");

        using var report = JsonDocument.Parse(json);
        Assert.Equal(files.Split(' '), report.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("path").GetString()!).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(names, string.Join(' ', report.RootElement.GetProperty("platforms").EnumerateArray().Select(name => name.GetString())));
        Assert.Equal(names is "Jenkins", json.Contains("Jenkins", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_it_those_of_all_are_and_what_nobody_reads_is_missed()
    {
        var (_, json) = Check("--task", "PO.3.2");

        Assert.Contains("Jenkinsfile", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"platforms\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void It_may_be_repeated_and_leaves_alone_what_is_no_pipeline()
    {
        var (_, twice) = Check("--platform", "gitlab", "--platform", "github", "--pedantic");
        var (_, once) = Check("--platform", "github gitlab", "--pedantic");

        Assert.Equal(once, twice);
        Assert.Contains("\"PO2", once, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_report_says_so_and_the_snapshot_is_that_of_all()
    {
        var run = Po.Run("check", tree.Root, "--platform", "gitlab", "--output", reports.PathOf("r"));

        Assert.Contains("Of pipelines, only those of GitLab CI are judged here", run.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("only those of GitLab CI are judged here", File.ReadAllText(reports.PathOf("r/summary.md")), StringComparison.Ordinal);
        var sarif = File.ReadAllText(reports.PathOf("r/popipeline.sarif"));
        Assert.Contains("platform=GitLabCi/", sarif, StringComparison.Ordinal);
        Assert.Contains("only those of GitLab CI are judged here", sarif, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody/other", sarif, StringComparison.Ordinal);
        var snapshot = reports.PathOf("r/snapshot.json");
        Assert.Contains("somebody/other", File.ReadAllText(snapshot), StringComparison.Ordinal);

        string[] replay = ["check", "--snapshot", snapshot, "--console", "json"];
        Assert.Equal(Check("--platform", "gitlab").Json, Untimed(Po.Run([.. replay, "--output", reports.PathOf("s")]).Output));
        Assert.Contains("somebody/other", Po.Run([.. replay, "--platform", "github", "--output", reports.PathOf("t")]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_system_that_is_not_read_is_missed_where_all_of_them_are_asked_about()
    {
        tree.Write("cloudbuild.yaml", "steps: []\n").Git("add", "--all");

        Assert.Contains("cloudbuild.yaml", Check("--task", "PO.3.2").Json, StringComparison.Ordinal);
        Assert.DoesNotContain("cloudbuild.yaml", Check("--platform", "gitlab", "--task", "PO.3.2").Json, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nothing_of_a_platform_is_there_for_is_not_applicable_and_no_finding()
    {
        File.Delete(tree.PathOf(".gitlab-ci.yml"));
        File.Delete(tree.PathOf("Jenkinsfile"));
        tree.Git("add", "--all");

        var (exitCode, json) = Check("--platform", "gitlab", "--task", "PO.3.2");

        using var report = JsonDocument.Parse(json);
        Assert.Equal(0, exitCode);
        Assert.Empty(report.RootElement.GetProperty("findings").EnumerateArray());
    }

    [Fact]
    public void A_folder_of_files_that_a_pipeline_includes_is_judged_for_itself()
    {
        var run = Po.Run("check", tree.PathOf("ci"), "--console", "json", "--task", "PO.3.2", "--output", reports.PathOf("r"));

        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(["ci/build.yml"], report.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("path").GetString()!).Distinct());
        Assert.DoesNotContain("Nothing in 'ci' is what this rule looks at", report.RootElement.GetProperty("rules").EnumerateArray().First(rule => rule.GetProperty("id").GetString() == "PO3205").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_knows_every_platform_and_init_what_a_check_runs_on()
    {
        var check = Po.Run("check", tree.Root, "--platform", "bamboo");
        var init = Po.Run("init", tree.Root, "--platform", "circleci", "--dry-run");

        Assert.Equal((2, 2), (check.ExitCode, init.ExitCode));
        Assert.Contains("Known are github, gitlab, circleci, jenkins, tekton, argocd, dinghy.", check.Error, StringComparison.Ordinal);
        Assert.Contains("Known are github, gitlab, tekton.", init.Error, StringComparison.Ordinal);
        Assert.Equal(2, Po.Run("init", tree.Root, "--platform", "github", "--platform", "gitlab", "--dry-run").ExitCode);
    }

    private (int ExitCode, string Json) Check(params string[] words)
    {
        var run = Po.Run(["check", tree.Root, "--console", "json", "--output", reports.PathOf("r"), .. words]);
        return (run.ExitCode, Untimed(run.Output));
    }

    private static string Untimed(string json) => ObservedAt().Replace(json, "");

    [GeneratedRegex("\"observedAt\": *\"[^\"]*\",", RegexOptions.CultureInvariant)]
    private static partial Regex ObservedAt();
}
