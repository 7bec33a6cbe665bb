using System.Diagnostics;
using PoPipeline.Tests;
using PoPipeline.Tool;

namespace PoPipeline.Frosting.Tests;

/// <summary>What a pull request, or many runs at once, might do to the records of a folder.</summary>
public sealed class RecordsAttackTests : IDisposable
{
    private const string Approvers = "exceptions:\n  approvers: [carol@example.org]\n  records: { request: automatic }\n";

    private readonly TempFolder folder = new();

    private string Tree => Path.Combine(folder.Path, "tree");

    private string Reports => Path.Combine(folder.Path, "reports");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_policy_that_is_named_by_its_full_path_makes_nobody_an_approver_who_is_none_on_the_branch()
    {
        var policy = Begin("ci/policy.yml");
        var digest = Ask(policy);
        Commit("alice", "Ask");
        Assert.Equal(0, Po.Run("approve", digest, "--until", "2026-12-24", "--reason", "fine", "--root", Tree, "--config", policy, "--output", Reports).ExitCode);
        Commit("mallory", "Approve");
        PublishMain();
        Git("alice", "checkout", "--quiet", "-b", "change");
        File.WriteAllText(policy, Approvers.Replace("carol", "mallory", StringComparison.Ordinal));
        Commit("mallory", "Change the policy");

        Assert.Equal((int)ExitCode.Failed, Po.Run("check", Tree, "--config", policy, "--rule", "PO3204", "--output", Reports).ExitCode);

        Git("alice", "checkout", "--quiet", "main");
        File.WriteAllText(policy, Approvers.Replace("carol", "mallory", StringComparison.Ordinal));
        Commit("alice", "Change the policy, reviewed");
        PublishMain();
        Assert.Equal((int)ExitCode.Met, Po.Run("check", Tree, "--config", policy, "--rule", "PO3204", "--output", Reports).ExitCode);
    }

    [Fact]
    public void A_decision_that_no_longer_makes_sense_is_not_written()
    {
        var policy = Begin(".popipeline.yml");
        var digest = Ask(policy);

        var (code, _, error) = Po.Run("revoke", digest, "--reason", "no", "--root", Tree, "--output", Reports);
        Assert.Equal(((int)ExitCode.Usage, true), (code, error.Contains("is requested, so there is nothing to revoke", StringComparison.Ordinal)));
        (code, _, error) = Po.Run("reject", digest, "--reason", "no\nnever", "--root", Tree, "--output", Reports);
        Assert.Equal(((int)ExitCode.Usage, true), (code, error.Contains("one line", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ten_processes_at_once_file_one_request_and_leave_a_valid_ledger()
    {
        _ = Begin(".popipeline.yml");
        var runs = Enumerable.Range(0, 10).Select(run => Start(
            "dotnet", folder.Path, [Path.Combine(AppContext.BaseDirectory, "po.dll"), "check", Tree, "--records", "--rule", "PO3204", "--output", Path.Combine(Reports, $"{run}")])).ToList();
        foreach (var run in runs)
        {
            var said = await run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(run.ExitCode == (int)ExitCode.Failed, said);
            run.Dispose();
        }

        _ = Assert.Single(Directory.GetDirectories(Path.Combine(Tree, ".popipeline", "records")));
        Assert.Equal((int)ExitCode.Met, Po.Run("ledger", "verify", Path.Combine(Tree, ".popipeline", "ledger")).ExitCode);
    }

    private string Begin(string policy)
    {
        Components.Program("git", "run `apt-get install git`");
        _ = folder.Write(
            "tree/.github/workflows/ci.yml",
            "name: CI\non: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: acme/build@v1\n");
        var path = folder.Write($"tree/{policy}", Approvers);
        Git("alice", "init", "--quiet", "--initial-branch=main");
        Commit("alice", "Begin");
        Git("alice", "config", "user.email", "alice@example.org");
        return path;
    }

    // As a clone knows what is published.
    private void PublishMain()
    {
        Git("alice", "config", "remote.origin.url", "https://example.org/widgets/app.git");
        Git("alice", "update-ref", "refs/remotes/origin/main", "main");
        Git("alice", "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
    }

    private string Ask(string policy)
    {
        var (code, output, error) = Po.Run("request", "PO3204", "--reason", "no release yet", "--root", Tree, "--config", policy, "--output", Reports);
        Assert.True(code == 0, error);
        return output.Split("po approve ")[1][..8];
    }

    private void Commit(string who, string message)
    {
        Git(who, "add", "--all");
        Git(who, "commit", "--quiet", "--allow-empty", "--message", message);
    }

    private void Git(string who, params string[] words)
    {
        using var git = Start("git", Tree, ["-c", $"user.name={who}", "-c", $"user.email={who}@example.org", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null", .. words]);
        var error = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, error);
    }

    private static Process Start(string program, string folder, string[] words) =>
        Process.Start(new ProcessStartInfo(program, words) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = program is "git" })
        ?? throw new InvalidOperationException($"{program} does not start.");
}
