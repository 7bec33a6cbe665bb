using System.Text.Json.Nodes;
using PoPipeline.Decisions;
using PoPipeline.Decisions.Records;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;
using static PoPipeline.Tests.Decisions.GitLab.GitLabWorld;

namespace PoPipeline.Tests.Decisions.GitLab;

/// <summary>A request from its beginning to its end, each run with a tracker and a copy of the ledger of its own.</summary>
public class GitLabStoryTests
{
    private const string Policy = """
        exceptions:
          approvers: ["@acme/security"]
          records:
            tracker: gitlab
        """;

    [Fact]
    public async Task A_request_is_refused_approved_and_void_when_somebody_edits_the_approval()
    {
        await using var world = await StartAsync();
        world.Act("pushFile", "root", new JsonObject { ["path"] = ".popipeline.yml", ["content"] = Policy });

        var (asked, open) = await RunAsync(world, asks: true);
        var request = Assert.Single(asked.Filed);
        Assert.Equal(DecisionState.Requested, request.State);
        Assert.True(Assert.Single(open.Findings).IsOpen);
        Assert.Equal(["po:record", "po:requested"], (await world.OnlyIssueAsync()).Labels.Order(StringComparer.Ordinal));

        var command = $"/po approve {request.Digest[..8]} until 2026-12-24 reason: low risk until the new release";
        world.Comment("mallory", command);
        var refused = Assert.Single((await RunAsync(world)).Outcome.Records.Decisions);
        Assert.Equal(DecisionState.Requested, refused.State);
        Assert.Contains("'mallory' is not among those who may decide: @acme/security.", Assert.Single(refused.Refusals).Reasons);
        Assert.Equal(["po:record", "po:requested"], (await world.OnlyIssueAsync()).Labels.Order(StringComparer.Ordinal));
        Assert.Contains("not among those who may decide", (await world.OnlyIssueAsync()).Comments[^1].Body, StringComparison.Ordinal);

        var approval = world.Comment("alice", command);
        var (approved, accepted) = await RunAsync(world);
        Assert.Equal(DecisionState.Approved, Assert.Single(approved.Records.Decisions).State);
        Assert.False(Assert.Single(accepted.Findings).IsOpen);
        Assert.Equal(["po:approved", "po:record"], (await world.OnlyIssueAsync()).Labels.Order(StringComparer.Ordinal));

        world.Act("editComment", "mallory", new JsonObject { ["issue"] = 1, ["note"] = approval, ["body"] = command + ", and for ever" });
        var (edited, again) = await RunAsync(world);
        Assert.Equal(DecisionState.Invalidated, Assert.Single(edited.Records.Decisions).State);
        Assert.NotEmpty(edited.Records.Tamperings);
        Assert.True(Assert.Single(again.Findings).IsOpen);
        Assert.False((await world.OnlyIssueAsync()).IsOpen);

        Assert.Empty(world.Server.Control("quickActions", [])["seen"]!.AsArray());
        _ = Assert.Single(await world.IssuesAsync());
    }

    private static async Task<(RecordsOutcome Outcome, Assessment Assessment)> RunAsync(GitLabWorld world, bool asks = false)
    {
        using var tree = new TemporaryFolder();
        using var ledger = new TemporaryFolder();
        _ = Directory.CreateDirectory(Path.Combine(tree.Path, ".github", "workflows"));
        await File.WriteAllTextAsync(Path.Combine(tree.Path, ".popipeline.yml"), Policy, Cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(tree.Path, ".github", "workflows", "ci.yml"),
            """
            name: CI
            on: push
            permissions: {}
            jobs:
              build:
                runs-on: ubuntu-24.04
                steps:
                  - uses: acme/build@v1
            """,
            Cancellation);
        var time = new FixedTime(DateTimeOffset.Parse("2026-11-23T09:00:00Z"));
        var rules = RuleSet.All.Where(rule => rule.Id is "PO3204").ToArray();
        var policy = PoPipeline.Configuration.PolicyReader.OfRepository(tree.Path) with { Forge = Forge.GitHub };
        var snapshot = new Collector(time).Collect(new CollectionRequest { Root = tree.Path, Policy = policy, Trust = new PolicyTrust { Source = PolicySource.Tree }, UseGit = false });
        var assessment = FindingEvidences.Complete(Assessor.Assess(snapshot, [.. rules]), new WorkingTree(tree.Path));
        var finding = Assert.Single(assessment.Findings);
        var outcome = await new RecordsKeeper(world.Tracker(), time).RunAsync(
            new RecordsRequest
            {
                Assessment = assessment,
                Ledger = ledger.Path,
                Writes = true,
                IsComplete = true,
                FileFrom = Severity.Medium,
                Asked = asks ? [new Asked { Finding = finding, Reason = "the vendor signs no commits yet", Requester = new Person("104", "dave") }] : [],
            },
            Cancellation);
        return (outcome, Assessor.Assess(assessment.Snapshot with { Records = outcome.Records }, [.. rules]));
    }
}
