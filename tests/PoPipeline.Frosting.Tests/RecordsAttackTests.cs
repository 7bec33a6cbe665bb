using PoPipeline.Tests;

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
        Assert.Equal(0, Po.As("carol", "approve", digest, "--until", "2026-12-24", "--reason", "fine", "--root", Tree, "--config", policy, "--output", Reports).ExitCode);
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
    public void A_revocation_that_is_deleted_before_any_run_has_seen_it_still_ends_the_exception()
    {
        var policy = Begin(".popipeline.yml");
        var digest = Ask(policy);
        Commit("alice", "Ask");
        Decide("carol", "approve", digest, "--until", "2026-12-24");
        Assert.Equal((int)ExitCode.Met, Check().ExitCode);
        Decide("carol", "revoke", digest);
        var revocation = Assert.Single(Directory.GetFiles(Path.Combine(Tree, ".popipeline", "records"), "*-revoke-*", SearchOption.AllDirectories));
        File.Delete(revocation);
        Commit("mallory", "Tidy up");

        var (code, output, error) = Check();

        Assert.Equal(((int)ExitCode.Tampering, ""), (code, error));
        Assert.Matches("the revocation was deleted by 'mallory' in commit [0-9a-f]{12} of 2[0-9-]{9}, and still counts", string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal((int)ExitCode.Tampering, Po.Run("records", "verify", Tree, "--output", Reports).ExitCode);
    }

    [Theory]
    [InlineData("bob", "alice", ExitCode.Met)]
    [InlineData("bob", null, ExitCode.Failed)]
    [InlineData(null, "alice", ExitCode.Failed)]
    public void With_signers_nobody_approves_what_they_may_have_committed_in_the_name_of_another(string? changed, string? asked, ExitCode expected)
    {
        var policy = Begin(".popipeline.yml");
        _ = folder.Write("tree/.popipeline.yml", Approvers.Replace("{ request", "{ signers: .popipeline/signers, request", StringComparison.Ordinal));
        _ = folder.Write("tree/.popipeline/signers", string.Concat("alice bob carol".Split(' ').Select(who => $"{who}@example.org {Key(who)}\n")));
        Commit("alice", "Sign");
        var workflow = Path.Combine(Tree, ".github", "workflows", "ci.yml");
        File.WriteAllText(workflow, File.ReadAllText(workflow).Replace("@v1", "@v2", StringComparison.Ordinal));
        Commit("bob", "Change", changed);
        var digest = Ask(policy);
        Commit("alice", "Ask", asked);
        Decide("carol", "approve", digest, "--until", "2026-12-24");

        Assert.Equal((int)expected, Check().ExitCode);
        if (expected is not ExitCode.Met)
        {
            Assert.Contains("may be who approves", Po.Run("records", "show", digest, "--root", Tree, "--output", Reports).Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_decision_that_no_longer_makes_sense_is_not_written()
    {
        var policy = Begin(".popipeline.yml");
        var digest = Ask(policy);

        var (code, _, error) = Po.As("carol", "revoke", digest, "--reason", "no", "--root", Tree, "--output", Reports);
        Assert.Equal(((int)ExitCode.Usage, true), (code, error.Contains("is requested, so there is nothing to revoke", StringComparison.Ordinal)));
        (code, _, error) = Po.As("carol", "reject", digest, "--reason", "no\nnever", "--root", Tree, "--output", Reports);
        Assert.Equal(((int)ExitCode.Usage, true), (code, error.Contains("one line", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ten_processes_at_once_file_one_request_and_leave_a_valid_ledger()
    {
        _ = Begin(".popipeline.yml");
        var runs = await Task.WhenAll(Enumerable.Range(0, 10).Select(run => ChildProcess.RunAsync(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "po.dll"), "check", Tree, "--records", "--rule", "PO3204", "--output", Path.Combine(Reports, $"{run}")], folder.Path)));
        Assert.All(runs, run => Assert.True(run.ExitCode == (int)ExitCode.Failed, run.Error));

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

    private (int ExitCode, string Output, string Error) Check() => Po.Run("check", Tree, "--rule", "PO3204", "--output", Reports);

    // Signed, where whoever decides has a key.
    private void Decide(string who, string verb, string digest, params string[] more)
    {
        var (code, _, error) = Po.As(who, [verb, digest, "--reason", "OPS-812", "--root", Tree, "--output", Reports, .. more]);
        Assert.True(code == 0, error);
        Commit(who, verb, File.Exists(Path.Combine(folder.Path, who)) ? who : null);
    }

    private string Key(string who)
    {
        Components.Program("ssh-keygen", "run `apt-get install openssh-client`");
        var file = Path.Combine(folder.Path, who);
        ChildProcess.Demand("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file]);
        return File.ReadAllText(file + ".pub").Trim();
    }

    private void Commit(string who, string message, string? key = null)
    {
        Git(who, "add", "--all");
        Git(who, ["-c", "gpg.format=ssh", "-c", $"user.signingkey={Path.Combine(folder.Path, key ?? "")}", "commit", "--quiet", "--allow-empty", "--message", message, .. key is null ? (string[])[] : ["--gpg-sign"]]);
    }

    private void Git(string who, params string[] words) => GitAs.Run(who, Tree, words);
}
