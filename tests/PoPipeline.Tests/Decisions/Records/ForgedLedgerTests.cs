using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Records;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Ledger;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Decisions.Records;

/// <summary>A ledger that comes with a pull request, or from whoever may push: what it says counts only where the tracker says so, too.</summary>
public sealed class ForgedLedgerTests : IDisposable
{
    private static readonly DateOnly Until = new(2026, 12, 24);

    private readonly KeeperWorld world = new();

    private MemoryTracker Tracker => world.Tracker;

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_ledger_that_calls_a_request_approved_without_a_decision_is_not_believed()
    {
        var request = world.Ask();
        Append(Moved(request, DecisionState.Requested, DecisionState.Approved));

        AssertTampering("the ledger says that it is approved, and no decision says so");
    }

    [Fact]
    public void A_comment_that_says_something_else_is_no_decision_whatever_the_ledger_makes_of_it()
    {
        var request = world.Ask();
        Append(Decided(request, KeeperWorld.Alice, "I shall look at it tomorrow."), Moved(request, DecisionState.Requested, DecisionState.Approved));

        AssertTampering("the ledger holds another decision than the comment does");
    }

    [Fact]
    public void An_approval_of_somebody_who_may_not_is_not_believed_because_the_ledger_counts_it()
    {
        var request = world.Ask();
        Append(Decided(request, KeeperWorld.Mallory), Moved(request, DecisionState.Requested, DecisionState.Approved));

        AssertTampering("'mallory', who approved, is no longer among those who may");
    }

    [Fact]
    public void An_approval_of_whoever_asked_is_not_believed_because_the_ledger_counts_it()
    {
        Tracker.Approvers.Add(KeeperWorld.Dora.Id);
        var request = world.Ask();
        Append(Decided(request, KeeperWorld.Dora), Moved(request, DecisionState.Requested, DecisionState.Approved));

        AssertTampering("the ledger counts an approval that does not count: Whoever asks does not decide");
    }

    [Fact]
    public void A_ledger_that_lets_an_approval_hold_for_longer_is_not_believed()
    {
        var request = world.Ask();
        Append(Decided(request, KeeperWorld.Alice), Moved(request, DecisionState.Requested, DecisionState.Approved, Until.AddDays(20)));

        AssertTampering("the ledger lets it hold for longer than its approvals do");
    }

    [Fact]
    public void A_ledger_that_brings_what_is_over_back_is_no_ledger()
    {
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice);
        _ = world.Run();
        _ = Tracker.Comment(request.Issue[1..], KeeperWorld.Bob, $"/po revoke {request.Digest[..Command.LeastDigits]} reason: no");
        Assert.Equal(DecisionState.Revoked, world.Only().State);
        Append(Moved(request, DecisionState.Revoked, DecisionState.Approved));

        AssertTampering("It makes a request that is Revoked one that is Approved");
    }

    [Fact]
    public void A_ledger_that_passes_over_a_rejection_is_not_believed()
    {
        var request = world.Ask();
        var (id, no) = (request.Issue[1..], $"/po reject {request.Digest[..Command.LeastDigits]} reason: no");
        var rejection = Tracker.Comment(id, KeeperWorld.Bob, no);
        Append(
            new RecordEvent.Refusal(Tracker.Now, request.Key, Kept(id, rejection), ["It does not count."]),
            Decided(request, KeeperWorld.Alice),
            Moved(request, DecisionState.Requested, DecisionState.Approved));

        var (outcome, assessment) = world.Run();

        Assert.Equal((DecisionState.Invalidated, "'bob', who may decide, said no"), (outcome.Records.Decisions[0].State, outcome.Records.Decisions[0].Why));
        Assert.True(Assert.Single(assessment.Findings).IsOpen);
    }

    [Fact]
    public void What_is_on_no_branch_that_counts_is_no_decision_even_where_the_ledger_counts_it()
    {
        var request = world.Ask();
        var approval = world.Approve(request, KeeperWorld.Alice);
        _ = world.Run();
        Tracker.ChangeComment(request.Issue[1..], approval, comment => comment with { Unproven = "It is not on branch 'main' yet" });

        var (outcome, assessment) = world.Run(writes: false);

        Assert.True(Assert.Single(assessment.Findings).IsOpen);
        Assert.Contains(outcome.Records.Gaps, gap => gap.Failed);
        Assert.Empty(outcome.Records.Tamperings);
    }

    [Fact]
    public void An_approval_that_a_stricter_policy_no_longer_allows_ends_without_a_charge_of_tampering()
    {
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice);
        _ = world.Run();
        Tracker.Policy += "\n  limits:\n    high: { days: 10, approvals: 1 }\n    medium: { days: 10, approvals: 1 }\n    low: { days: 10, approvals: 1 }\n";

        var (outcome, assessment) = world.Run();

        Assert.Equal(DecisionState.Invalidated, outcome.Records.Decisions[0].State);
        Assert.Contains("the policy allows 10 days now", outcome.Records.Decisions[0].Why, StringComparison.Ordinal);
        Assert.Empty(outcome.Records.Tamperings);
        Assert.True(Assert.Single(assessment.Findings).IsOpen);
    }

    private void AssertTampering(string what)
    {
        foreach (var writes in new[] { false, true })
        {
            var (outcome, assessment) = world.Run(writes: writes);
            Assert.Contains(outcome.Records.Tamperings, tampering => tampering.What.Contains(what, StringComparison.Ordinal));
            Assert.True(Assert.Single(assessment.Findings).IsOpen);
            Assert.Equal(ExitCode.Tampering, BuildGate.Judge(assessment, Severity.Low).Code);
        }
    }

    private void Append(params RecordEvent[] events) =>
        LedgerFolder.Open(world.Ledger, signer: null, []).Append([.. events.Select(recordEvent => (ReadOnlyMemory<byte>)RecordEventJson.Write(recordEvent))], cancellation: TestContext.Current.CancellationToken);

    private RecordEvent.Transition Moved(RecordedDecision request, DecisionState from, DecisionState to, DateOnly? until = null) =>
        new(Tracker.Now, request.Key, from, to, "", until ?? Until);

    private RecordEvent.Decision Decided(RecordedDecision request, Account author, string? body = null)
    {
        var digest = request.Digest[..Command.LeastDigits];
        var command = new Command(CommandVerb.Approve, digest, Until, "low risk");
        var id = Tracker.Comment(request.Issue[1..], author, body ?? command.ToString());
        return new RecordEvent.Decision(Tracker.Now, request.Key, Kept(request.Issue[1..], id), command, []);
    }

    private KeptComment Kept(string issue, string comment) =>
        KeptComment.Of(Tracker.Issues.Single(candidate => candidate.Id == issue).Comments.Single(candidate => candidate.Id == comment));
}
