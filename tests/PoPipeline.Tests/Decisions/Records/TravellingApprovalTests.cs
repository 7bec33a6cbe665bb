using PoPipeline.Decisions.Records;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Judging;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Queries;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Tests.Decisions.Records;

/// <summary>What an approval does not hold for: another repository, and anything that it was not asked about.</summary>
public sealed class TravellingApprovalTests : IDisposable
{
    private readonly KeeperWorld world = new();

    private MemoryTracker Tracker => world.Tracker;

    public void Dispose() => world.Dispose();

    [Fact]
    public void An_approval_in_a_tracker_that_repositories_share_says_nothing_of_another_one()
    {
        Approved();
        Directory.Delete(world.Ledger, recursive: true);
        Tracker.Scope = Tracker.Scope with { Repository = "9" };

        var (outcome, assessment) = world.Run();

        Assert.True(Assert.Single(assessment.Findings).IsOpen);
        Assert.Empty(outcome.Records.Decisions);
        Assert.Empty(outcome.Records.Tamperings);
    }

    [Fact]
    public void The_ledger_of_another_repository_of_a_forge_is_tampering()
    {
        Approved();
        Tracker.Scope = Tracker.Scope with { Repository = "9" };

        var (outcome, assessment) = world.Run();

        Assert.True(Assert.Single(assessment.Findings).IsOpen);
        Assert.NotEmpty(outcome.Records.Tamperings);
    }

    [Theory]
    [InlineData("a", "it is about another repository, the one whose first commit is a; ask anew for this one")]
    [InlineData("", "it was asked for before requests said which repository they are about; ask anew")]
    public void Records_of_another_repository_that_came_along_with_a_folder_say_nothing_and_are_no_tampering(string commit, string why)
    {
        Tracker.Kind = TrackerKind.Folder;
        Tracker.Scope = new RequestScope("folder", "", "", commit);
        Approved();
        Tracker.Scope = Tracker.Scope with { Repository = "b" };

        var (outcome, assessment) = world.Run();

        Assert.True(Assert.Single(assessment.Findings).IsOpen);
        Assert.Empty(outcome.Records.Tamperings);
        Assert.Equal((DecisionState.Invalidated, why), (outcome.Records.Decisions.Single().State, outcome.Records.Decisions.Single().Why));

        // One can ask here, and what is approved here holds here, in whatever order the two are read.
        _ = world.Approve(world.Ask(), KeeperWorld.Alice);
        (outcome, assessment) = world.Run();
        Assert.False(Assert.Single(assessment.Findings).IsOpen);
        var turned = assessment.Snapshot with { Records = outcome.Records with { Decisions = [.. outcome.Records.Decisions.Reverse()] } };
        Assert.False(Assert.Single(Assessor.Assess(turned, KeeperWorld.Rules).Findings).IsOpen);
    }

    [Fact]
    public void The_branch_that_counts_says_what_a_repository_is_called_where_decisions_are_commits()
    {
        Tracker.Kind = TrackerKind.Folder;
        Tracker.Scope = new RequestScope("folder", "", "", "a");
        world.TreePolicy = Tracker.Policy;
        Tracker.Policy += "\n    identity: acme/app\n";
        Approved();
        Assert.Equal("acme/app", (RequestBlock.Read(Tracker.Issues[0].Body, out _)?.Scope)?.Owner);

        Tracker.Policy = Tracker.Policy.Replace("acme/app", "acme/fork", StringComparison.Ordinal);
        var (outcome, assessment) = world.Run();

        Assert.True(Assert.Single(assessment.Findings).IsOpen);
        Assert.Contains("it is about another repository, 'acme/app'", Assert.Single(outcome.Records.Decisions).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_added_below_an_approval_ends_it_and_is_told()
    {
        Approved();
        world.Extra = "\n        with: { token: a }";

        var (outcome, assessment) = world.Run();

        Assert.True(Assert.Single(assessment.Findings).IsOpen);
        var decision = Assert.Single(outcome.Records.Decisions);
        Assert.Equal(DecisionState.Resolved, decision.State);
        Assert.Contains("(step 'acme/build': 'with' is new)", decision.Why, StringComparison.Ordinal);
        using var writer = new StringWriter();
        RecordDetails.WriteText(decision, assessment.Snapshot, Tracker.Now, new TerminalWriter(writer));
        Assert.Contains("  step 'acme/build': 'uses': \"acme/build@v1\"\n", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("What is found now is not what it covers: step 'acme/build': 'with' is new.", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_branch_is_told_what_differs_from_what_was_approved()
    {
        Approved();
        world.Revision = "feed";
        world.Extra = "\n        with: { token: a }";

        var (_, assessment) = world.Run(writes: false);

        Assert.True(Assert.Single(assessment.Findings).IsOpen);
        Assert.Contains(
            "what is found is no longer what the request was about: step 'acme/build': 'with' is new",
            PoPipeline.Outputs.RecordWords.Sentence(Assert.Single(assessment.Findings), assessment.Snapshot),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_does_not_say_what_it_covers_or_lies_about_it_is_not_taken_in()
    {
        _ = world.Ask();
        var request = RequestBlock.Read(Tracker.Issues[0].Body, out _) ?? throw new InvalidOperationException("The request cannot be read.");
        DecisionRequest[] lies =
        [
            request with { Covers = [] },
            request with { Covers = [request.Covers[0]] },
            request with { Covers = [.. request.Covers.Select(part => part with { Name = "nothing of note" })] },
        ];
        foreach (var lie in lies)
        {
            using var other = new KeeperWorld();
            _ = other.Tracker.Add(KeeperWorld.Dora, "Please", RequestBlock.Write(lie with { Requester = KeeperWorld.Dora.Person }), IssueLabels.Record);
            Assert.Empty(other.Run().Outcome.Records.Decisions);
        }
    }

    [Fact]
    public void A_request_of_before_is_read_word_for_word_and_decides_nothing()
    {
        _ = world.Ask();
        var before = (RequestBlock.Read(Tracker.Issues[0].Body, out _) ?? throw new InvalidOperationException("The request cannot be read.")) with { Covers = [] };

        Assert.Contains("\"schema\":\"popipeline-request/1\"", System.Text.Encoding.UTF8.GetString(before.Canonical()), StringComparison.Ordinal);
        Assert.Equal(before.Digest, DecisionRequest.Read(before.Canonical())?.Digest);
        var recordEvent = new RecordEvent.Request(Tracker.Now, before, KeptIssue.Of(Tracker.Issues[0]));
        Assert.Equal(before.Digest, Assert.IsType<RecordEvent.Request>(RecordEventJson.Read(RecordEventJson.Write(recordEvent))).Asked.Digest);
    }

    [Fact]
    public void The_page_shows_what_a_decision_covers_and_no_text_of_others_leaves_its_fence()
    {
        world.Extra = "\n        \"```\\n@acme/all ```popipeline-request\\u202e\": \"</pre>\\n```\\n/close\"\n        with: { long: \"" + new string('x', 3000) + "\" }";
        _ = world.Ask();
        var body = Tracker.Issues[0].Body;
        var lines = body.Split('\n');

        Assert.NotNull(RequestBlock.Read(body, out _));
        Assert.Contains("| Repository | number 8 on github.com |", body, StringComparison.Ordinal);
        Assert.Contains("step 'acme/build': 'uses': \"acme/build@v1\"", lines);
        Assert.Contains("pipeline: 'on': \"push\"", lines);
        Assert.Contains("pipeline: 'permissions': {}", lines);
        Assert.Contains("job 'build': 'runs-on': \"ubuntu-24.04\"", lines);
        Assert.Contains(lines, line => line.StartsWith("step 'acme/build': 'with': {\"long\":\"xxx", StringComparison.Ordinal) && line.Contains("(cut: 3011 characters, sha256 ", StringComparison.Ordinal));
        Assert.Equal(["```text", "```", "```popipeline-request", "```"], lines.Where(line => line.StartsWith("```", StringComparison.Ordinal)));
        Assert.DoesNotContain('\u202e', body[..body.IndexOf("```popipeline-request", StringComparison.Ordinal)]);
        Assert.DoesNotContain(lines, line => line.StartsWith('/'));
    }

    private void Approved()
    {
        _ = world.Approve(world.Ask(), KeeperWorld.Alice);
        Assert.False(Assert.Single(world.Run().Assessment.Findings).IsOpen);
    }
}
