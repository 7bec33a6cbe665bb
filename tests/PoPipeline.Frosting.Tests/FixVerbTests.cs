using System.Text;
using System.Text.Json.Nodes;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary><c>po fix</c>: the patch that it shows is what it writes, and nothing else is touched.</summary>
public sealed class FixVerbTests
{
    private const string Ci = ".github/workflows/ci.yml";

    private const string Workflow = """
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v4
              - run: npm ci && npm test

        """;

    public static TheoryData<string, string> Writings() => new()
    {
        { Ci, Workflow },
        { Ci, "\uFEFF" + Workflow.Replace("\n", "\r\n", StringComparison.Ordinal) },
        { Ci, Workflow.TrimEnd('\n') },
        { Ci, "# \ta comment  \n" + Workflow.Replace("steps:\n", "steps: # \tmixed  \r\n", StringComparison.Ordinal) },
        { ".github/workflows/the one with a blank.yml", Workflow },
        { ".github/workflows/straße \"ü\".yml", Workflow },
        { ".github/workflows/##vso[task.complete].yml", Workflow },
        { ".github/workflows/a ##[group]b.yml", Workflow },
        { ".github/workflows/ü##teamcity[x].yml", Workflow },
        { ".github/workflows/#1 ::error::no.yml", Workflow },
        { Ci, Workflow.Replace("- uses:", "- # ::error::no\n        uses:", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Writings))]
    public void A_piped_patch_makes_with_git_and_with_patch_what_apply_writes(string path, string text)
    {
        using var shown = new TempFolder();
        using var patched = new TempFolder();
        using var written = new TempFolder();
        foreach (var folder in new[] { shown, patched, written })
        {
            folder.Write(path, text);
        }

        var (exitCode, output, error) = Po.Run("fix", shown.Path, "--pedantic");
        var applied = Po.Run("fix", written.Path, "--pedantic", "--apply");
        var again = Po.Run("fix", written.Path, "--pedantic", "--apply");
        var nothing = Po.Run("fix", written.Path, "--pedantic");

        Assert.True(exitCode is 1, error);
        Assert.DoesNotContain("for reading only", error, StringComparison.Ordinal);
        Assert.DoesNotContain("##", output, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), (applied.ExitCode, again.ExitCode, nothing.ExitCode));
        Assert.Equal(("", ""), (again.Output, nothing.Output));
        Assert.Contains("PO3207", applied.Output, StringComparison.Ordinal);
        Assert.Contains("PO3209", applied.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing to mend", nothing.Error, StringComparison.Ordinal);
        var expected = Read(written, path);
        Assert.NotEqual(text, expected);
        Assert.Equal(text, Read(shown, path));
        Pipe(output, shown.Path, "git", "apply", "-p1", "-");
        Pipe(output, patched.Path, "patch", "-p1", "--binary");
        Assert.Equal(expected, Read(shown, path));
        Assert.Equal(expected, Read(patched, path));
        Assert.Equal([path], FilesOf(written));
    }

    [Fact]
    public void A_file_with_the_name_that_a_disarmed_one_would_have_is_not_patched()
    {
        const string Named = ".github/workflows/##vso[x].yml";
        const string Other = ".github/workflows/# #vso[x].yml";
        using var folder = new TempFolder();
        folder.Write(Named, Workflow);
        var (_, output, _) = Po.Run("fix", folder.Path, "--rule", "PO3207");
        folder.Write(Other, Workflow);

        Pipe(output, folder.Path, "git", "apply", "-");

        Assert.Contains("permissions:", Read(folder, Named), StringComparison.Ordinal);
        Assert.Equal(Workflow, Read(folder, Other));
    }

    [Fact]
    public void A_credential_beside_a_change_is_not_shown_and_the_patch_still_fits()
    {
        using var folder = new TempFolder();
        var text = Workflow.Replace("on: push\n", $"on: push\nenv:\n  AWS: AKIA{"J7Q2M5X9"}K4T8W3ZB\n", StringComparison.Ordinal);
        folder.Write(Ci, text);

        var (exitCode, output, error) = Po.Run("fix", folder.Path, "--rule", "PO3207");

        Assert.Equal(1, exitCode);
        Assert.DoesNotContain("AKIA", output + error, StringComparison.Ordinal);
        Pipe(output, folder.Path, "git", "apply", "-");
        Assert.Equal(text.Replace("jobs:\n", "permissions:\n  contents: read\n\njobs:\n", StringComparison.Ordinal), Read(folder, Ci));
    }

    [Fact]
    public void A_file_that_changes_is_the_only_one_with_changes_that_is_named()
    {
        using var folder = new TempFolder();
        folder.Write(Ci, Workflow);
        Run(folder.Path, "git", "init", "-q");
        Run(folder.Path, "git", "add", ".");
        var staged = Po.Run("fix", folder.Path, "--apply", "--rule", "PO3207");
        var changed = Po.Run("fix", folder.Path, "--apply", "--pedantic");

        Assert.DoesNotContain("not staged", staged.Error, StringComparison.Ordinal);
        Assert.Contains($"'{Ci}' has changes that are not staged; the fixes are added to them.", changed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_part_of_a_repository_that_alone_is_mended_by_a_patch_for_the_root()
    {
        using var folder = new TempFolder();
        folder.Write(Ci, Workflow);
        folder.Write(".github/workflows/other.yml", Workflow);
        Run(folder.Path, "git", "init", "-q");
        Run(folder.Path, "git", "add", ".");

        var (_, output, _) = Po.Run("fix", Path.Combine(folder.Path, Ci), "--rule", "PO3207");
        Pipe(output, folder.Path, "git", "apply", "-");

        Assert.Contains("permissions:", Read(folder, Ci), StringComparison.Ordinal);
        Assert.Equal(Workflow, Read(folder, ".github/workflows/other.yml"));
    }

    [Fact]
    public void What_fails_is_chosen_by_severity_as_for_a_check()
    {
        using var folder = new TempFolder();
        folder.Write(Ci, Workflow);

        Assert.Equal(1, Po.Run("fix", folder.Path).ExitCode);
        Assert.Equal(0, Po.Run("fix", folder.Path, "--fail-on", "medium").ExitCode);
        Assert.Equal(0, Po.Run("fix", folder.Path, "--fail-on", "none").ExitCode);
        Assert.Equal(0, Po.Run("fix", folder.Path, "--rule", "PO3204").ExitCode);
        Assert.Equal(2, Po.Run("fix", folder.Path, "--rule", "PO9999").ExitCode);
        Assert.Equal(2, Po.Run("fix", folder.Path, "--aply").ExitCode);
    }

    [Fact]
    public void What_is_not_applied_is_said_and_fails()
    {
        using var folder = new TempFolder();
        folder.Write("real.yml", Workflow);
        Directory.CreateDirectory(Path.Combine(folder.Path, ".github", "workflows"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, Ci), "../../real.yml");

        var (exitCode, output, error) = Po.Run("fix", folder.Path, "--apply");

        Assert.Equal(3, exitCode);
        Assert.Empty(output);
        Assert.Contains($"'{Ci}' could not be read", error, StringComparison.Ordinal);
        Assert.Equal(Workflow, Read(folder, "real.yml"));
    }

    [Fact]
    public void A_pipeline_that_cannot_be_read_is_not_nothing_to_mend()
    {
        using var folder = new TempFolder();
        folder.Write(Ci, "on: [\n");

        var (exitCode, _, error) = Po.Run("fix", folder.Path);

        Assert.Equal(3, exitCode);
        Assert.Contains("could not be read", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'.github/workflows/a.yml' has changes", 1)]
    [InlineData("mends  .github/workflows/a.yml", 1)]
    [InlineData("'.github/workflows/b.yml' has changes", 2)]
    [InlineData("mends  .github/workflows/b.yml", 2)]
    public void A_run_that_is_stopped_while_it_writes_leaves_every_file_whole_old_or_whole_new(string at, int written)
    {
        const string Theirs = "# theirs\n" + Workflow;
        string[] paths = [".github/workflows/a.yml", ".github/workflows/b.yml", ".github/workflows/c.yml"];
        using var whole = new TempFolder();
        using var folder = new TempFolder();
        whole.Write(Ci, Theirs);
        Po.Run("fix", whole.Path, "--pedantic", "--apply");
        foreach (var path in paths)
        {
            folder.Write(path, Workflow);
        }

        Run(folder.Path, "git", "init", "-q");
        Run(folder.Path, "git", "add", ".");
        foreach (var path in paths)
        {
            folder.Write(path, Theirs);
        }

        var exitCode = Po.StoppedAt(at, "fix", folder.Path, "--pedantic", "--apply");

        Assert.Equal(130, exitCode);
        Assert.NotEqual(Theirs, Read(whole, Ci));
        Assert.Equal(paths.Select((_, index) => index < written ? Read(whole, Ci) : Theirs), paths.Select(path => Read(folder, path)));
        Assert.Equal(paths, FilesOf(folder).Where(path => !path.StartsWith(".git/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_run_that_is_stopped_before_it_starts_leaves_every_file_as_it_was()
    {
        using var folder = new TempFolder();
        folder.Write(Ci, Workflow);

        var (exitCode, _, _) = Po.Run("", new CancellationToken(canceled: true), "fix", folder.Path, "--apply");

        Assert.Equal(130, exitCode);
        Assert.Equal(Workflow, Read(folder, Ci));
        Assert.Equal([Ci], FilesOf(folder));
    }

    [Fact]
    public void A_check_says_what_can_be_mended_and_its_fixes_in_sarif_are_those_that_are_applied()
    {
        using var folder = new TempFolder();
        using var reports = new TempFolder();
        folder.Write(Ci, Workflow.Replace("- run: npm ci && npm test", "- run: make test", StringComparison.Ordinal).Replace("jobs:", "permissions:\n  contents: read\njobs:", StringComparison.Ordinal));

        var check = Po.Run("check", folder.Path, "--pedantic", "--output", reports.Path, "--format", "sarif");
        var text = Read(folder, Ci);
        var fixes = JsonNode.Parse(Read(reports, "popipeline.sarif"))?["runs"]?[0]?["results"]?.AsArray().Select(result => result?["fixes"]).OfType<JsonNode>().ToList() ?? [];
        foreach (var replacement in Assert.Single(fixes)[0]?["artifactChanges"]?[0]?["replacements"]?.AsArray() ?? [])
        {
            var region = replacement?["deletedRegion"];
            var lines = text.Split('\n');
            var offset = lines.Take((int?)region?["startLine"] - 1 ?? 0).Sum(line => line.Length + 1) + ((int?)region?["startColumn"] ?? 1) - 1;
            Assert.Equal((int?)region?["startColumn"], (int?)region?["endColumn"]);
            text = text.Insert(offset, (string?)replacement?["insertedContent"]?["text"] ?? "");
        }

        Po.Run("fix", folder.Path, "--pedantic", "--apply");

        Assert.Contains("'po fix' can mend 1.", check.Output, StringComparison.Ordinal);
        Assert.Equal(text, Read(folder, Ci));
    }

    private static string Read(TempFolder folder, string path) => Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder.Path, path)));

    private static IEnumerable<string> FilesOf(TempFolder folder) =>
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder.Path, file));

    private static void Run(string folder, params string[] command) => Pipe("", folder, command);

    private static void Pipe(string input, string folder, params string[] command) => ChildProcess.Demand(command[0], command[1..], folder, ChildProcess.PlainGit, input);
}
