using System.Text.Json;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>Every verb finds the root of the repository that a folder lies in.</summary>
public sealed class PartVerbTests : IDisposable
{
    private const string Action = "name: a\ndescription: b\nruns:\n  using: composite\n  steps:\n    - uses: somebody/something@main\n";
    private const string Workflow = "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: somebody/other@main\n";

    private readonly TempTree tree = new();
    private readonly TempTree reports = new();

    public PartVerbTests()
    {
        Components.Program("git", "run `apt-get install git`");
        tree.Write("CODEOWNERS", "* @acme/team\n").Write(".github/workflows/ci.yml", Workflow).Write("tool/action.yml", Action).Write("lib/a.cs")
            .Write(".popipeline.yml", "required: [PO.3.2]\nexceptions:\n  approvers: [carol@example.org]\n");
        tree.Git("init", "--quiet").Git("add", "--all").Git("commit", "--quiet", "--message=Begin");
    }

    public void Dispose()
    {
        tree.Dispose();
        reports.Dispose();
    }

    [Fact]
    public void A_check_of_a_folder_judges_by_the_policy_of_the_root_and_tells_what_touches_the_folder()
    {
        var (exitCode, output, error) = Check("tool");

        Assert.Equal((1, ""), (exitCode, error));
        Assert.Contains("tool/action.yml:6", output, StringComparison.Ordinal);
        Assert.DoesNotContain("ci.yml", output, StringComparison.Ordinal);
        Assert.DoesNotContain("PO2101", output, StringComparison.Ordinal);
        Assert.Contains("Only what touches 'tool' is said here", output, StringComparison.Ordinal);
        using var snapshot = JsonDocument.Parse(File.ReadAllText(reports.PathOf("r/snapshot.json")));
        Assert.Equal("tool", snapshot.RootElement.GetProperty("part").GetProperty("path").GetString());
        Assert.Contains("carol@example.org", snapshot.RootElement.GetProperty("policy").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_which_nothing_is_wrong_is_met_although_something_is_elsewhere() => Assert.Equal(0, Check("lib").ExitCode);

    [Fact]
    public void A_link_of_the_repository_is_not_followed_to_what_it_leads_to()
    {
        tree.Link("moved", tree.PathOf("lib")).Git("add", "moved");

        var (exitCode, _, error) = Check("moved");

        Assert.Equal(2, exitCode);
        Assert.Contains("'moved' is a symbolic link of the repository", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_of_a_folder_is_judged_elsewhere_with_the_same_outcome()
    {
        var direct = Po.Run("check", tree.PathOf("tool"), "--console", "json", "--output", reports.PathOf("r"));
        Po.Run("collect", tree.PathOf("tool"), "--output", reports.PathOf("s"));

        Assert.Equal(direct, Po.Run("check", "--snapshot", reports.PathOf("s/snapshot.json"), "--console", "json", "--output", reports.PathOf("t")));
    }

    [Fact]
    public void Owners_of_paths_of_a_folder_are_named_by_the_file_at_the_root()
    {
        var (exitCode, output, _) = Po.Run("owners", "a.cs", "../tool/action.yml", "--root", tree.PathOf("lib"));

        Assert.Equal((0, "lib/a.cs  @acme/team  CODEOWNERS:1\ntool/action.yml  @acme/team  CODEOWNERS:1\n"), (exitCode, output));
        Assert.Equal(2, Po.Run("owners", "../../elsewhere", "--root", tree.PathOf("lib")).ExitCode);
    }

    [Fact]
    public void A_repository_is_started_at_its_root()
    {
        var (exitCode, output, _) = Po.Run("init", tree.PathOf("lib"), "--revision", "0123456789abcdef0123456789abcdef01234567");

        Assert.Equal(0, exitCode);
        Assert.Contains($"belongs to its root, '{tree.Root}'", output, StringComparison.Ordinal);
        Assert.True(File.Exists(tree.PathOf(".github/pull_request_template.md")));
        Assert.Equal(["a.cs"], Directory.GetFileSystemEntries(tree.PathOf("lib")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_request_that_is_made_in_a_folder_is_on_record_at_the_root()
    {
        var asked = Po.Run("request", "PO3204", "--subject", "tool/action.yml#runs/somebody/something", "--reason", "none", "--root", tree.PathOf("tool"), "--output", reports.PathOf("r"));

        Assert.True(asked.ExitCode is 0, asked.Error);
        Assert.True(Directory.Exists(tree.PathOf(".popipeline")));
        Assert.False(Directory.Exists(tree.PathOf("tool/.popipeline")));
        Assert.Contains("PO3204", Po.Run("records", "list", tree.PathOf("lib")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_that_nobody_reads_is_incomplete_where_it_is_required_until_the_policy_leaves_it_out()
    {
        tree.Write(".github/workflows/ci.yml", Workflow.Replace("uses: somebody/other@main", "run: make", StringComparison.Ordinal)).Write("tool/action.yml", Action.Replace("uses: somebody/something@main", "uses: ./lib", StringComparison.Ordinal))
            .Write(".travis.yml", "language: node_js\n").Git("add", "--all");
        var unread = Po.Run("check", tree.Root, "--task", "PO.3.2", "--output", reports.PathOf("r"));
        tree.Write(".popipeline.yml", "required: [PO.3.2]\npipelines:\n  leave-out:\n    - path: /.travis.yml\n      reason: nothing runs it\n");
        var leftOut = Po.Run("check", tree.Root, "--task", "PO.3.2", "--output", reports.PathOf("r"));

        Assert.Equal(3, unread.ExitCode);
        Assert.Contains("PoPipeline does not read Travis CI", unread.Output, StringComparison.Ordinal);
        Assert.True(leftOut.ExitCode is 0, leftOut.Output);
        Assert.DoesNotContain("does not read", leftOut.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_that_nobody_has_added_yet_is_named_and_nothing_else()
    {
        tree.Write(".github/workflows/new.yml", Workflow).Write("notes.txt").Write("lib/b.cs").Write(".github/notes.md");

        var (_, output, _) = Po.Run("check", tree.Root, "--output", reports.PathOf("r"));

        Assert.Contains("'.github/workflows/new.yml' lies here, but git does not track it", Plain(output), StringComparison.Ordinal);
        Assert.DoesNotContain("notes", output, StringComparison.Ordinal);
        Assert.DoesNotContain("does not track", Plain(Check("lib").Output), StringComparison.Ordinal);
    }

    [Fact]
    public void A_submodule_is_named_and_never_counts_as_read()
    {
        tree.Git("update-index", "--add", "--cacheinfo", "160000,1111111111111111111111111111111111111111,vendor/lib");

        var (_, output, _) = Po.Run("check", tree.Root, "--output", reports.PathOf("r"));

        Assert.Contains("'vendor/lib' is a submodule, which is a repository of its own, so nothing in it was looked at", Plain(output), StringComparison.Ordinal);
        Assert.Contains("'vendor/lib' is a submodule", File.ReadAllText(reports.PathOf("r/popipeline.sarif")), StringComparison.Ordinal);
        Assert.Contains("`vendor/lib` is a submodule", File.ReadAllText(reports.PathOf("r/summary.md")), StringComparison.Ordinal);
        Assert.DoesNotContain("submodule", Plain(Check("lib").Output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".github", "'.github' is a symbolic link to 'real'")]
    [InlineData(".github/workflows", "'.github/workflows' is a symbolic link to '../real'")]
    public void A_link_in_place_of_a_folder_of_a_platform_is_named(string path, string words)
    {
        using var other = new TempTree().Write("real/ci.yml", Workflow).Link(path, path.Contains('/', StringComparison.Ordinal) ? "../real" : "real").Git("init").Git("add", ".");
        var check = Po.Run("check", other.Root, "--task", "PO.3.2", "--output", reports.PathOf("r"));
        var fix = Po.Run("fix", other.Root);

        Assert.Contains(words, Plain(check.Output), StringComparison.Ordinal);
        Assert.Contains($"Next: put a folder of this repository in place of '{path}', which is a symbolic link", Plain(check.Output), StringComparison.Ordinal);
        Assert.Contains(words, Plain(fix.Error), StringComparison.Ordinal);
    }

    [Fact]
    public void A_submodule_in_place_of_a_folder_of_a_platform_is_named_and_nothing_is_to_be_written_in_it()
    {
        using var other = new TempTree().Write("a.cs").Git("init").Git("update-index", "--add", "--cacheinfo", "160000,1111111111111111111111111111111111111111,.github").Git("add", "a.cs");
        var check = Po.Run("check", other.Root, "--rule", "PO2101", "--output", reports.PathOf("r"));
        var pipelines = Po.Run("check", other.Root, "--rule", "PO3201", "--output", reports.PathOf("r"));
        var owners = Po.Run("owners", "a.cs", "--root", other.Root);
        var fix = Po.Run("fix", other.Root);

        Assert.All([check.Output, owners.Error, fix.Error], said => Assert.Contains("'.github' is a submodule", Plain(said), StringComparison.Ordinal));
        Assert.Contains("Next: write CODEOWNERS;", Plain(check.Output), StringComparison.Ordinal);
        Assert.Contains("Next: put a folder of this repository in place of '.github', which is a submodule", Plain(pipelines.Output), StringComparison.Ordinal);
        Assert.DoesNotContain("Write '.github", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workflow_that_is_a_link_to_another_one_never_runs_and_is_judged_no_further()
    {
        tree.Write(".github/workflows/ci.yml", Workflow).Link(".github/workflows/same.yml", "ci.yml").Git("add", "--all");
        var (_, output, _) = Po.Run("check", tree.Root, "--show-all", "--output", reports.PathOf("r"));

        Assert.Contains(".github/workflows/same.yml:1:1 medium PO3202", output, StringComparison.Ordinal);
        Assert.Contains("The workflow is a symbolic link, which GitHub does not follow", Plain(output), StringComparison.Ordinal);
        Assert.Contains("ci.yml:7:15", output, StringComparison.Ordinal);
        Assert.DoesNotContain("same.yml:7", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_found_behind_a_link_is_not_said_to_be_mended_by_a_verb_that_writes_through_none()
    {
        const string Silent = "on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n      - run: make test\n";
        using var other = new TempTree().Write("real/ci.yml", Silent).Link(".github/workflows/ci.yml", "../../real/ci.yml");
        var linked = Po.Run("check", other.Root, "--output", reports.PathOf("r")).Output;
        using var plain = new TempTree().Write(".github/workflows/ci.yml", Silent).Link(".github/workflows/same.yml", "ci.yml");
        var once = Po.Run("check", plain.Root, "--output", reports.PathOf("r")).Output;
        var applied = Po.Run("fix", plain.Root, "--apply");
        var again = Po.Run("fix", plain.Root, "--apply");

        Assert.DoesNotContain("'po fix' can mend", linked, StringComparison.Ordinal);
        Assert.Contains("'po fix' can mend 2.", once, StringComparison.Ordinal);
        Assert.Equal((3, 3), (applied.ExitCode, again.ExitCode));
        Assert.Contains("'.github/workflows/same.yml' could not be read", applied.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was mended", again.Output + again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", "vendor/dep")]
    [InlineData("check", "vendor/dep/.github")]
    [InlineData("fix", "vendor/dep")]
    public void A_submodule_that_is_not_checked_out_is_no_folder_to_add(string verb, string folder)
    {
        tree.Write("vendor/dep/.github/workflows/ci.yml", Workflow).Git("update-index", "--add", "--cacheinfo", "160000,1111111111111111111111111111111111111111,vendor/dep");

        var (exitCode, output, error) = Po.Run(verb, tree.PathOf(folder));

        Assert.Equal((3, ""), (exitCode, output));
        Assert.Contains("'vendor/dep' is a submodule", Plain(error), StringComparison.Ordinal);
        Assert.Contains("'git submodule update --init'", Plain(error), StringComparison.Ordinal);
        Assert.DoesNotContain("git add", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", "new")]
    [InlineData("check", "new/.github")]
    [InlineData("fix", "new")]
    [InlineData("fix", "new/.github/workflows")]
    public void A_folder_that_nobody_has_added_yet_is_not_looked_at_which_is_said(string verb, string folder)
    {
        tree.Write("new/.github/workflows/ci.yml", Workflow).Write("new/a.cs");

        var (exitCode, output, error) = Po.Run(verb, tree.PathOf(folder));

        Assert.Equal((3, ""), (exitCode, output));
        Assert.Contains($"git tracks no file in '{folder}'", Plain(error), StringComparison.Ordinal);
        Assert.Contains("'git add'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Owners_in_a_folder_that_nobody_has_added_yet_are_not_said_to_be_nobody()
    {
        tree.Write("new/a.cs");

        var (exitCode, output, error) = Po.Run("owners", "a.cs", "--root", tree.PathOf("new"));

        Assert.Equal((3, ""), (exitCode, output));
        Assert.Contains("git tracks no file in 'new'", Plain(error), StringComparison.Ordinal);
        Assert.Contains("@acme/team", Po.Run("owners", "new/a.cs", "--root", tree.Root).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_git_ignores_is_a_tree_of_its_own()
    {
        tree.Write(".gitignore", "out/\n").Write("out/copy/.github/workflows/ci.yml", Workflow);

        Assert.Contains("ci.yml:7", Check("out/copy").Output, StringComparison.Ordinal);
    }

    private (int ExitCode, string Output, string Error) Check(string folder)
    {
        var (exitCode, output, error) = Po.Run("check", tree.PathOf(folder), "--format", "sarif,summary,snapshot", "--output", reports.PathOf("r"));
        return (exitCode, Plain(output), error);
    }

    // As one line, since the console breaks lines.
    private static string Plain(string output) => string.Join(' ', output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
