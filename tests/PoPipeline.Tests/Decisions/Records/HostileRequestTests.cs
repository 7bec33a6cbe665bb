using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Records;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Tests.Decisions.Records;

/// <summary>What people write into issues by hand, to get in the way of what others ask or decide.</summary>
public sealed class HostileRequestTests : IDisposable
{
    private readonly KeeperWorld world = new();

    private MemoryTracker Tracker => world.Tracker;

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(999)]
    [InlineData(int.MaxValue)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Nobody_numbers_a_request_at_will(int round)
    {
        var request = Approved();
        _ = File(Read(request) with { Round = round, Requester = KeeperWorld.Mallory.Person });

        var (outcome, assessment) = world.Run();

        Assert.Equal(request.Key, Assert.Single(outcome.Records.Decisions).Key);
        Assert.False(Assert.Single(assessment.Findings).IsOpen);
    }

    [Theory]
    [InlineData("PO3204 $(touch pwned)", null)]
    [InlineData("PO32O4", null)]
    [InlineData(null, "x'; touch pwned #")]
    [InlineData(null, "ABCDEF")]
    public void What_a_request_names_is_a_rule_and_a_hash(string? rule, string? fingerprint)
    {
        var request = Read(world.Ask());
        var forged = request with { Rule = rule ?? request.Rule, Fingerprint = fingerprint ?? request.Fingerprint, Requester = KeeperWorld.Mallory.Person };
        forged = forged with { Evidence = ResultDigest.Of(forged.Rule, forged.Fingerprint, forged.Severity, forged.Covers) };

        Assert.True(RequestShape.IsSound(request));
        Assert.False(RequestShape.IsSound(forged));
    }

    [Fact]
    public void Asking_again_takes_nothing_away_from_what_is_approved()
    {
        var request = Approved();
        var first = Read(request);
        _ = File(first with { Round = 2, Previous = first.Digest, Requester = KeeperWorld.Mallory.Person });

        var (outcome, assessment) = world.Run();

        Assert.Equal([DecisionState.Approved, DecisionState.Requested], outcome.Records.Decisions.OrderBy(decision => decision.Round).Select(decision => decision.State));
        Assert.False(Assert.Single(assessment.Findings).IsOpen);
    }

    [Theory]
    [InlineData(DecisionKind.Review)]
    [InlineData(DecisionKind.Exception)]
    public void No_request_of_one_kind_takes_the_place_of_another(DecisionKind kind)
    {
        var request = Read(world.Ask());
        Tracker.Delete(Tracker.Issues[0].Id);
        _ = world.Run();
        var forged = kind is DecisionKind.Review
            ? request with { Kind = kind, Entries = [new RequestEntry("e1", "@acme/all")] }
            : request with { Rule = ReviewRules.Of("code-owners"), Fingerprint = ReviewRules.FingerprintOf("code-owners") };
        _ = File(forged with { Round = 2, Previous = request.Digest, Requester = KeeperWorld.Mallory.Person });

        var (outcome, _) = world.Run(writes: false);

        Assert.DoesNotContain(outcome.Records.Decisions, decision => decision.Requester == KeeperWorld.Mallory.Person);
        Assert.Empty(outcome.Records.Reviews);
    }

    [Fact]
    public void A_review_that_names_somebody_twice_is_none()
    {
        var request = Read(world.Ask());
        _ = File(request with
        {
            Kind = DecisionKind.Review,
            Rule = ReviewRules.Of("code-owners"),
            Fingerprint = ReviewRules.FingerprintOf("code-owners"),
            Subject = "code-owners",
            Entries = [new RequestEntry("e1", "@alice"), new RequestEntry("e2", "@Alice")],
            Requester = KeeperWorld.Mallory.Person,
        });

        Assert.Empty(world.Run().Outcome.Records.Reviews);
    }

    [Theory]
    [InlineData('汉')]
    [InlineData('\u0001')]
    [InlineData('"')]
    public void However_long_a_comment_is_the_runs_go_on(char filling)
    {
        var request = world.Ask();
        var digest = request.Digest[..Command.LeastDigits];
        var filler = new string(filling, 23_000);
        _ = Tracker.Comment(request.Issue[1..], KeeperWorld.Mallory, $"/po approve {digest} until 2026-12-24 reason: {new string(filling, 1900)}\n{filler}");
        _ = Tracker.Comment(request.Issue[1..], KeeperWorld.Mallory, $"/po nonsense\n{filler}");
        _ = Tracker.Comment(request.Issue[1..], KeeperWorld.Alice, $"/po approve {digest} until 2026-12-24 reason: fine\n{filler}");

        var (outcome, assessment) = world.Run();

        Assert.Equal(DecisionState.Approved, Assert.Single(outcome.Records.Decisions).State);
        Assert.False(Assert.Single(assessment.Findings).IsOpen);
        Assert.Equal(DecisionState.Approved, world.Only().State);
    }

    [Fact]
    public void However_long_a_request_is_that_somebody_wrote_the_runs_go_on()
    {
        var request = Read(world.Ask());
        _ = File(request with { Fingerprint = "f00d", Reason = new string('汉', 21_000), Requester = KeeperWorld.Mallory.Person });

        _ = Assert.Single(world.Run().Outcome.Records.Decisions);
    }

    private RecordedDecision Approved()
    {
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice);
        _ = world.Run();
        return request;
    }

    private DecisionRequest Read(RecordedDecision decision) =>
        RequestBlock.Read(Tracker.Issues.Single(issue => issue.Name == decision.Issue).Body, out _) ?? throw new InvalidOperationException("The issue has no request.");

    private TrackedIssue File(DecisionRequest request) => Tracker.Add(KeeperWorld.Mallory, "Please", RequestBlock.Write(request), IssueLabels.Record);
}
