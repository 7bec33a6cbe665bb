using PoPipeline.Configuration;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Decisions.Trust;
using PoPipeline.Forges;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Decisions.Records;

public sealed class RecordsKeeperTests : IDisposable
{
    private readonly KeeperWorld world = new();

    private MemoryTracker Tracker => world.Tracker;

    public void Dispose() => world.Dispose();

    [Fact]
    public void What_is_asked_for_is_filed_once_however_often_it_is_asked_for()
    {
        var first = world.Ask();
        var again = world.Ask();

        Assert.Equal(first.Digest, again.Digest);
        _ = Assert.Single(Tracker.Issues);
        Assert.Equal(DecisionState.Requested, again.State);
    }

    [Fact]
    public void A_request_that_nobody_has_decided_on_leaves_the_finding_open_and_under_review()
    {
        _ = world.Ask();

        var finding = Assert.Single(world.Run().Assessment.Findings);

        Assert.True(finding.IsOpen);
        Assert.True(finding.Suppression is { UnderReview: true, InSource: false });
    }

    [Fact]
    public void An_approval_of_an_approver_is_honoured_until_its_last_day_and_no_longer()
    {
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice, "2026-12-24");

        var (_, assessment) = world.Run();
        Assert.False(Assert.Single(assessment.Findings).IsOpen);
        Assert.Equal(ExitCode.Met, BuildGate.Judge(assessment, Severity.Low).Code);

        Tracker.Now = Tracker.Now.AddDays(32);
        Assert.False(Assert.Single(world.Run().Assessment.Findings).IsOpen);

        Tracker.Now = Tracker.Now.AddDays(1);
        var (outcome, late) = world.Run();
        Assert.Equal(DecisionState.Expired, Assert.Single(outcome.Records.Decisions).State);
        Assert.True(Assert.Single(late.Findings).IsOpen);
        Assert.Equal(ExitCode.Failed, BuildGate.Judge(late, Severity.Low).Code);
    }

    [Fact]
    public void An_approval_by_somebody_who_may_not_is_refused_and_the_reason_is_told()
    {
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Mallory);

        var decision = world.Only();

        Assert.Equal(DecisionState.Requested, decision.State);
        Assert.Contains("'mallory' is not among those who may decide: @acme/security.", Assert.Single(decision.Refusals).Reasons);
        Assert.Contains(Tracker.Said, said => said.Contains("not among those who may decide", StringComparison.Ordinal));
    }

    [Fact]
    public void Whoever_asked_cannot_approve()
    {
        Tracker.Approvers.Add(KeeperWorld.Dora.Id);
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Dora);

        Assert.Contains("Whoever asks does not decide. Another approver has to.", Assert.Single(world.Only().Refusals).Reasons);
    }

    [Fact]
    public void Whoever_wrote_the_change_cannot_approve()
    {
        var request = world.Ask();
        Tracker.Authors = [KeeperWorld.Alice.Id];
        _ = world.Approve(request, KeeperWorld.Alice);

        Assert.Contains("Whoever wrote the change does not decide about it. Another approver has to.", Assert.Single(world.Only().Refusals).Reasons);
    }

    [Theory]
    [InlineData("app", "written by 'copilot' on behalf")]
    [InlineData("bot", "Only people decide")]
    [InlineData("e-mail", "came by e-mail")]
    [InlineData("import", "was imported")]
    [InlineData("edited", "was edited after it was written")]
    [InlineData("early", "claims a time")]
    public void A_command_that_no_person_wrote_here_and_now_is_refused(string how, string reason)
    {
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice, with: comment => how switch
        {
            "app" => comment with { Via = "copilot" },
            "bot" => comment with { Author = comment.Author with { Kind = AccountKind.Program } },
            "e-mail" => comment with { ByEmail = true },
            "import" => comment with { IsImported = true },
            "edited" => comment with { LastEdit = Fact<TrackedEdit?>.Known(new TrackedEdit(KeeperWorld.Mallory, Tracker.Now)) },
            _ => comment with { CreatedAt = Tracker.Now.AddDays(-1) },
        });

        var decision = world.Only();

        Assert.Equal(DecisionState.Requested, decision.State);
        Assert.Contains(reason, string.Join(' ', Assert.Single(decision.Refusals).Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void An_approval_must_quote_the_digest_of_this_request()
    {
        var request = world.Ask();
        _ = Tracker.Comment(request.Issue[1..], KeeperWorld.Alice, "/po approve 01234567 until 2026-12-24 reason: fine");

        Assert.Contains("is not the digest of this request", Assert.Single(world.Only().Refusals).Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_approval_beyond_the_limit_of_the_severity_is_refused_with_the_day_that_would_do()
    {
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice, "2028-01-01");

        var reason = Assert.Single(world.Only().Refusals).Reasons[0];

        Assert.Contains("which is until 20", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_command_is_told_how_it_is_written()
    {
        var request = world.Ask();
        _ = Tracker.Comment(request.Issue[1..], KeeperWorld.Alice, "/po approve please");

        Assert.Contains("/po approve <digest> until <yyyy-mm-dd> reason: …", Assert.Single(world.Only().Refusals).Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_are_no_command_say_nothing()
    {
        var request = world.Ask();
        _ = Tracker.Comment(request.Issue[1..], KeeperWorld.Alice, $"> /po approve {request.Digest[..8]} until 2026-12-24 reason: quoted\n\nLGTM, approved!");
        Tracker.Change(request.Issue[1..], issue => issue with { Labels = [.. issue.Labels, "po:approved"], IsOpen = false });

        var decision = world.Only();

        Assert.Equal(DecisionState.Requested, decision.State);
        Assert.Empty(decision.Refusals);
        Assert.Equal(DecisionState.Requested, Tracker.Shown[request.Issue[1..]]);
    }

    [Fact]
    public void Of_an_approval_and_a_rejection_at_once_the_rejection_wins()
    {
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice);
        _ = Tracker.Comment(request.Issue[1..], KeeperWorld.Bob, $"/po reject {request.Digest[..8]} reason: no");

        var decision = world.Only();

        Assert.Equal(DecisionState.Rejected, decision.State);
        Assert.Equal("bob", decision.Decider?.Name);
        Assert.Contains("is rejected already", Assert.Single(decision.Refusals).Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_does_not_have_requests_filed_for_its_own_run()
    {
        world.TreePolicy = Tracker.Policy + "\n    request: automatic\n";

        Assert.Empty(world.Run().Outcome.Filed);
        Assert.Empty(Tracker.Issues);
    }

    [Fact]
    public void A_rejection_is_kept_and_shown_and_nothing_is_filed_again_by_itself()
    {
        Tracker.Policy += "\n    request: automatic\n";
        var request = world.Ask();
        _ = Tracker.Comment(request.Issue[1..], KeeperWorld.Bob, $"/po reject {request.Digest[..8]} reason: mend it");

        var (outcome, assessment) = world.Run();
        var finding = Assert.Single(assessment.Findings);

        Assert.Equal(DecisionState.Rejected, Assert.Single(outcome.Records.Decisions).State);
        Assert.True(finding is { IsOpen: true, Suppression: { Accepted: false, UnderReview: false } });
        _ = world.Run();
        _ = Assert.Single(Tracker.Issues);
    }

    [Fact]
    public void Two_approvers_are_needed_where_the_policy_says_two_and_one_person_is_one()
    {
        Tracker.Policy += "\n  limits: {high: {approvals: 2}, medium: {approvals: 2}, low: {approvals: 2}}\n";
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice);
        _ = world.Approve(request, KeeperWorld.Alice, "2026-12-20");

        var half = world.Only();
        Assert.Equal(DecisionState.Requested, half.State);
        Assert.Contains("has decided on this already", Assert.Single(half.Refusals).Reasons[0], StringComparison.Ordinal);

        _ = world.Approve(request, KeeperWorld.Bob, "2026-12-10");
        var whole = world.Only();
        Assert.Equal(DecisionState.Approved, whole.State);
        Assert.Equal(["alice", "bob"], whole.Approvers.Select(approver => approver.Name));
        Assert.Equal(new DateOnly(2026, 12, 10), whole.Until);
    }

    [Fact]
    public void An_approval_that_is_edited_later_turns_the_exception_off_until_somebody_decides_anew()
    {
        var request = world.Ask();
        var comment = world.Approve(request, KeeperWorld.Alice);
        Assert.Equal(ExitCode.Met, BuildGate.Judge(world.Run().Assessment, Severity.Low).Code);

        Tracker.ChangeComment(request.Issue[1..], comment, old => old with { Body = old.Body + " or not", LastEdit = Fact<TrackedEdit?>.Known(new TrackedEdit(KeeperWorld.Mallory, Tracker.Now)) });
        var (outcome, assessment) = world.Run();
        Assert.Equal(DecisionState.Invalidated, Assert.Single(outcome.Records.Decisions).State);
        Assert.Contains("'mallory' changed the comment", Assert.Single(outcome.Records.Tamperings).What, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Tampering, BuildGate.Judge(assessment, Severity.Low).Code);
        Assert.True(Assert.Single(assessment.Findings).IsOpen);

        // It is still told by the next run, and by the one that files a new request.
        Assert.Equal(ExitCode.Tampering, BuildGate.Judge(world.Run().Assessment, Severity.Low).Code);
        var renewed = world.Ask();
        Assert.Equal(2, renewed.Round);
        Assert.Equal(ExitCode.Tampering, BuildGate.Judge(world.Run().Assessment, Severity.Low).Code);

        _ = world.Approve(renewed, KeeperWorld.Bob);
        Assert.Equal(ExitCode.Met, BuildGate.Judge(world.Run().Assessment, Severity.Low).Code);
    }

    [Theory]
    [InlineData("comment deleted", "the decision was deleted")]
    [InlineData("request widened", "the request was edited")]
    [InlineData("request edited and put back", "the request was edited")]
    [InlineData("issue deleted", "the request was deleted")]
    [InlineData("issue moved", "the request was moved")]
    [InlineData("approver left", "is no longer among those who may")]
    [InlineData("author replaced", "has another author now")]
    public void What_an_approval_rests_on_is_verified_in_every_run(string how, string what)
    {
        var request = world.Ask();
        var comment = world.Approve(request, KeeperWorld.Alice);
        Assert.Equal(DecisionState.Approved, world.Only().State);
        var issue = request.Issue[1..];
        var edit = Fact<TrackedEdit?>.Known(new TrackedEdit(KeeperWorld.Mallory, Tracker.Now));
        switch (how)
        {
            case "comment deleted":
                Tracker.DeleteComment(issue, comment);
                break;
            case "request widened":
                Tracker.Change(issue, old => old with { Body = old.Body.Replace("PO3204", "PO3205", StringComparison.Ordinal) });
                break;
            case "request edited and put back":
                Tracker.Change(issue, old => old with { LastEdit = edit });
                break;
            case "issue deleted":
                Tracker.Delete(issue);
                break;
            case "issue moved":
                Tracker.Change(issue, old => old with { WasMoved = true });
                break;
            case "approver left":
                _ = Tracker.Approvers.Remove(KeeperWorld.Alice.Id);
                break;
            default:
                Tracker.ChangeComment(issue, comment, old => old with { Author = KeeperWorld.Bob });
                break;
        }

        var (outcome, assessment) = world.Run();

        Assert.Contains(what, Assert.Single(outcome.Records.Tamperings).What, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Tampering, BuildGate.Judge(assessment, Severity.Low).Code);
        Assert.True(Assert.Single(assessment.Findings).IsOpen);
    }

    [Fact]
    public void A_run_that_only_reads_finds_tampering_too_and_writes_nothing()
    {
        var request = world.Ask();
        var comment = world.Approve(request, KeeperWorld.Alice);
        _ = world.Run();
        Tracker.DeleteComment(request.Issue[1..], comment);
        var said = Tracker.Said.Count;
        var before = Directory.EnumerateFiles(world.Ledger, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

        var (outcome, _) = world.Run(writes: false);

        _ = Assert.Single(outcome.Records.Tamperings);
        Assert.Equal(said, Tracker.Said.Count);
        Assert.Equal(before, Directory.EnumerateFiles(world.Ledger, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length));
    }

    [Fact]
    public void A_decision_is_bound_to_the_text_that_it_was_taken_on()
    {
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice);
        Assert.Equal(ExitCode.Met, BuildGate.Judge(world.Run().Assessment, Severity.Low).Code);

        world.Pin = "v2";
        var (outcome, assessment) = world.Run();

        Assert.Equal(DecisionState.Resolved, Assert.Single(outcome.Records.Decisions).State);
        Assert.Empty(outcome.Records.Tamperings);
        Assert.Equal(ExitCode.Failed, BuildGate.Judge(assessment, Severity.Low).Code);
        Assert.Equal(2, world.Ask().Round);
    }

    [Fact]
    public void What_is_mended_ends_its_request()
    {
        _ = world.Ask();
        world.Pin = "8f4b7f84864484a7bf31766abe9204da3cbe65b3";

        var decision = world.Only();

        Assert.Equal((DecisionState.Resolved, "what it was asked for is mended"), (decision.State, decision.Why));
        Assert.False(Tracker.Issues[0].IsOpen);
    }

    [Fact]
    public void A_branch_that_mends_something_or_changes_it_ends_nothing_on_the_branch_that_decides()
    {
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice);
        Assert.Equal(DecisionState.Approved, world.Only().State);

        (world.Revision, world.Pin) = ("feature", "8f4b7f84864484a7bf31766abe9204da3cbe65b3");
        Assert.Equal(DecisionState.Approved, world.Only().State);
        world.Pin = "v2";
        var (outcome, changed) = world.Run();
        Assert.Equal(DecisionState.Approved, Assert.Single(outcome.Records.Decisions).State);
        Assert.True(Assert.Single(changed.Findings).IsOpen);

        (world.Revision, world.Pin) = ("c0ffee", "v1");
        Assert.False(Assert.Single(world.Run().Assessment.Findings).IsOpen);
    }

    [Fact]
    public void What_only_a_branch_has_is_asked_for_and_decided_there_and_lives_until_it_is_merged_and_mended()
    {
        (world.Revision, world.Pin) = ("feature", "v2");
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice);
        Assert.False(Assert.Single(world.Run().Assessment.Findings).IsOpen);

        (world.Revision, world.Pin) = ("c0ffee", "8f4b7f84864484a7bf31766abe9204da3cbe65b3");
        Assert.Equal(DecisionState.Approved, world.Only().State);

        world.Pin = "v2";
        Assert.False(Assert.Single(world.Run().Assessment.Findings).IsOpen);
        world.Pin = "8f4b7f84864484a7bf31766abe9204da3cbe65b3";
        Assert.Equal(DecisionState.Resolved, world.Only().State);
    }

    [Fact]
    public void Two_forms_of_one_finding_on_two_branches_have_a_decision_each()
    {
        var main = world.Ask();
        _ = world.Approve(main, KeeperWorld.Alice);
        _ = world.Run();
        (world.Revision, world.Pin) = ("feature", "v2");
        var feature = world.Ask();
        Assert.Equal(2, feature.Round);
        _ = world.Approve(feature, KeeperWorld.Bob);
        Assert.False(Assert.Single(world.Run().Assessment.Findings).IsOpen);

        (world.Revision, world.Pin) = ("c0ffee", "v1");
        Assert.Equal("alice", Assert.Single(Assert.Single(world.Run().Assessment.Findings).Suppression?.Approvers ?? []).Name);
    }

    [Fact]
    public void A_request_in_the_name_of_another_is_not_taken_in()
    {
        var genuine = world.Ask();
        var body = Tracker.Issues[0].Body;
        using var other = new KeeperWorld();
        _ = other.Tracker.Add(KeeperWorld.Mallory, "PoPipeline", body, IssueLabels.Record);

        Assert.Empty(other.Run().Outcome.Records.Decisions);
        Assert.Equal("dora", genuine.Requester.Name);
    }

    [Fact]
    public void A_request_that_claims_a_lesser_severity_is_judged_by_the_finding()
    {
        var genuine = world.Ask();
        var asked = RequestBlock.Read(Tracker.Issues[0].Body, out _) ?? throw new InvalidOperationException("The request cannot be read.");
        using var other = new KeeperWorld();
        other.Tracker.Policy += "\n  limits: {medium: {days: 5}}\n";
        var forged = asked with { Severity = Severity.Low, Evidence = ResultDigest.Of(asked.Rule, asked.Fingerprint, Severity.Low, asked.Covers) };
        var issue = other.Tracker.Add(KeeperWorld.Dora, "PoPipeline", RequestBlock.Write(forged), IssueLabels.Record);
        _ = other.Tracker.Comment(issue.Id, KeeperWorld.Alice, $"/po approve {forged.Digest[..8]} until 2026-12-24 reason: fine");

        Assert.Equal(Severity.Medium, Assert.Single(other.Run().Assessment.Findings).Severity);
        Assert.Contains("the policy allows 5 for a finding of severity medium", Assert.Single(Assert.Single(other.Run().Outcome.Records.Decisions).Refusals).Reasons[0], StringComparison.Ordinal);
        Assert.NotNull(genuine);
    }

    [Fact]
    public void Of_two_issues_with_one_request_the_first_is_the_one_and_the_other_is_closed()
    {
        var request = world.Ask();
        var second = Tracker.Add(MemoryTracker.Bot, "again", Tracker.Issues[0].Body, IssueLabels.Record);
        _ = Tracker.Comment(second.Id, KeeperWorld.Alice, $"/po approve {request.Digest[..8]} until 2026-12-24 reason: on the wrong one");

        Assert.Equal(DecisionState.Requested, world.Only().State);
        Assert.Equal(DecisionState.Resolved, Tracker.Shown[second.Id]);
    }

    [Fact]
    public void Nobody_decides_while_the_branch_that_names_the_approvers_is_open_to_all()
    {
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice);
        Tracker.IsProtected = Fact<bool>.Known(value: false);

        var (outcome, assessment) = world.Run();
        Assert.Contains("is not protected", Assert.Single(outcome.Records.Gaps).Reason, StringComparison.Ordinal);
        Assert.True(Assert.Single(assessment.Findings).IsOpen);

        Tracker.IsProtected = Fact<bool>.Known(value: true);
        Assert.Equal(DecisionState.Approved, world.Only().State);
    }

    [Fact]
    public void What_is_not_known_of_an_approver_makes_the_run_incomplete_and_is_looked_at_again()
    {
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice);
        Tracker.Unknown = "403: the token lacks members: read";

        var (outcome, assessment) = world.Run();
        Assert.Contains("members: read", Assert.Single(outcome.Records.Gaps).Reason, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Incomplete, BuildGate.Judge(assessment, Severity.Critical).Code);

        Tracker.Unknown = null;
        Assert.Equal(DecisionState.Approved, world.Only().State);
    }

    [Fact]
    public void While_the_tracker_is_away_known_decisions_hold_for_a_day_and_then_nothing_does()
    {
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice);
        Assert.Equal(ExitCode.Met, BuildGate.Judge(world.Run().Assessment, Severity.Low).Code);
        Tracker.IsDown = true;

        Tracker.Now = Tracker.Now.AddHours(23);
        var (outcome, assessment) = world.Run(writes: false);
        Assert.Equal(ExitCode.Met, BuildGate.Judge(assessment, Severity.Low).Code);
        Assert.Contains("cannot be reached", Assert.Single(outcome.Notes), StringComparison.Ordinal);

        Tracker.Now = Tracker.Now.AddHours(2);
        var (_, late) = world.Run(writes: false);
        Assert.True(Assert.Single(late.Findings).IsOpen);
        Assert.Equal(ExitCode.Incomplete, BuildGate.Judge(late, failOn: null).Code);
    }

    [Fact]
    public void A_request_that_nobody_decides_on_lapses()
    {
        _ = world.Ask();
        Tracker.Now = Tracker.Now.AddDays(15);

        Assert.Equal(DecisionState.Lapsed, world.Only().State);
    }

    [Fact]
    public void A_revoked_approval_no_longer_holds_and_its_requester_may_withdraw_a_request()
    {
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Alice);
        _ = world.Run();
        _ = Tracker.Comment(request.Issue[1..], KeeperWorld.Bob, $"/po revoke {request.Digest[..8]} reason: exploited in the wild");
        Assert.Equal(DecisionState.Revoked, world.Only().State);
        Assert.True(Assert.Single(world.Run().Assessment.Findings).IsOpen);

        var second = world.Ask();
        _ = Tracker.Comment(second.Issue[1..], KeeperWorld.Mallory, $"/po withdraw {second.Digest[..8]}");
        Assert.Equal(DecisionState.Requested, world.Run().Outcome.Records.Decisions.Single(decision => decision.Round == 2).State);
        _ = Tracker.Comment(second.Issue[1..], KeeperWorld.Dora, $"/po withdraw {second.Digest[..8]}");
        Assert.Equal(DecisionState.Withdrawn, world.Run().Outcome.Records.Decisions.Single(decision => decision.Round == 2).State);
    }

    [Fact]
    public void Requests_are_filed_by_themselves_where_the_policy_says_so_and_anew_when_one_has_ended()
    {
        Tracker.Policy += "\n    request: automatic\n";

        var first = Assert.Single(world.Run().Outcome.Records.Decisions);
        _ = world.Run();
        _ = Assert.Single(Tracker.Issues);
        Assert.Equal((DecisionState.Requested, "popipeline-bot", ""), (first.State, first.Requester.Name, first.Reason));

        _ = world.Approve(first, KeeperWorld.Alice, "2026-12-01");
        Assert.Equal(ExitCode.Met, BuildGate.Judge(world.Run().Assessment, Severity.Low).Code);
        Tracker.Now = Tracker.Now.AddDays(10);
        var rounds = world.Run().Outcome.Records.Decisions;

        Assert.Equal([(1, DecisionState.Expired), (2, DecisionState.Requested)], rounds.OrderBy(round => round.Round).Select(round => (round.Round, round.State)));
    }

    [Fact]
    public void What_a_person_wrote_into_the_form_becomes_a_request_in_their_name()
    {
        var subject = Assert.Single(world.Run().Assessment.Findings).Finding.Subject;
        var form = Tracker.Add(KeeperWorld.Dora, "Exception", $"### Rule\n\nPO3204\n\n### Subject\n\n{subject}\n\n### Until\n\n2026-12-24\n\n### Reason\n\nthe vendor signs no commits yet\n\n### Compensating controls\n\n_No response_\n", IssueLabels.Asked);

        var decision = Assert.Single(world.Run().Outcome.Records.Decisions);

        Assert.Equal(("dora", "the vendor signs no commits yet", ""), (decision.Requester.Name, decision.Reason, decision.Controls));
        Assert.Equal(DecisionState.Resolved, Tracker.Shown[form.Id]);
        _ = world.Run();
        Assert.Equal(2, Tracker.Issues.Count);
    }

    [Fact]
    public void A_policy_that_comes_with_a_pull_request_names_no_approvers()
    {
        world.TreePolicy = Tracker.Policy?.Replace("@acme/security", "@mallory", StringComparison.Ordinal);
        var request = world.Ask();
        _ = world.Approve(request, KeeperWorld.Mallory);

        Assert.Contains("not among those who may decide: @acme/security.", Assert.Single(world.Only().Refusals).Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_looks_for_its_decisions_elsewhere_finds_none()
    {
        world.TreePolicy = Tracker.Policy?.Replace("tracker: github", "tracker: github\n    project: mallory/decisions", StringComparison.Ordinal);

        var exception = Assert.Throws<ForgeException>(() => world.Run());

        Assert.Contains("No decision counts until they agree", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_clone_does_not_tell_the_branch_the_tracker_does()
    {
        var own = PolicyReader.Read(path => new SourceFile(path, "exceptions:\n  maximum-days: 900\n", Fault: null), PolicyReader.FileName);
        var unknown = new PolicyInForce(own.Policy, new PolicyTrust { Source = PolicySource.Unknown, Reason = "nobody says" }) { Own = own };

        var (policy, trust) = unknown.VouchedBy(world.Run().Outcome);

        Assert.Equal((PolicySource.Branch, "main", 365), (trust.Source, trust.Branch, policy.Exceptions.MaximumDays));
        Assert.Equal(["exceptions.maximum-days", "exceptions.approvers", "exceptions.records.tracker"], trust.Loosened.Select(demand => demand.Key).Take(3));
        Assert.Equal(["@acme/security"], policy.Exceptions.Approvers);
    }

    [Fact]
    public void A_policy_that_whoever_runs_the_check_gives_is_not_asked_of_the_branch()
    {
        world.Trust = new PolicyTrust { Source = PolicySource.Given };
        world.TreePolicy = Tracker.Policy?.Replace("@acme/security", "@mallory", StringComparison.Ordinal);

        Assert.Null(world.Run().Outcome.Trusted);
    }
}
