using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>What somebody may try who can push a branch, against the policy that judges and against who decides.</summary>
public sealed class TrustAttackTests : IDisposable
{
    private const string Pipeline = "name: CI\non: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: acme/build@v1\n";
    private const string Policy = "exceptions:\n  approvers: [carol@example.org]\n";

    private readonly TempTree origin = new();
    private readonly TempTree clone = new();
    private readonly TempTree reports = new();

    public TrustAttackTests()
    {
        Components.Program("git", "run `apt-get install git`");
        origin.Write(".github/workflows/ci.yml", Pipeline).Write(".popipeline.yml", Policy);
        origin.Git("init", "--quiet", "--initial-branch=trunk").Git("add", "--all").Git("commit", "--quiet", "--message=Begin");
    }

    public void Dispose()
    {
        origin.Dispose();
        clone.Dispose();
        reports.Dispose();
    }

    [Theory]
    [InlineData("main")]
    [InlineData("master")]
    public void A_pushed_branch_with_a_usual_name_brings_neither_approvers_nor_approvals(string name)
    {
        origin.Git("checkout", "--quiet", "-b", name);
        origin.Write(".popipeline.yml", Policy.Replace("carol", "mallory", StringComparison.Ordinal));
        Commit(origin, "alice");
        var asked = Po.Run("request", "PO3204", "--reason", "none", "--root", origin.Root, "--trusted-branch", name, "--output", reports.Root);
        Assert.True(asked.ExitCode == 0, asked.Error);
        Commit(origin, "alice");
        var digest = asked.Output.Split("po approve ")[1][..8];
        Assert.Equal(0, Po.As("mallory", "approve", digest, "--until", "2026-12-24", "--reason", "fine", "--root", origin.Root, "--trusted-branch", name, "--output", reports.Root).ExitCode);
        Commit(origin, "mallory");
        Clone(name);

        // The approval is good where that branch counts, and nowhere else.
        Assert.Equal((int)ExitCode.Met, Check("--trusted-branch", name));
        Assert.Equal((int)ExitCode.Failed, Check("--trusted-branch", "trunk"));
        clone.Git("remote", "set-head", "origin", "--delete");
        var (code, output, error) = Po.Run("check", clone.Root, "--rule", "PO3204", "--output", reports.PathOf("r"));
        Assert.Equal((int)ExitCode.Failed, code);
        Assert.Contains("--trusted-branch", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_else_is_open_a_branch_that_is_not_known_is_incomplete_and_not_met()
    {
        Clone("trunk");
        clone.Write(".github/workflows/ci.yml", Pipeline.Replace("uses: acme/build@v1", "run: make", StringComparison.Ordinal));
        Assert.Equal((int)ExitCode.Met, Check());

        clone.Git("remote", "set-head", "origin", "--delete");

        Assert.Equal((int)ExitCode.Incomplete, Check());
    }

    [Theory]
    [InlineData("rules:\n  disable:\n    - { rule: PO3204, reason: no }\n")]
    [InlineData("pipelines:\n  pins:\n    - { name: \"**\", require: none }\n")]
    [InlineData("exceptions:\n  approvers: [mallory@example.org]\n")]
    [InlineData("extends: looser.yml\n")]
    [InlineData("")]
    [InlineData(null)]
    public void A_change_that_loosens_the_policy_is_judged_by_that_of_the_branch(string? policy)
    {
        Clone("trunk");
        clone.Git("checkout", "--quiet", "-b", "change");
        clone.Write("looser.yml", "rules:\n  disable:\n    - { rule: PO3204, reason: no }\n");
        if (policy is null)
        {
            File.Delete(clone.PathOf(".popipeline.yml"));
        }
        else
        {
            clone.Write(".popipeline.yml", policy);
        }

        Commit(clone, "mallory");

        Assert.Equal((int)ExitCode.Failed, Check());
        Assert.Equal((int)(policy is null ? ExitCode.Usage : ExitCode.Failed), Check("--config", clone.PathOf(".popipeline.yml")));
        var (code, output, _) = Po.Run("check", clone.Root, "--rule", "PO3306", "--output", reports.PathOf("r"));
        Assert.Equal((int)ExitCode.Failed, code);
        Assert.Contains("high PO3306", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_that_a_change_adds_excuses_only_where_the_policy_of_the_branch_lets_comments_do_so()
    {
        origin.Write(".popipeline.yml", Policy + "  inline: false\n");
        Commit(origin, "alice");
        Clone("trunk");
        clone.Write(".github/workflows/ci.yml", Pipeline.TrimEnd('\n') + " # po: ignore PO3204 until 2026-12-01 -- no\n").Write(".popipeline.yml", Policy + "  inline: true\n");
        Commit(clone, "mallory");

        Assert.Equal((int)ExitCode.Failed, Check());
    }

    [Fact]
    public void A_policy_that_whoever_runs_the_check_keeps_outside_of_the_tree_is_the_strongest()
    {
        Clone("trunk");
        reports.Write("policy.yml", "rules:\n  disable:\n    - { rule: PO3204, reason: Another tool does it. }\n");

        Assert.Equal((int)ExitCode.Failed, Check());
        Assert.Equal((int)ExitCode.Met, Check("--rule", "PO3207", "--config", reports.PathOf("policy.yml")));
    }

    [Fact]
    public void What_vouches_for_the_policy_stands_in_the_summary()
    {
        Clone("trunk");
        _ = Check();
        Assert.Contains("The policy of branch `trunk` judges", File.ReadAllText(reports.PathOf("r/summary.md")), StringComparison.Ordinal);

        Directory.Delete(clone.PathOf(".git"), recursive: true);
        var (_, output, _) = Po.Run("check", clone.Root, "--output", reports.PathOf("r"));
        Assert.Contains("nothing vouches for it", File.ReadAllText(reports.PathOf("r/summary.md")), StringComparison.Ordinal);
        Assert.Contains("nothing vouches for it", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_merge_that_gives_the_histories_several_bases_excuses_no_loosened_policy(int minute)
    {
        const string Loosened = Policy + "rules:\n  disable:\n    - { rule: PO3204, reason: no }\n";
        origin.Write(".popipeline.yml", Loosened);
        Commit(origin, "alice");
        origin.Git("checkout", "--quiet", "-b", "feature").Run("env", $"GIT_COMMITTER_DATE=2026-11-01T08:0{minute}:00Z", "git", "-c", "user.name=bob", "-c", "user.email=bob@example.org", "commit", "--quiet", "--allow-empty", "--message=m");
        origin.Git("checkout", "--quiet", "trunk").Write(".popipeline.yml", Policy);
        origin.Run("env", "GIT_COMMITTER_DATE=2026-11-01T08:03:00Z", "git", "-c", "user.name=alice", "-c", "user.email=alice@example.org", "commit", "--quiet", "--all", "--message=m");
        origin.Git("merge", "--quiet", "--no-ff", "--message=m", "feature");
        Clone("trunk");
        clone.Git("checkout", "--quiet", "-b", "attack", "origin/feature").Git("merge", "--quiet", "--strategy=ours", "--message=m", "origin/trunk~1");
        Commit(clone, "mallory");

        Assert.Equal((int)ExitCode.Failed, Check("--rule", "PO3306"));
    }

    [Theory]
    [InlineData("request.md")]
    [InlineData("note.txt")]
    public void A_file_among_the_records_makes_no_other_branch_count(string file)
    {
        origin.Git("checkout", "--quiet", "-b", "change");
        origin.Write(".popipeline.yml", Policy + "rules:\n  disable:\n    - { rule: PO3204, reason: no }\n");
        Commit(origin, "mallory");
        Assert.Equal((int)ExitCode.Failed, CheckOrigin("--rule", "PO3204,PO3207"));
        Assert.Equal((int)ExitCode.Incomplete, CheckOrigin("--rule", "PO3306"));

        origin.Write($".popipeline/records/x/{file}", "x");
        Commit(origin, "mallory");

        Assert.Equal((int)ExitCode.Failed, CheckOrigin("--rule", "PO3204,PO3207"));
        Assert.Equal((int)ExitCode.Incomplete, CheckOrigin("--rule", "PO3306"));
        Assert.Equal((int)ExitCode.Failed, CheckOrigin("--rule", "PO3204,PO3207", "--records"));
    }

    [Fact]
    public void No_verb_of_the_records_takes_a_branch_that_the_check_does_not_take()
    {
        origin.Git("checkout", "--quiet", "-b", "change");
        origin.Write(".popipeline.yml", Policy.Replace("carol", "mallory", StringComparison.Ordinal)).Write("CODEOWNERS", "* @acme/a\n");
        Commit(origin, "mallory");

        Assert.All(
            [
                ["request", "PO3204", "--reason", "none", "--root", origin.Root], ["records", "list", origin.Root], ["records", "sync", origin.Root], ["records", "verify", origin.Root],
                ["records", "show", "0123456789ab", "--root", origin.Root], ["review", "code-owners", origin.Root],
                ["approve", "0123456789ab", "--until", "2026-12-24", "--reason", "fine", "--root", origin.Root],
            ],
            (string[] words) =>
            {
                var (code, output, error) = Po.Run([.. words, "--output", reports.Root]);
                Assert.True(code != 0 && (output + error).Contains("--trusted-branch", StringComparison.Ordinal), $"{words[0]}: {code} {output}{error}");
            });
        Assert.False(Directory.Exists(origin.PathOf(".popipeline/records")));
    }

    [Fact]
    public void An_approval_counts_on_no_branch_of_ones_own_that_asks_for_less_than_another()
    {
        origin.Git("checkout", "--quiet", "-b", "change");
        origin.Write(".popipeline.yml", Policy.Replace("carol", "mallory", StringComparison.Ordinal));
        Commit(origin, "mallory");
        Decide(origin, "change");

        Assert.Equal((int)ExitCode.Met, CheckOrigin("--trusted-branch", "change"));
        Assert.Equal((int)ExitCode.Failed, CheckOrigin());
    }

    [Fact]
    public void A_clone_without_its_remote_in_which_a_branch_drops_an_approver_is_not_known_and_not_tampered_with()
    {
        origin.Write(".popipeline.yml", "exceptions:\n  approvers: [carol@example.org, alice@example.org]\n");
        Commit(origin, "alice");
        Decide(origin, "trunk", "alice");
        Assert.Equal(0, Po.Run("records", "sync", origin.Root, "--trusted-branch", "trunk", "--output", reports.Root).ExitCode);
        Commit(origin, "carol");
        Clone("trunk");
        clone.Git("remote", "remove", "origin").Git("checkout", "--quiet", "-b", "change");
        clone.Write(".popipeline.yml", Policy);
        Commit(clone, "bob");

        Assert.Equal((int)ExitCode.Incomplete, Check("--rule", "PO3207"));
        Assert.Equal((int)ExitCode.Incomplete, Check("--rule", "PO3207", "--records"));
    }

    [Fact]
    public void A_snapshot_says_which_policy_judges_as_the_check_does()
    {
        origin.Git("checkout", "--quiet", "-b", "change");
        origin.Write(".popipeline.yml", Policy + "rules:\n  disable:\n    - { rule: PO3204, reason: no }\n").Write(".popipeline/records/x/request.md", "x");
        Commit(origin, "mallory");

        Assert.Equal(0, Po.Run("collect", origin.Root, "--output", reports.PathOf("s")).ExitCode);
        Assert.Equal((int)ExitCode.Failed, Po.Run("check", "--snapshot", reports.PathOf("s/snapshot.json"), "--rule", "PO3204,PO3207", "--output", reports.PathOf("r")).ExitCode);
        Assert.Equal((int)ExitCode.Incomplete, Po.Run("check", "--snapshot", reports.PathOf("s/snapshot.json"), "--rule", "PO3306", "--output", reports.PathOf("r")).ExitCode);
    }

    [Fact]
    public void A_repository_of_ones_own_is_judged_by_its_own_policy_with_and_without_records()
    {
        origin.Git("branch", "other").Git("checkout", "--quiet", "-b", "change");
        Assert.Equal((int)ExitCode.Failed, CheckOrigin());
        Assert.Equal((int)ExitCode.Met, CheckOrigin("--rule", "PO3306"));

        Decide(origin, branch: null, "carol");

        Assert.Equal((int)ExitCode.Met, CheckOrigin());
        Assert.Equal((int)ExitCode.Met, CheckOrigin("--rule", "PO3306", "--records"));
    }

    // Somebody asks, and somebody else approves, all committed on what is checked out.
    private void Decide(TempTree tree, string? branch, string who = "mallory")
    {
        string[] more = ["--root", tree.Root, "--output", reports.Root, .. branch is null ? [] : (string[])["--trusted-branch", branch]];
        var asked = Po.Run(["request", "PO3204", "--reason", "none", .. more]);
        Assert.True(asked.ExitCode == 0, asked.Error);
        Commit(tree, "bob");
        var digest = asked.Output.Split("po approve ")[1][..8];
        var approved = Po.As(who, ["approve", digest, "--until", "2026-12-24", "--reason", "fine", .. more]);
        Assert.True(approved.ExitCode == 0, approved.Error);
        Commit(tree, who);
    }

    private int CheckOrigin(params string[] words) =>
        Po.Run(["check", origin.Root, .. words.Contains("--rule", StringComparer.Ordinal) ? [] : (string[])["--rule", "PO3204"], "--output", reports.PathOf("r"), .. words]).ExitCode;

    private int Check(params string[] words) =>
        Po.Run(["check", clone.Root, .. words.Contains("--rule", StringComparer.Ordinal) ? [] : (string[])["--rule", "PO3204"], "--output", reports.PathOf("r"), .. words]).ExitCode;

    private void Clone(string branch) => clone.Git("clone", "--quiet", "--branch", branch, "file://" + origin.Root, ".");

    private static void Commit(TempTree tree, string who) =>
        tree.Git("add", "--all").Git("-c", $"user.name={who}", "-c", $"user.email={who}@example.org", "commit", "--quiet", "--allow-empty", "--message=m");
}
