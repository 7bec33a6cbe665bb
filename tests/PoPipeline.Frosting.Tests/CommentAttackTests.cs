using System.Globalization;
using System.Text.RegularExpressions;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Trackers.Folder;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>What somebody may try with an exception in a comment, where the policy names who decides: a comment only asks.</summary>
public sealed partial class CommentAttackTests : IDisposable
{
    private const string Pipeline = """
        name: CI
        on: issue_comment
        permissions: { issues: write }
        jobs:
          build:
            runs-on: ubuntu-24.04
            timeout-minutes: 5
            steps:
              - run: echo "${{ github.event.comment.body }}" # po: ignore PO3205 until 2027-10-01 -- nobody comments

        """;

    private const string Approvers = "exceptions:\n  approvers: [carol@example.org, dave@example.org]\n";

    private static readonly string[] People = ["carol", "dave"];

    private readonly TempTree tree = new();
    private readonly TempTree reports = new();

    public void Dispose()
    {
        tree.Dispose();
        reports.Dispose();
    }

    [Theory]
    [InlineData("--fail-on", "high")]
    [InlineData("--fail-on", "critical")]
    [InlineData("--rule", "PO3205")]
    [InlineData("--task", "PO.3.2")]
    public void A_comment_on_which_nobody_decided_excuses_nothing(params string[] words)
    {
        Begin(Approvers);

        var (code, output, _) = Check(words);

        Assert.True(code == (int)ExitCode.Failed, output);
        var text = Blanks().Replace(output, " ");
        Assert.Contains("A comment on line 9 asks to accept it until 2027-10-01: nobody comments. Nobody has decided on that yet: po request PO3302 --subject '.github/workflows/ci.yml#suppression/po/PO3205'", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_is_as_severe_as_what_it_silences()
    {
        Begin(Approvers);

        Assert.Contains("critical PO3302", Check("--rule", "PO3302").Output, StringComparison.Ordinal);
        Assert.Equal((int)ExitCode.Failed, Check("--rule", "PO3302", "--fail-on", "critical").Code);
    }

    [Theory]
    [InlineData("2026-12-20", 1, ExitCode.Failed)]
    [InlineData("2026-12-20", 2, ExitCode.Met)]
    [InlineData("2026-12-23", 2, ExitCode.Failed)]
    public void What_a_comment_excuses_needs_the_approvals_and_ends_by_the_days_of_what_it_silences(string until, int approvals, ExitCode expected)
    {
        Begin(Approvers);
        var (code, output, error) = Po.Run("request", "PO3302", "--reason", "no release yet", "--root", tree.Root, "--output", reports.Root);
        Assert.True(code == 0, error);
        Commit("alice");
        var digest = output.Split("po approve ")[1][..8];
        var asked = Path.GetFileName(Assert.Single(Directory.GetDirectories(tree.PathOf(".popipeline/records"), "PO3302-*")));
        foreach (var who in People.Take(approvals))
        {
            // By hand, since 'po approve' writes nothing that the policy refuses.
            _ = FolderDecisions.Write(tree.Root, new RecordsPolicy(), asked, new Command(CommandVerb.Approve, digest, DateOnly.Parse(until, CultureInfo.InvariantCulture), "fine"));
            Commit(who);
        }

        Assert.All<string[]>([["--rule", "PO3205"], ["--rule", "PO3302"], ["--task", "PO.3.2"], ["--fail-on", "critical"]], words =>
        {
            var (gate, text, _) = Check(words);
            Assert.True(gate == (int)expected, text);
            var snapshot = Assert.Single(Directory.GetFiles(reports.PathOf("r"), "*snapshot*.json"));
            Assert.Equal((int)expected, Po.Run(["check", "--snapshot", snapshot, .. words, "--output", reports.PathOf("replay")]).ExitCode);
        });
    }

    [Fact]
    public void What_a_comment_asks_for_is_asked_for_once_where_runs_file_requests()
    {
        Begin(Approvers + "  records: { request: automatic }\n");

        Assert.Equal((int)ExitCode.Failed, Check("--records").Code);

        var filed = Directory.GetDirectories(tree.PathOf(".popipeline/records")).Select(Path.GetFileName).ToList();
        _ = Assert.Single(filed, name => name!.StartsWith("PO3302", StringComparison.Ordinal));
        Assert.DoesNotContain(filed, name => name!.StartsWith("PO3205", StringComparison.Ordinal));
        Assert.Contains("asked for a decision on that (PO3302-", Blanks().Replace(Check("--rule", "PO3205").Output, " "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exceptions: { maximum-days: 365 }\n")]
    [InlineData(Approvers + "rules:\n  disable:\n    - { rule: PO3302, reason: Reviews do that. }\n")]
    public void Where_no_decision_is_asked_for_a_comment_counts(string policy)
    {
        Begin(policy);

        Assert.Equal((int)ExitCode.Met, Check("--rule", "PO3205").Code);
    }

    private void Begin(string policy)
    {
        Components.Program("git", "run `apt-get install git`");
        tree.Write(".github/workflows/ci.yml", Pipeline).Write(".popipeline.yml", policy);
        tree.Git("init", "--quiet", "--initial-branch=main").Git("config", "user.email", "alice@example.org");
        Commit("alice");
    }

    private void Commit(string who) =>
        tree.Git("add", "--all").Git("-c", $"user.name={who}", "-c", $"user.email={who}@example.org", "commit", "--quiet", "--allow-empty", "--message=m");

    private (int Code, string Output, string Error) Check(params string[] words) => Po.Run(["check", tree.Root, "--output", reports.PathOf("r"), .. words]);

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
