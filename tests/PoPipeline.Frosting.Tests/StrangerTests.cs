using Microsoft.Extensions.Logging.Abstractions;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Running;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>What somebody meets who knows the page of the start alone.</summary>
public sealed class StrangerTests : IDisposable
{
    private const string Loose = "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    timeout-minutes: 5\n    steps:\n      - uses: somebody/something@v1\n";

    private const string Fixable = "on: push\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    timeout-minutes: 5\n    steps:\n      - run: make test\n";

    // What is run is not known, so that no edit is sure.
    private const string Unfixable = "on: push\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    timeout-minutes: 5\n    steps:\n      - run: ./deploy\n        env:\n          TOKEN: ${{ github.token }}\n";

    private readonly TempTree tree = new();
    private readonly TempTree reports = new();

    public StrangerTests() => Components.Program("git", "run `apt-get install git`");

    public void Dispose()
    {
        tree.Dispose();
        reports.Dispose();
    }

    [Fact]
    public void A_rule_that_is_named_fails_only_where_the_whole_check_does()
    {
        tree.Write("CODEOWNERS", "* @acme/a @acme/b\n").Write("main.tf", "# checkov:skip=CKV_AWS_20:public\n").Write(".github/workflows/ci.yml", "on: push\npermissions: {}\njobs: {}\n");

        var (exitCode, output, _) = Check("--rule", "PO3302");
        var (pedantic, _, _) = Check("--rule", "PO3302", "--pedantic");

        Assert.Equal((0, 1), (exitCode, pedantic));
        Assert.Contains("1 finding of hygiene is left out: --pedantic shows it.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tracked")]
    [InlineData("stranger")]
    [InlineData("file")]
    [InlineData("link")]
    [InlineData("without git")]
    public async Task A_run_that_writes_no_report_minds_no_folder_of_reports(string kind)
    {
        tree.Write(".github/workflows/ci.yml", Fixable).Write("CODEOWNERS", "* @acme/a @acme/b\n").Write(".popipeline.yml", "exceptions:\n  approvers: [carol@example.org]\n");
        if (kind != "without git")
        {
            tree.Git("init", "--quiet").Git("add", "--all");
        }

        _ = kind switch
        {
            "tracked" => tree.Write("po-report/mine.txt").Git("add", "--all"),
            "file" => tree.Write("po-report", "mine"),
            "link" => tree.Link("po-report", reports.Root),
            _ => tree.Write("po-report/mine.txt"),
        };
        if (kind != "without git")
        {
            tree.Git("commit", "--quiet", "--message=m");
        }

        var output = tree.PathOf("po-report");
        var owners = Po.Run("owners", "--root", tree.Root, "CODEOWNERS");
        var listed = Po.Run("records", "list", tree.Root, "--output", output);
        var shown = await FixAsync(output, apply: false);
        var applied = await FixAsync(output, apply: true);

        Assert.Equal((0, ""), (owners.ExitCode, owners.Error));
        Assert.True(listed.ExitCode == 0 || kind == "without git", listed.Error);
        Assert.Equal((ExitCode.Failed, ExitCode.Met), (shown, applied));
        Assert.Contains("contents: read", File.ReadAllText(tree.PathOf(".github/workflows/ci.yml")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_offers_a_fix_where_there_is_one_alone()
    {
        tree.Write(".github/workflows/deploy.yml", Unfixable);
        Assert.Equal(1, Check("--rule", "PO3207", "--fail-on", "low").ExitCode);
        var without = Summary();
        tree.Write(".github/workflows/ci.yml", Fixable);
        Assert.Equal(1, Check("--rule", "PO3207", "--fail-on", "low").ExitCode);
        var with = Summary();

        Assert.Contains("PO3207", without, StringComparison.Ordinal);
        Assert.DoesNotContain("po fix", without, StringComparison.Ordinal);
        Assert.Contains("`po fix` can mend 1 of these.", with, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".github", "ci.yml:8")]
    [InlineData(".github/workflows", "ci.yml:8")]
    [InlineData(".github/workflows/ci.yml", "ci.yml:8")]
    public void What_lies_in_the_folder_of_a_platform_is_a_part_also_without_git(string part, string expected)
    {
        tree.Write("CODEOWNERS", "* @acme/a @acme/b\n").Write(".github/workflows/ci.yml", Loose);

        var (exitCode, output, error) = CheckOf(tree.PathOf(part));

        Assert.True(exitCode == 1, output + error);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Contains($"Only what touches '{part}' is said here", output, StringComparison.Ordinal);
        Assert.DoesNotContain("PO2101", output, StringComparison.Ordinal);
        Assert.DoesNotContain("PO3201", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sub", "'..' above")]
    [InlineData("sub/deeper/still", "'../../..' above")]
    public void A_folder_without_git_that_may_be_a_part_is_said_to_be_judged_as_a_repository(string part, string expected)
    {
        tree.Write(".github/workflows/ci.yml", Loose).Write($"{part}/a.cs");

        var (_, output, _) = CheckOf(tree.PathOf(part));

        Assert.Contains(expected, Joined(output), StringComparison.Ordinal);
        Assert.Contains(expected, Joined(File.ReadAllText(reports.PathOf("summary.md"))).Replace('`', '\''), StringComparison.Ordinal);
        Assert.DoesNotContain("Git does not tell", CheckOf(tree.Root).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_that_is_called_like_a_folder_of_a_platform_is_one()
    {
        tree.Write(".github/profile/README.md").Write(".github/.github/workflows/ci.yml", Loose).Write("beside.txt");

        Assert.DoesNotContain("Only what touches", CheckOf(tree.PathOf(".github")).Output, StringComparison.Ordinal);
        Assert.Contains("a file, and no git tells", CheckOf(tree.PathOf("beside.txt")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "which its owner can move")]
    [InlineData("https://github.com/acme/app.git", "which somebody else can move")]
    [InlineData("https://github.com/somebody/app.git", "which this repository's owner can move")]
    public void Nobody_is_called_somebody_else_of_whom_that_is_not_known(string? remote, string expected)
    {
        tree.Write(".github/workflows/ci.yml", Loose).Git("init", "--quiet").Git("add", "--all");
        if (remote is not null)
        {
            tree.Git("remote", "add", "origin", remote);
        }

        Assert.Contains(expected, Joined(Check("--rule", "PO3204", "--show-all").Output), StringComparison.Ordinal);
    }

    // Whoever runs it in the repository has the folder of the reports there, which only a build can name.
    private async Task<ExitCode> FixAsync(string output, bool apply)
    {
        var settings = new PoPipelineSettings { Path = tree.Root, Output = output, Apply = apply };
        var terminal = new PoPipelineTerminal { Output = new TerminalWriter(TextWriter.Null), Error = new TerminalWriter(TextWriter.Null) };
        return await Record.ExceptionAsync(new PoPipelineRun(settings, terminal, NullLogger.Instance).FixAsync) switch
        {
            null => ExitCode.Met,
            RunException ended => ended.Code,
            var other => throw other,
        };
    }

    [Theory]
    [InlineData("**")]
    [InlineData("/**")]
    [InlineData("*")]
    public void The_owners_of_every_file_are_known_however_their_line_is_written(string pattern)
    {
        tree.Write("CODEOWNERS", $"{pattern} @acme/security\n/docs/ @acme/docs\n").Git("init", "--quiet").Git("remote", "add", "origin", "https://github.com/acme/app.git").Git("add", "--all");

        var output = Po.Run("init", tree.Root, "--dry-run", "--revision", new string('1', 40)).Output;

        Assert.Contains($"keeps    CODEOWNERS: its line '{pattern}' names @acme/security", output, StringComparison.Ordinal);
        Assert.Contains("approvers: ['@acme/security']", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_is_one_of_the_folder_in_which_the_file_lies_that_is_named_as_the_root()
    {
        tree.Write("CODEOWNERS", "* @acme/security\n").Write("lib/a.cs").Write("lib/b.cs").Git("init", "--quiet").Git("add", "--all");

        Assert.StartsWith("lib/b.cs  @acme/security", Po.Run("owners", "--root", tree.PathOf("lib/a.cs"), "b.cs").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("exceptions:\n  approvers: [carol@example.org]\n", false)]
    public void Whoever_asks_where_nobody_may_decide_is_told(string policy, bool isTold)
    {
        tree.Write(".github/workflows/ci.yml", Loose).Write(".popipeline.yml", policy).Git("init", "--quiet").Git("add", "--all").Git("commit", "--quiet", "--message=m");

        var (exitCode, output, error) = Po.As("alice", "request", "PO3204", "--root", tree.Root, "--until", "2027-01-31", "--reason", "soon");

        Assert.True(exitCode == 0, error);
        Assert.Equal(isTold, output.Contains("Nobody may decide yet: name who does in 'exceptions.approvers'", StringComparison.Ordinal));
    }

    private static string Joined(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private string Summary() => File.ReadAllText(reports.PathOf("summary.md"));

    private (int ExitCode, string Output, string Error) Check(params string[] more) => CheckOf(tree.Root, more);

    private (int ExitCode, string Output, string Error) CheckOf(string path, params string[] more) => Po.Run(["check", path, "--output", reports.Root, .. more]);
}
