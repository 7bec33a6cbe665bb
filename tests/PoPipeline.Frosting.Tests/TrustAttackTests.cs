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
        Assert.Equal(0, Po.Run("approve", digest, "--until", "2026-12-24", "--reason", "fine", "--root", origin.Root, "--trusted-branch", name, "--output", reports.Root).ExitCode);
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

    private int Check(params string[] words) =>
        Po.Run(["check", clone.Root, .. words.Contains("--rule", StringComparer.Ordinal) ? [] : (string[])["--rule", "PO3204"], "--output", reports.PathOf("r"), .. words]).ExitCode;

    private void Clone(string branch) => clone.Git("clone", "--quiet", "--branch", branch, "file://" + origin.Root, ".");

    private static void Commit(TempTree tree, string who) =>
        tree.Git("add", "--all").Git("-c", $"user.name={who}", "-c", $"user.email={who}@example.org", "commit", "--quiet", "--allow-empty", "--message=m");
}
