using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>What an approval in a folder does not hold for: another repository, however its records came there, and what was added after it.</summary>
public sealed class RecordsTravelTests : IDisposable
{
    private const string Policy = "exceptions:\n  approvers: [carol@example.org]\n";

    private const string Workflow = """
        name: CI
        on: push
        permissions: {}
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - uses: acme/build@v1

        """;

    private readonly TempFolder folder = new();

    private string Reports => Path.Combine(folder.Path, "reports");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_approval_of_one_repository_does_not_hold_in_another_that_merges_its_history()
    {
        var (one, other) = (Approved("one"), Begin("other"));
        Git("alice", other, "fetch", "--quiet", one, "main");
        Git("alice", other, "merge", "--quiet", "--allow-unrelated-histories", "--message", "Take over what the other one has", "FETCH_HEAD");
        Assert.True(Directory.Exists(Path.Combine(other, ".popipeline", "records")));

        // What was fetched into it could be what is checked out, so somebody has to say which branch counts.
        string[] named = ["--trusted-branch", "main"];
        var (code, output, _) = Check(other, named);
        Assert.True(code == (int)ExitCode.Failed, output);
        Assert.Contains("it is about another repository", Po.Run("records", "list", other, "--json", "--trusted-branch", "main", "--output", Reports).Output, StringComparison.Ordinal);

        Assert.Contains("it is about another repository", Po.Run("records", "list", other, "--trusted-branch", "main", "--output", Reports).Output, StringComparison.Ordinal);

        // What is asked and approved here holds here.
        Approve(other, named);
        Assert.Equal((int)ExitCode.Met, Check(other, named).Code);
        Assert.Equal((int)ExitCode.Met, Check(one).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_approval_of_one_repository_does_not_hold_in_another_into_which_its_files_are_copied(bool withLedger)
    {
        var (one, other) = (Approved("one"), Begin("other"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(one, ".popipeline"), "*", SearchOption.AllDirectories)
                     .Where(file => withLedger || !file.Contains("ledger", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(other, Path.GetRelativePath(one, file));
            _ = Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? other);
            File.Copy(file, copy);
            Commit(Path.GetFileName(file).Contains("approve", StringComparison.Ordinal) ? "carol" : "alice", other, "Copy");
        }

        var (code, output, _) = Check(other);
        Assert.True(code == (int)ExitCode.Failed, output);
    }

    [Fact]
    public void An_approval_holds_in_a_clone_and_not_in_a_fork_that_calls_itself_otherwise()
    {
        var one = Approved("one");
        var fork = Path.Combine(folder.Path, "fork");
        Git("alice", one, "clone", "--quiet", one, fork);
        Git("alice", fork, "remote", "remove", "origin");
        Assert.Equal((int)ExitCode.Met, Check(fork).Code);

        File.WriteAllText(Path.Combine(fork, ".popipeline.yml"), Policy + "  records: { identity: acme/fork }\n");
        Commit("alice", fork, "Be somebody else");
        Assert.Equal((int)ExitCode.Failed, Check(fork).Code);
    }

    [Fact]
    public void A_branch_does_not_call_the_repository_what_it_likes()
    {
        var one = Approved("one");
        Git("alice", one, "config", "remote.origin.url", "https://example.org/widgets/app.git");
        Git("alice", one, "update-ref", "refs/remotes/origin/main", "main");
        Git("alice", one, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
        Git("alice", one, "checkout", "--quiet", "-b", "change");
        File.WriteAllText(Path.Combine(one, ".popipeline.yml"), Policy + "  records: { identity: acme/other }\n");
        Commit("mallory", one, "Be somebody else");

        Assert.Equal((int)ExitCode.Met, Check(one).Code);
    }

    [Theory]
    [InlineData("acme/build@v1", "acme/build@v1\n        with: { token: '${{ secrets.DEPLOY }}' }", "step 'acme/build': 'with' is new")]
    [InlineData("acme/build@v1", "acme/build@v1\n        env: { A: b }", "step 'acme/build': 'env' is new")]
    [InlineData("on: push", "on: [push, pull_request_target]", "pipeline: 'on' is something else")]
    [InlineData("permissions: {}", "permissions: { contents: write }", "pipeline: 'permissions' is something else")]
    [InlineData("    steps:", "    permissions: { contents: write }\n    steps:", "job 'build': 'permissions' is new")]
    [InlineData("    steps:", "    container: acme/tools@sha256:0123456789012345678901234567890123456789012345678901234567890123\n    steps:", "job 'build': 'container' is new")]
    public void What_is_added_after_an_approval_is_not_approved(string old, string added, string changed)
    {
        var one = Approved("one");
        Change(one, old, added);

        var (code, output, _) = Check(one);
        Assert.True(code == (int)ExitCode.Failed, output);
        Assert.Contains(changed, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: CI", "# why\n\nname: Build")]
    [InlineData("    steps:\n", "    steps:\n      - run: make\n")]
    [InlineData("jobs:\n", "jobs:\n  lint:\n    runs-on: ubuntu-24.04\n    permissions: { contents: write }\n    steps: [{ run: make lint }]\n")]
    [InlineData("acme/build@v1", "'acme/build@v1' # soon to be pinned")]
    public void What_stands_beside_it_takes_no_approval_away_and_a_replay_says_the_same(string old, string other)
    {
        var one = Approved("one");
        Change(one, old, other);

        var (code, output, error) = Check(one);
        Assert.True(code == (int)ExitCode.Met, output + error);
        var snapshot = Assert.Single(Directory.GetFiles(Reports, "*snapshot*.json"));
        Assert.Equal((int)ExitCode.Met, Po.Run("check", "--snapshot", snapshot, "--rule", "PO3204", "--output", Path.Combine(folder.Path, "replay")).ExitCode);
    }

    [Fact]
    public void Whoever_asks_or_approves_is_shown_what_that_covers()
    {
        var tree = Begin("one");
        var (_, asked, _) = Po.Run("request", "PO3204", "--reason", "no release yet", "--root", tree, "--output", Reports);
        Assert.Contains("A decision covers, and ends where any of it becomes something else:\n  file: .github/workflows/ci.yml\n", asked, StringComparison.Ordinal);
        Assert.Contains("\n  step 'acme/build': 'uses': \"acme/build@v1\"\n", asked, StringComparison.Ordinal);
        var digest = asked.Split("po approve ")[1][..8];
        Commit("alice", tree, "Ask");

        Assert.Contains("  pipeline: 'permissions': {}\n", Po.Run("records", "show", digest, "--root", tree, "--output", Reports).Output, StringComparison.Ordinal);
        Assert.Contains("  pipeline: 'on': \"push\"\n", Po.As("carol", "approve", digest, "--until", "2026-12-24", "--reason", "fine", "--root", tree, "--output", Reports).Output, StringComparison.Ordinal);
        Assert.Contains("\"covers\": [", Po.Run("records", "show", digest, "--root", tree, "--json", "--output", Reports).Output, StringComparison.Ordinal);
    }

    private string Begin(string name)
    {
        Components.Program("git", "run `apt-get install git`");
        var tree = Path.Combine(folder.Path, name);
        _ = folder.Write($"{name}/.github/workflows/ci.yml", Workflow);
        _ = folder.Write($"{name}/.popipeline.yml", Policy);
        Git("alice", tree, "init", "--quiet", "--initial-branch=main");
        Git("alice", tree, "config", "user.email", "alice@example.org");
        Commit("alice", tree, $"Begin {name}");
        return tree;
    }

    private string Approved(string name)
    {
        var tree = Begin(name);
        Approve(tree);
        Assert.Equal((int)ExitCode.Met, Check(tree, "--records").Code);
        Commit("alice", tree, "Keep the ledger");
        return tree;
    }

    private void Approve(string tree, params string[] more)
    {
        var (code, output, error) = Po.Run(["request", "PO3204", "--reason", "no release yet", "--root", tree, "--output", Reports, .. more]);
        Assert.True(code == 0, error);
        Commit("alice", tree, "Ask");
        var digest = output.Split("po approve ")[1][..8];
        Assert.Equal(0, Po.As("carol", ["approve", digest, "--until", "2026-12-24", "--reason", "fine", "--root", tree, "--output", Reports, .. more]).ExitCode);
        Commit("carol", tree, "Approve");
    }

    private static void Change(string tree, string old, string other)
    {
        var file = Path.Combine(tree, ".github", "workflows", "ci.yml");
        Assert.Contains(old, File.ReadAllText(file), StringComparison.Ordinal);
        File.WriteAllText(file, File.ReadAllText(file).Replace(old, other, StringComparison.Ordinal));
        Commit("mallory", tree, "Change");
    }

    private (int Code, string Output, string Error) Check(string tree, params string[] more) => Po.Run(["check", tree, "--rule", "PO3204", "--output", Reports, .. more]);

    private static void Commit(string who, string tree, string message)
    {
        Git(who, tree, "add", "--all");
        Git(who, tree, "commit", "--quiet", "--allow-empty", "--message", message);
    }

    private static void Git(string who, string tree, params string[] words) => GitAs.Run(who, tree, words);
}
