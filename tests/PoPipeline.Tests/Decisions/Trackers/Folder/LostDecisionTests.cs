using System.Text.RegularExpressions;
using CsCheck;
using PoPipeline.Decisions.Commands;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;
using static PoPipeline.Tests.Decisions.Trackers.Folder.RecordsRepository;
using static PoPipeline.Tests.Decisions.Trackers.Folder.RecordsWorld;

namespace PoPipeline.Tests.Decisions.Trackers.Folder;

/// <summary>What was decided by a commit and is gone again before any run has copied it: the history of the branch still tells of it.</summary>
public sealed class LostDecisionTests
{
    private static readonly string[] Steps = ["delete", "change", "restore", "rename", "copy approval", "drop", "branch", "main", "ours", "merge", "evil merge", "revert", "elsewhere"];

    [Theory]
    [InlineData("deleted")]
    [InlineData("changed")]
    [InlineData("changed and changed back")]
    [InlineData("renamed")]
    [InlineData("renamed to what is no record")]
    [InlineData("deleted and added again by another")]
    [InlineData("replaced by a link")]
    [InlineData("deleted with all records, of which the others are brought back")]
    [InlineData("deleted in a branch that is merged")]
    [InlineData("kept by one side of a merge that takes the other")]
    [InlineData("kept by one side of a merge that leaves it out")]
    [InlineData("kept by one side of a merge that becomes the first parent")]
    public void A_revocation_that_is_gone_before_any_run_still_counts(string way)
    {
        using var world = new RecordsWorld();
        var request = world.Ask();
        world.Say(CommandVerb.Approve, Carol, request);
        Assert.Equal(ExitCode.Met, world.Gate());
        var git = world.Repository;
        if (way.StartsWith("kept", StringComparison.Ordinal))
        {
            git.Git("switch", "--quiet", "--create", "side");
        }

        var path = world.Say(CommandVerb.Revoke, Alice, request);
        var text = File.ReadAllText(Path.Combine(git.Root, path));
        switch (way)
        {
            case "deleted":
                git.Git("rm", "--quiet", path);
                break;
            case "changed":
                git.Write(path, text + "\nPS: never mind.\n");
                break;
            case "changed and changed back":
                git.Write(path, text.Replace("revoke", "reject", StringComparison.Ordinal)).Commit(Mallory);
                git.Write(path, text);
                break;
            case "renamed":
                git.Git("mv", path, path.Replace("revoke", "note", StringComparison.Ordinal));
                break;
            case "renamed to what is no record":
                git.Git("mv", path, path + ".bak");
                break;
            case "deleted and added again by another":
                git.Git("rm", "--quiet", path);
                git.Commit(Mallory);
                git.Write(path, text);
                break;
            case "replaced by a link":
                File.Delete(Path.Combine(git.Root, path));
                File.CreateSymbolicLink(Path.Combine(git.Root, path), "../../../README.md");
                break;
            case "deleted with all records, of which the others are brought back":
                git.Git("rm", "--quiet", "-r", ".popipeline");
                git.Commit(Mallory);
                git.Git("checkout", "--quiet", "HEAD~2", "--", ".popipeline");
                break;
            case "deleted in a branch that is merged":
                git.Git("switch", "--quiet", "--create", "side");
                git.Git("rm", "--quiet", path);
                git.Commit(Mallory);
                git.Git("switch", "--quiet", "main");
                git.Write("other", "x").Commit(Bob);
                git.As(Mallory, "merge", "--quiet", "--no-ff", "--message=m", "side");
                break;
            case "kept by one side of a merge that takes the other":
                git.Git("switch", "--quiet", "main");
                git.As(Mallory, "merge", "--quiet", "--strategy=ours", "--message=m", "side");
                break;
            case "kept by one side of a merge that leaves it out":
                git.Git("switch", "--quiet", "main");
                git.As(Mallory, "merge", "--quiet", "--no-ff", "--no-commit", "side");
                git.Git("rm", "--quiet", "--force", path);
                break;
            default:
                git.Git("branch", "--quiet", "evil", "main");
                git.Git("switch", "--quiet", "evil");
                git.Write("other", "x").Commit(Mallory);
                git.As(Mallory, "merge", "--quiet", "--strategy=ours", "--message=m", "side");
                git.Git("branch", "--quiet", "--force", "main", "evil");
                git.Git("switch", "--quiet", "main");
                break;
        }

        git.Commit(Mallory, "--allow-empty");

        var (outcome, assessment) = world.Run();

        Assert.True(Assert.Single(assessment.Findings).IsOpen);
        Assert.Equal(ExitCode.Tampering, BuildGate.Judge(assessment, Severity.Low).Code);
        if (way != "deleted with all records, of which the others are brought back")
        {
            Assert.Contains(outcome.Records.Tamperings, what => what.What.Contains("the revocation was ", StringComparison.Ordinal) && what.What.Contains(" by 'Mallory' in commit ", StringComparison.Ordinal) && what.What.Contains(", and still counts", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(CommandVerb.Reject, Carol)]
    [InlineData(CommandVerb.Withdraw, Bob)]
    public void Every_no_that_is_deleted_still_counts(CommandVerb verb, string by)
    {
        using var world = new RecordsWorld();
        var request = world.Ask();
        var path = world.Say(verb, by, request);
        world.Repository.Git("rm", "--quiet", path);
        world.Commit(by);
        world.Say(CommandVerb.Approve, Alice, request);

        Assert.Equal(ExitCode.Tampering, world.Gate());
    }

    [Fact]
    public void Whatever_commits_follow_a_revocation_the_exception_never_holds_again()
    {
        Gen.Int[0, Steps.Length - 1].Select(step => Steps[step]).Array[1, 7].Sample(
            steps =>
            {
                using var world = new RecordsWorld();
                var request = world.Ask();
                world.Say(CommandVerb.Approve, Carol, request);
                var path = world.Say(CommandVerb.Revoke, Alice, request);
                var git = world.Repository;
                git.Git("branch", "side");
                git.Git("tag", "revoked");
                foreach (var (number, step) in steps.Index())
                {
                    Take(git, world, path, step, number);
                }

                git.Git("switch", "--quiet", "--force-create", "main");
                Assert.NotEqual(ExitCode.Met, world.Gate());
                Assert.NotEqual(ExitCode.Met, world.Gate(keeps: true, writes: true));
                Assert.NotEqual(ExitCode.Met, world.Gate(keeps: true));
            },
            iter: 8,
            threads: 1);
    }

    [Theory]
    [InlineData(CommandVerb.Approve)]
    [InlineData(CommandVerb.Reject)]
    public void A_decided_request_that_is_deleted_before_any_run_is_tampered_with_until_people_decide_anew(CommandVerb verb)
    {
        using var world = new RecordsWorld();
        var request = world.Ask();
        world.Say(verb, Carol, request);
        world.Repository.Git("rm", "--quiet", "-r", world.Folder);
        world.Commit(Mallory);
        KeepOthers(world);

        var (outcome, assessment) = world.Run(writes: true, keeps: true);
        Assert.Matches(@"\Athe request was deleted by 'Mallory' in commit [0-9a-f]{12} of [0-9-]{10}\. .*ask anew with `po request PO3204 ", Assert.Single(outcome.Records.Tamperings).What);
        Assert.True(Assert.Single(assessment.Findings).IsOpen);
        Assert.Equal(ExitCode.Tampering, world.Gate(keeps: true));

        var again = world.Ask(keeps: true);
        Assert.Equal((2, request.Digest), (again.Round, outcome.Records.Decisions.Single().Digest));
        world.Say(CommandVerb.Approve, Alice, again);
        Assert.Equal(ExitCode.Met, world.Gate(keeps: true, writes: true));
        Assert.Equal(ExitCode.Met, world.Gate(keeps: true));
        Assert.Equal(ExitCode.Met, world.Gate());
    }

    [Fact]
    public void Asking_anew_in_the_place_of_a_rejected_request_does_not_hide_it()
    {
        using var world = new RecordsWorld();
        world.Say(CommandVerb.Reject, Carol, world.Ask());
        world.Repository.Git("rm", "--quiet", "-r", world.Folder);
        world.Commit(Mallory);
        var again = world.Ask();
        Assert.Equal(1, again.Round);

        Assert.Equal(ExitCode.Tampering, world.Gate());
        world.Say(CommandVerb.Approve, Alice, again);
        Assert.Equal(ExitCode.Met, world.Gate());
    }

    [Theory]
    [InlineData("withdrawn")]
    [InlineData("deleted")]
    [InlineData("lapsed")]
    public void Another_request_on_which_nobody_decides_does_not_end_the_charge(string end)
    {
        using var world = new RecordsWorld();
        world.Say(CommandVerb.Approve, Carol, world.Ask());
        world.Repository.Git("rm", "--quiet", "-r", world.Folder);
        KeepOthers(world);
        Assert.Equal(ExitCode.Tampering, world.Gate(keeps: true, writes: true));

        var again = world.Ask(keeps: true);
        switch (end)
        {
            case "withdrawn":
                world.Say(CommandVerb.Withdraw, Bob, again);
                break;
            case "deleted":
                world.Repository.Git("rm", "--quiet", "-r", world.Folder);
                world.Commit(Bob);
                break;
            default:
                world.Later = TimeSpan.FromDays(20);
                break;
        }

        Assert.Equal(ExitCode.Tampering, world.Gate(keeps: true, writes: true));
        Assert.Equal(ExitCode.Tampering, world.Gate(keeps: true));
    }

    [Fact]
    public void A_request_that_is_over_may_be_deleted()
    {
        using var undecided = new RecordsWorld();
        undecided.Ask();
        AssertDeletable(undecided, ExitCode.Failed);

        using var revoked = new RecordsWorld();
        var request = revoked.Ask();
        revoked.Say(CommandVerb.Approve, Carol, request);
        revoked.Say(CommandVerb.Revoke, Carol, request);
        AssertDeletable(revoked, ExitCode.Failed);

        using var expired = new RecordsWorld();
        expired.Say(CommandVerb.Approve, Carol, expired.Ask());
        expired.Later = TimeSpan.FromDays(60);
        AssertDeletable(expired, ExitCode.Failed);

        using var mended = new RecordsWorld();
        mended.Say(CommandVerb.Reject, Carol, mended.Ask());
        mended.WriteWorkflow(new string('a', 40)).Commit(Dora);
        AssertDeletable(mended, ExitCode.Met);
    }

    [Fact]
    public void A_request_that_the_ledger_knows_may_be_deleted_when_it_is_over()
    {
        using var expired = new RecordsWorld();
        expired.Say(CommandVerb.Approve, Carol, expired.Ask());
        Assert.Equal(ExitCode.Met, expired.Gate(keeps: true, writes: true));
        expired.Later = TimeSpan.FromDays(60);
        expired.Repository.Git("rm", "--quiet", "-r", expired.Folder);
        expired.Commit(Bob);
        Assert.Equal(ExitCode.Failed, expired.Gate(keeps: true, writes: true));
        Assert.Equal(DecisionState.Expired, Assert.Single(expired.Run(keeps: true).Outcome.Records.Decisions).State);

        using var running = new RecordsWorld();
        running.Say(CommandVerb.Approve, Carol, running.Ask());
        Assert.Equal(ExitCode.Met, running.Gate(keeps: true, writes: true));
        running.Repository.Git("rm", "--quiet", "-r", running.Folder);
        running.Commit(Bob);
        Assert.Equal(ExitCode.Tampering, running.Gate(keeps: true));
    }

    [Fact]
    public void A_decision_that_no_run_has_copied_is_found_when_its_request_is_deleted()
    {
        using var world = new RecordsWorld();
        var request = world.Ask(keeps: true);
        world.Say(CommandVerb.Reject, Carol, request);
        world.Repository.Git("rm", "--quiet", "-r", world.Folder);
        world.Commit(Mallory);

        Assert.Equal(ExitCode.Tampering, world.Gate(keeps: true));
    }

    [Fact]
    public void An_approval_that_is_deleted_no_longer_holds_and_is_told_of_unless_its_author_took_it_back()
    {
        using var world = new RecordsWorld();
        var request = world.Ask();
        var path = world.Say(CommandVerb.Approve, Carol, request);
        world.Repository.Git("rm", "--quiet", path);
        world.Commit(Carol);
        Assert.Equal(ExitCode.Failed, world.Gate());

        path = world.Say(CommandVerb.Approve, Alice, request);
        Assert.Equal(ExitCode.Met, world.Gate());
        world.Repository.Git("rm", "--quiet", path);
        world.Commit(Mallory);
        Assert.Matches(@"\Athe approval was deleted by 'Mallory' in commit [0-9a-f]{12} of [0-9-]{10}, and no longer counts\. ", Assert.Single(world.Run().Outcome.Records.Tamperings).What);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_approval_that_its_author_took_back_does_not_come_back_by_a_merge(bool isCrissCross)
    {
        using var world = new RecordsWorld();
        var request = world.Ask();
        var git = world.Repository;
        git.Git("branch", "side");
        var path = world.Say(CommandVerb.Approve, Carol, request);
        if (isCrissCross)
        {
            git.Git("switch", "--quiet", "side");
            git.Write("side", "x").Commit(Mallory);
            git.Git("tag", "before");
            git.As(Mallory, "merge", "--quiet", "--no-ff", "--message=m", "main");
            git.Git("switch", "--quiet", "main");
            git.As(Mallory, "merge", "--quiet", "--no-ff", "--message=m", "before");
        }
        else
        {
            git.Git("branch", "--force", "side", "main");
            git.Git("switch", "--quiet", "side");
            git.Write("side", "x").Commit(Mallory);
            git.Git("switch", "--quiet", "main");
        }

        git.Git("rm", "--quiet", path);
        git.Commit(Carol);
        Assert.Equal(ExitCode.Failed, world.Gate());
        git.As(Mallory, "merge", "--quiet", "--no-ff", "--no-commit", "--strategy-option=theirs", "side");
        git.Git("checkout", "side", "--", path);
        git.Commit(Mallory);

        Assert.NotEqual(ExitCode.Met, world.Gate());
    }

    [Fact]
    public void A_branch_that_deletes_a_record_and_brings_it_back_changes_nothing_where_it_was_never_gone()
    {
        using var world = new RecordsWorld();
        var path = world.Say(CommandVerb.Approve, Carol, world.Ask());
        var git = world.Repository;
        git.Git("switch", "--quiet", "--create", "side");
        git.Git("rm", "--quiet", path);
        git.Commit(Bob);
        git.Git("revert", "--no-edit", "HEAD");
        git.Git("switch", "--quiet", "main");
        git.Write("other", "x").Commit(Bob);
        git.As(Bob, "merge", "--quiet", "--no-ff", "--message=m", "side");

        Assert.Equal(ExitCode.Met, world.Gate());
    }

    [Fact]
    public void What_never_counted_may_be_deleted()
    {
        using var world = new RecordsWorld();
        var request = world.Ask();
        world.Say(CommandVerb.Approve, Carol, request);
        var command = world.Say(CommandVerb.Revoke, Mallory, request);
        var note = $"{world.Folder}/0009-note-0.md";
        world.Repository.Write(note, "I shall look at it.");
        world.Commit(Alice);
        world.Repository.Git("rm", "--quiet", command, note);
        world.Commit(Bob);

        Assert.Equal(ExitCode.Met, world.Gate());
        Assert.Empty(world.Run().Outcome.Records.Tamperings);
    }

    [Fact]
    public void A_request_that_is_changed_before_any_run_leaves_a_trace()
    {
        using var world = new RecordsWorld();
        var request = world.Ask();
        world.Repository.Write(world.Request, File.ReadAllText(Path.Combine(world.Repository.Root, world.Request)) + "\n");
        world.Commit(Mallory);

        var undecided = Assert.Single(world.Run().Outcome.Records.Decisions);
        Assert.Equal(DecisionState.Invalidated, undecided.State);
        Assert.Matches(@$"\Athe request was edited after it was filed: 'Mallory' changed '{Regex.Escape(world.Request)}' in commit [0-9a-f]{{12}} of [0-9-]{{10}}\z", undecided.Why);

        world.Say(CommandVerb.Reject, Carol, request);
        Assert.Equal(ExitCode.Tampering, world.Gate());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_changed_a_record_is_named_though_another_put_it_back(bool isDecided)
    {
        using var world = new RecordsWorld();
        var request = world.Ask();
        var approval = world.Say(CommandVerb.Approve, Carol, request);
        var changed = isDecided ? approval : world.Request;
        var text = File.ReadAllText(Path.Combine(world.Repository.Root, changed));
        world.Repository.Write(changed, text + "\n");
        world.Commit(Mallory);
        world.Repository.Write(changed, text);
        world.Commit(Bob);

        Assert.Equal(ExitCode.Tampering, world.Gate());
        var told = string.Join(' ', world.Run().Outcome.Records.Tamperings.Select(tampering => tampering.What));
        Assert.Contains("'Mallory'", told, StringComparison.Ordinal);
        Assert.True(isDecided || told.Contains($": 'Mallory' changed '{changed}' in commit ", StringComparison.Ordinal) && told.Contains(", and 'Bob' changed it last, in commit ", StringComparison.Ordinal), told);
    }

    [Fact]
    public void Records_that_are_gone_altogether_are_found_again_with_the_next_request()
    {
        using var world = new RecordsWorld();
        world.Say(CommandVerb.Reject, Carol, world.Ask());
        world.Repository.Git("rm", "--quiet", "-r", ".popipeline");
        world.Commit(Mallory);
        Assert.Equal(ExitCode.Failed, world.Gate());

        world.Ask();
        Assert.Equal(ExitCode.Tampering, world.Gate());
    }

    [Fact]
    public void With_signers_a_decided_request_that_is_over_is_deleted_by_a_signed_commit()
    {
        using var world = new RecordsWorld(isSigned: true);
        var request = world.Ask();
        world.Say(CommandVerb.Approve, Carol, request);
        world.Say(CommandVerb.Revoke, Carol, request);
        Assert.Equal(ExitCode.Failed, world.Gate(keeps: true, writes: true));
        KeepOthers(world);
        world.Repository.Git("rm", "--quiet", "-r", world.Folder);
        world.Repository.Commit(Alice);
        foreach (var keeps in new[] { false, true })
        {
            Assert.Contains("in a commit that proves nothing. Its commit is not signed", Assert.Single(world.Run(keeps: keeps).Outcome.Records.Tamperings, what => what.What.Contains("proves", StringComparison.Ordinal)).What, StringComparison.Ordinal);
        }

        world.Repository.Git("revert", "--no-edit", "HEAD");
        world.Repository.Git("rm", "--quiet", "-r", world.Folder);
        world.Commit(Alice);
        Assert.Equal(ExitCode.Failed, world.Gate());
        Assert.Equal(ExitCode.Failed, world.Gate(keeps: true));
    }

    [Fact]
    public void With_signers_whoever_is_not_proven_takes_nothing_back_and_says_no_in_nobodys_name()
    {
        using var world = new RecordsWorld(isSigned: true);
        var request = world.Ask();
        var approval = world.Say(CommandVerb.Approve, Carol, request);
        Assert.Equal(ExitCode.Met, world.Gate());
        var forged = world.Write(CommandVerb.Revoke, request);
        world.Repository.Commit(Alice);
        world.Repository.Git("rm", "--quiet", forged);
        world.Repository.Commit(Alice);
        Assert.Equal(ExitCode.Met, world.Gate());

        world.Repository.Git("rm", "--quiet", approval);
        world.Repository.Commit(Carol);
        Assert.Equal(ExitCode.Tampering, world.Gate());
    }

    [Fact]
    public void With_signers_a_copy_in_another_commit_does_not_hide_the_signed_revocation()
    {
        using var world = new RecordsWorld(isSigned: true);
        var request = world.Ask();
        world.Say(CommandVerb.Approve, Carol, request);
        var git = world.Repository;
        git.Git("switch", "--quiet", "--create", "revoke");
        var path = world.Say(CommandVerb.Revoke, Alice, request);
        var text = File.ReadAllText(Path.Combine(git.Root, path));
        git.Git("switch", "--quiet", "main");
        git.Write(path, text).Commit(Mallory);
        Assert.Equal(ExitCode.Met, world.Gate());
        git.As(Mallory, "merge", "--quiet", "--no-ff", "--message=m", "revoke");

        Assert.Equal(ExitCode.Failed, world.Gate());
    }

    private static void AssertDeletable(RecordsWorld world, ExitCode expected)
    {
        world.Repository.Git("rm", "--quiet", "-r", world.Folder);
        KeepOthers(world);

        var (outcome, assessment) = world.Run();

        Assert.Empty(outcome.Records.Tamperings);
        Assert.Equal(expected, BuildGate.Judge(assessment, Severity.Low).Code);
    }

    // Where there are no records at all, nothing holds, and nobody looks what there was.
    private static void KeepOthers(RecordsWorld world)
    {
        world.Repository.Write(".popipeline/records/PO3204-0-1/request.md", "another");
        world.Commit(Bob);
    }

    private static void Take(RecordsRepository git, RecordsWorld world, string path, string step, int number)
    {
        var file = Path.Combine(git.Root, path);
        switch (step)
        {
            case "delete" when File.Exists(file):
                File.Delete(file);
                break;
            case "change" when File.Exists(file):
                git.Write(path, $"/po reject 00000000 reason: {number}\n");
                break;
            case "restore":
                git.Git("checkout", "revoked", "--", path);
                break;
            case "rename" when File.Exists(file):
                File.Move(file, $"{file}.{number}.md");
                break;
            case "copy approval":
                git.Git("checkout", "revoked~1", "--", world.Folder);
                break;
            case "drop" when Directory.Exists(Path.Combine(git.Root, ".popipeline")):
                Directory.Delete(Path.Combine(git.Root, ".popipeline"), recursive: true);
                break;
            case "branch":
                git.Git("switch", "--quiet", "side");
                break;
            case "main":
                git.Git("switch", "--quiet", "main");
                break;
            case "ours":
                git.As(Mallory, "merge", "--quiet", "--strategy=ours", "--message=m", "side", "main");
                break;
            case "merge" or "evil merge":
                var tree = step is "merge" ? "main^{tree}" : "revoked~1^{tree}";
                git.Git("reset", "--quiet", "--hard", git.Git("commit-tree", "-m", "m", "-p", "HEAD", "-p", "side", "-p", "main", tree));
                break;
            case "revert":
                git.Git("read-tree", "--reset", "-u", "revoked~1");
                break;
            default:
                git.Write($"src/{number}", "x");
                break;
        }

        git.Commit(Mallory, "--allow-empty");
    }
}
