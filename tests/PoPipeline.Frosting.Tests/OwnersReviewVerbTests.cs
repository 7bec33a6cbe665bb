using System.Text.Json.Nodes;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>A review of the owners of an organisation or group, verb after verb, where decisions are commits.</summary>
public sealed class OwnersReviewVerbTests : IDisposable
{
    private const string Tree = "tree";

    private readonly TempTree folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("github", "github", "hubot", "octocat")]
    [InlineData("gitlab", "diaspora", "raymond_smith")]
    public void Owners_that_were_reviewed_meet_the_rule(string kind, string organization, params string[] owners)
    {
        using var forge = new AnswerServer(kind);
        var target = $"{kind}:{forge.Address}/{organization}";
        Make();
        Assert.Contains("never reviewed on record", Judge(target), StringComparison.Ordinal);

        var (exitCode, output, error) = Run("alice", "review", "organization-owners", target, "--root", folder.PathOf(Tree), "--until", "2026-12-24");

        Assert.True(exitCode == 0, output + error);
        Assert.Contains($"review of organization-owners of {target}, opened 2026-11-22: 0 of {owners.Length} ", output, StringComparison.Ordinal);
        Assert.Contains("due on 2026-12-24", output, StringComparison.Ordinal);
        Assert.All(owners, owner => Assert.Contains($"  {owner}: not decided\n", output, StringComparison.Ordinal));
        Assert.Equal(0, Run("alice", "review", "organization-owners", target, "--root", folder.PathOf(Tree)).ExitCode);
        _ = Assert.Single(Directory.GetDirectories(folder.PathOf("tree/.popipeline/records")));
        Commit("alice");
        Assert.Contains(" has not decided on ", Judge(target), StringComparison.Ordinal);

        for (var row = 1; row <= owners.Length; row++)
        {
            Assert.Equal(0, Run("carol", "review", "keep", $"e{row}", "--root", folder.PathOf(Tree)).ExitCode);
        }

        Commit("carol");
        Assert.Equal("", Judge(target));
        Assert.Contains("done on", Run("alice", "records", "sync", folder.PathOf(Tree)).Output, StringComparison.Ordinal);
        Assert.Equal("", Judge(target));
    }

    [Fact]
    public void A_list_that_could_not_be_seen_opens_no_review()
    {
        using var forge = new AnswerServer();
        Make();
        forge.Change("GET /orgs/github/members?role=admin&per_page=100", _ => new JsonArray());

        var nobody = Run("alice", "review", "organization-owners", $"github:{forge.Address}/github", "--root", folder.PathOf(Tree));
        var hidden = Run("alice", "review", "organization-owners", $"github:{forge.Address}/hidden", "--root", folder.PathOf(Tree));

        Assert.Equal(3, nobody.ExitCode);
        Assert.Contains("No review is opened, since the owners of 'github' could not be seen: the forge names none", nobody.Error, StringComparison.Ordinal);
        Assert.Equal(3, hidden.ExitCode);
        Assert.Contains("No review is opened, since the owners of 'hidden' could not be seen: 404", hidden.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("tree/.popipeline")));
    }

    [Fact]
    public void Owners_may_come_from_a_snapshot()
    {
        using var forge = new AnswerServer();
        var target = $"github:{forge.Address}/github";
        Make();
        _ = Run("alice", "org", target, "--root", folder.PathOf(Tree), "--output", folder.PathOf("out"));

        var (exitCode, output, error) = Run("alice", "review", "organization-owners", "--snapshot", folder.PathOf("out/snapshot.json"), "--root", folder.PathOf(Tree));
        var both = Run("alice", "review", "organization-owners", target, "--snapshot", folder.PathOf("out/snapshot.json"), "--root", folder.PathOf(Tree));
        var neither = Run("alice", "review", "organization-owners", "--root", folder.PathOf(Tree));

        Assert.True(exitCode == 0, output + error);
        Assert.Contains($"review of organization-owners of {target}", output, StringComparison.Ordinal);
        Assert.Equal((2, "po: A snapshot holds the owners that it was collected with: name either it or the organisation.\n"), (both.ExitCode, both.Error));
        Assert.Equal(2, neither.ExitCode);
        Assert.Contains("Name the organisation or group", neither.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_reviews_that_are_open_one_is_named()
    {
        using var forge = new AnswerServer();
        Make();
        Assert.Equal(0, Run("alice", "review", "code-owners", folder.PathOf(Tree)).ExitCode);
        var opened = Run("alice", "review", "organization-owners", $"github:{forge.Address}/github", "--root", folder.PathOf(Tree)).Output;
        Commit("alice");
        var digest = opened.Split('\n').Single(line => line.Contains("organization-owners", StringComparison.Ordinal)).Split(' ')[0];

        var unnamed = Run("carol", "review", "keep", "e2", "--root", folder.PathOf(Tree));
        var named = Run("carol", "review", "keep", "e2", "--digest", digest, "--root", folder.PathOf(Tree));

        Assert.Contains($"po review keep e1 --digest {digest}, or po review remove e1 --digest {digest}", opened, StringComparison.Ordinal);
        Assert.Equal(2, unnamed.ExitCode);
        Assert.Contains("2 reviews are open; name one with --digest: ", unnamed.Error, StringComparison.Ordinal);
        Assert.True(named.ExitCode == 0, named.Error);
        Assert.StartsWith("Wrote .popipeline/records/PO4205-", named.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Issues_are_read_only_where_somebody_asks_for_it()
    {
        using var forge = new AnswerServer();
        Make("exceptions:\n  approvers: ['@acme/security']\n  records:\n    tracker: github\n");

        var (_, output, _) = Run("alice", "org", $"github:{forge.Address}/github", "--root", folder.PathOf(Tree), "--output", folder.PathOf("out"), "--rule", "PO4205");

        Assert.DoesNotContain("never reviewed", output, StringComparison.Ordinal);
        Assert.Contains("which only a run with --records reads", File.ReadAllText(folder.PathOf("out/popipeline.sarif")), StringComparison.Ordinal);
    }

    // What the rule says; empty where it passes.
    private string Judge(string target)
    {
        var (exitCode, output, error) = Run("alice", "org", target, "--root", folder.PathOf(Tree), "--output", folder.PathOf("out"), "--rule", "PO4205", "--fail-on", "low");
        var results = JsonNode.Parse(File.ReadAllText(folder.PathOf("out/popipeline.sarif")))!["runs"]![0]!["results"]!.AsArray();
        var kinds = results.Select(result => result!["kind"]?.ToString() ?? "fail").Distinct().ToList();
        Assert.True(exitCode == (kinds.Contains("fail") ? 1 : 0), output + error);
        Assert.DoesNotContain(kinds, kind => kind is "open" or "review");
        return string.Join('\n', results.Where(result => (result!["kind"]?.ToString() ?? "fail") is "fail").Select(result => result!["message"]!["text"]!.ToString()));
    }

    private void Make(string policy = "exceptions:\n  approvers: [carol@example.org]\n")
    {
        folder.Write("tree/.popipeline.yml", policy).Write("tree/CODEOWNERS", "* @acme/team\n");
        folder.Git("init", Tree);
        Commit("alice");
    }

    private void Commit(string who) =>
        folder.Git("-C", Tree, "add", ".").Run("git", "-C", Tree, "-c", $"user.name={who}", "-c", $"user.email={who}@example.org", "commit", "--quiet", "-m", "Change");

    private static (int ExitCode, string Output, string Error) Run(string who, params string[] words) => Po.As(who, words);
}
