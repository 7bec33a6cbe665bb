using PoPipeline.Ledger;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>A repository that brings links or files to where a run writes.</summary>
public sealed class WrittenPathTests : IDisposable
{
    private const string Finding = "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: somebody/something@main\n";

    private const string Approvers = "exceptions:\n  approvers: [carol@example.org]\n  records: { request: automatic }\n";

    private readonly TempTree tree = new();
    private readonly TempTree elsewhere = new();

    public void Dispose()
    {
        tree.Dispose();
        elsewhere.Dispose();
    }

    [Theory]
    [InlineData("check {tree} --output {tree}/po-report", "po-report")]
    [InlineData("check {tree} --output {tree}/po-report/deep/er", "po-report")]
    [InlineData("check {tree} --output {tree}/a/b", "a/b")]
    [InlineData("check {tree}/.github --output {tree}/po-report", "po-report")]
    [InlineData("collect {tree} --output {tree}/po-report", "po-report")]
    [InlineData("check --snapshot {tree}/kept.json --output {tree}/po-report", "po-report")]
    [InlineData("check {tree} --records --output {outside}", ".popipeline")]
    [InlineData("check {tree} --records --output {outside}", ".popipeline/records")]
    [InlineData("check {tree} --records --output {outside}", ".popipeline/ledger")]
    [InlineData("check {tree} --records --output {outside} --ledger {tree}/kept/ledger", "kept")]
    [InlineData("check {tree} --records --output {outside} --ledger {tree}/kept/ledger", "kept/ledger")]
    [InlineData("request PO3204 --reason r --root {tree} --output {outside}", ".popipeline")]
    [InlineData("request PO3204 --reason r --root {tree} --output {outside}", ".popipeline/ledger")]
    [InlineData("records sync {tree} --output {outside}", ".popipeline/ledger")]
    public void A_link_where_something_is_written_ends_the_run_and_nothing_is_written_through_it(string words, string link)
    {
        tree.Git("init", "--quiet").Write(".github/workflows/ci.yml", Finding).Write(".popipeline.yml", Approvers).Link(link, elsewhere.Root).Git("add", "--all");
        tree.Write("kept.json", SnapshotOf());
        foreach (var name in new[] { "popipeline.sarif", "summary.md", "outcome.env", "checkpoint" })
        {
            elsewhere.Write(name, "mine");
        }

        using var outside = new TempTree();
        var (exitCode, output, error) = Po.Run([.. words.Split(' ').Select(word => word.Replace("{tree}", tree.Root, StringComparison.Ordinal).Replace("{outside}", outside.Root, StringComparison.Ordinal))]);

        Assert.True(exitCode is 2, $"{exitCode}: {output}{error}");
        Assert.Contains("is a symbolic link", error, StringComparison.Ordinal);
        Assert.Equal(["checkpoint", "outcome.env", "popipeline.sarif", "summary.md"], Directory.EnumerateFileSystemEntries(elsewhere.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.EnumerateFiles(elsewhere.Root), file => Assert.Equal("mine", File.ReadAllText(file)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside.Root));
    }

    [Theory]
    [InlineData("po-report/popipeline.sarif")]
    [InlineData("po-report/outcome.env")]
    [InlineData("po-report/ledger")]
    [InlineData("po-report/notes.txt")]
    public void A_link_in_the_output_folder_ends_the_run_and_what_it_leads_to_stays(string link)
    {
        var victim = elsewhere.Write("victim", "mine").PathOf("victim");
        tree.Write("README.md").Link(link, victim);

        var (exitCode, _, error) = Po.Run("check", tree.Root, "--output", tree.PathOf("po-report"), "--format", "sarif,outcome");

        Assert.Equal(2, exitCode);
        Assert.Contains("is a symbolic link", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(victim));
        Assert.Single(Directory.EnumerateFileSystemEntries(tree.PathOf("po-report")));
    }

    [Theory]
    [InlineData("index.html")]
    [InlineData("deeper/outcome.env")]
    [InlineData("outcome.env/file")]
    public void What_is_no_report_ends_the_run_before_any_report_is_written(string stranger)
    {
        tree.Write("README.md").Write($"po-report/{stranger}", "forged");

        var (exitCode, _, error) = Po.Run("check", tree.Root, "--output", tree.PathOf("po-report"));

        Assert.Equal(2, exitCode);
        Assert.Contains($"'{stranger.Split('/')[0]}', which is no report", error, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(tree.PathOf("po-report")));
    }

    [Fact]
    public void A_report_that_is_tracked_ends_the_run_however_little_of_the_repository_is_judged()
    {
        tree.Git("init", "--quiet").Write("part/README.md").Write("po-report/outcome.env", "LD_PRELOAD=/tmp/evil.so\n").Git("add", "--all");

        var (exitCode, _, error) = Po.Run("check", tree.PathOf("part"), "--output", tree.PathOf("po-report"), "--format", "outcome");
        File.Delete(tree.PathOf("po-report/outcome.env"));
        var (moved, _, _) = Po.Run("check", tree.PathOf("part"), "--output", tree.PathOf("po-report"), "--format", "outcome");

        Assert.Equal((2, 2), (exitCode, moved));
        Assert.Contains("holds files of the repository, such as 'po-report/outcome.env'", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(tree.PathOf("po-report")));
    }

    [Fact]
    public void A_run_after_another_finds_its_own_folder()
    {
        tree.Git("init", "--quiet").Write(".github/workflows/ci.yml", Finding).Write(".popipeline.yml", Approvers).Git("add", "--all");
        tree.Write($"po-report/popipeline.sarif.{Guid.NewGuid():n}.tmp", "left by one that was killed").Write("po-report/ledger/kept").Write("po-report/other/ledger/kept");
        string[] words = ["check", tree.Root, "--rule", "PO3204", "--output", tree.PathOf("po-report"), "--ledger", tree.PathOf("po-report/other/ledger")];

        Assert.Equal((1, 1), (Po.Run(words).ExitCode, Po.Run(words).ExitCode));
        Assert.True(File.Exists(tree.PathOf("po-report/popipeline.sarif")));
    }

    [Fact]
    public void A_folder_outside_of_every_repository_is_shared_with_others()
    {
        tree.Write("README.md");
        elsewhere.Write("coverage.xml", "theirs");

        Assert.Equal(0, Po.Run("check", tree.Root, "--rule", "PO3204", "--output", elsewhere.Root).ExitCode);
        Assert.Equal("theirs", File.ReadAllText(elsewhere.PathOf("coverage.xml")));
    }

    [Fact]
    public void A_ledger_behind_a_link_is_not_signed()
    {
        LedgerFolder.Open(elsewhere.Root, signer: null, []).Append([new byte[] { 1 }]);
        var before = File.ReadAllBytes(elsewhere.PathOf("checkpoint"));
        tree.Git("init", "--quiet").Link(".popipeline/ledger", elsewhere.Root);

        var refused = Assert.Throws<LedgerException>(() => LedgerFolder.Open(tree.PathOf(".popipeline/ledger"), signer: null, []).Append([new byte[] { 2 }]));

        Assert.Contains("is a symbolic link", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(elsewhere.PathOf("checkpoint")));
    }

    [Fact]
    public void A_start_behind_a_link_of_the_repository_is_refused()
    {
        tree.Git("init", "--quiet").Write("README.md").Link("part", elsewhere.Root);

        var (exitCode, output, _) = Po.Run("init", tree.PathOf("part"), "--forge", "github", "--revision", new string('1', 40), "--owner", "@acme/security", "--force");

        Assert.Equal(2, exitCode);
        Assert.Contains("is a symbolic link", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere.Root));
    }

    [Theory]
    [InlineData("check {tree} --output {tree}/po-report", "is a file. Remove it, or name another folder with --output")]
    [InlineData("check {tree} --output {tree}/po-report/deep/er", "is a file. Remove it, or name another folder with --output")]
    [InlineData("check {tree} --output {tree}/.git/x", "which is git's own")]
    [InlineData("check {tree} --output {tree}/.GIT/hooks", "which is git's own")]
    [InlineData("collect {tree} --output {tree}/.git", "which is git's own")]
    [InlineData("check {tree} --records --output {outside} --ledger {tree}/.git/ledger", "which is git's own")]
    [InlineData("records sync {tree} --output {outside} --ledger {tree}/po-report", "is a file. Remove it, or name another folder with --ledger")]
    [InlineData("check {tree} --output {outside} --key nosuch", "neither a file nor a key")]
    [InlineData("check {tree} --output {outside} --key {tree}/README.md", "cannot be used")]
    public void What_cannot_be_written_to_or_read_as_a_key_is_wrong_usage_before_anything_is_judged(string words, string expected)
    {
        tree.Git("init", "--quiet").Git("config", "user.email", "alice@example.org").Write("README.md", "text\n").Write("po-report", "theirs").Write(".popipeline.yml", Approvers).Write(".github/workflows/ci.yml", Finding);
        tree.Git("add", "--all", ":!po-report").Git("-c", "user.name=alice", "commit", "--quiet", "--message=m");
        Assert.Equal(0, Po.Run("request", "PO3204", "--reason", "r", "--root", tree.Root, "--output", elsewhere.PathOf("r")).ExitCode);

        var (exitCode, output, error) = Po.Run(words.Replace("{tree}", tree.Root, StringComparison.Ordinal).Replace("{outside}", elsewhere.Root, StringComparison.Ordinal).Split(' '));

        Assert.True(exitCode == 2, output + error);
        Assert.Contains(expected, (output + error).ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal("theirs", File.ReadAllText(tree.PathOf("po-report")));
        Assert.DoesNotContain("SSDF task", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tree.PathOf(".git/x")));
    }

    // Of another tree: this one is refused, whatever of it is named.
    private static string SnapshotOf()
    {
        using var kept = new TempTree();
        using var other = new TempTree();
        Assert.Equal(0, Po.Run("collect", other.Write(".github/workflows/ci.yml", Finding).Root, "--output", kept.Root).ExitCode);
        return File.ReadAllText(kept.PathOf("snapshot.json"));
    }
}
