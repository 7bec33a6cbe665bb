using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Records;
using PoPipeline.Ledger;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;
using static PoPipeline.Tests.Decisions.Trackers.Folder.RecordsRepository;
using static PoPipeline.Tests.Decisions.Trackers.Folder.RecordsWorld;

namespace PoPipeline.Tests.Decisions.Trackers.Folder;

/// <summary>With signers, nobody decides on what may be their own: a name that nobody has proven may be anybody's.</summary>
public sealed class SelfApprovalTests
{
    [Fact]
    public void A_change_a_request_and_an_approval_that_are_each_signed_by_another_count()
    {
        using var world = new RecordsWorld(isSigned: true);
        world.WriteWorkflow("v2");
        world.Commit(Dora);
        world.Say(CommandVerb.Approve, Carol, world.Ask());

        Assert.Equal(ExitCode.Met, world.Gate());
        Assert.Empty(world.Run().Outcome.Records.Gaps);
    }

    [Fact]
    public void A_change_that_is_older_than_the_file_of_signers_is_taken_at_its_word()
    {
        using var world = new RecordsWorld(isSigned: true);
        world.Say(CommandVerb.Approve, Carol, world.Ask());

        Assert.Equal(ExitCode.Met, world.Gate());
    }

    [Fact]
    public void A_request_that_is_committed_in_anothers_name_without_a_signature_is_not_approved()
    {
        using var world = new RecordsWorld(isSigned: true);
        var request = world.Ask(commits: false);
        world.Repository.Commit(Bob);
        world.Say(CommandVerb.Approve, Carol, request);

        AssertOpen(world, "Who asked is not proven, and may be who approves. Its commit is not signed");
    }

    [Fact]
    public void A_change_that_is_committed_in_anothers_name_without_a_signature_is_not_approved()
    {
        using var world = new RecordsWorld(isSigned: true);
        world.WriteWorkflow("v2").Commit(Dora);
        world.Say(CommandVerb.Approve, Carol, world.Ask());

        AssertOpen(world, $"names '{Dora}'. Its commit is not signed");

        // Whoever is known makes it their own.
        world.WriteWorkflow("v2", "# looked at\n");
        world.Commit(Dora);
        Assert.Equal(ExitCode.Met, world.Gate());
    }

    [Fact]
    public void A_change_that_begins_before_the_file_of_signers_is_no_older_than_it()
    {
        using var world = new RecordsWorld(isSigned: true);
        var git = world.Repository;
        git.Git("switch", "--quiet", "--create", "old", "HEAD~1");
        world.WriteWorkflow("v2").Commit(Dora);
        git.Git("switch", "--quiet", "main");
        git.As(Carol, "merge", "--quiet", "--no-ff", "--message=m", "old");
        world.Say(CommandVerb.Approve, Carol, world.Ask());

        AssertOpen(world, $"names '{Dora}'");
    }

    [Fact]
    public void A_file_of_signers_that_is_taken_away_and_brought_back_makes_nothing_older()
    {
        using var world = new RecordsWorld(isSigned: true);
        var git = world.Repository;
        var signers = File.ReadAllText(Path.Combine(git.Root, Signers));
        world.WriteWorkflow("v2").Commit(Dora);
        git.Git("rm", "--quiet", Signers);
        git.Commit(Carol);
        git.Write(Signers, signers).Commit(Carol);
        world.Say(CommandVerb.Approve, Carol, world.Ask());

        AssertOpen(world, $"names '{Dora}'");
    }

    [Fact]
    public void A_key_of_two_addresses_does_not_approve_under_one_what_it_wrote_under_the_other()
    {
        using var world = new RecordsWorld(isSigned: true);
        world.Repository.Write(Signers, $"{Carol},{Bob} {FolderSignatureTests.Key(world.Keys, "carol")}\n{Dora} {FolderSignatureTests.Key(world.Keys, "dora")}\n");
        world.Commit(Dora);
        var request = world.Ask(commits: false);
        world.Commit(Bob, key: "carol");
        world.Say(CommandVerb.Approve, Carol, request);

        AssertOpen(world, $"The key of 'Carol' also signs for '{Bob}'");
    }

    [Fact]
    public void A_key_of_two_addresses_is_one_approver()
    {
        using var world = new RecordsWorld(isSigned: true, more: "  limits:\n    critical: { days: 30, approvals: 2 }\n    high: { days: 90, approvals: 2 }\n    medium: { days: 90, approvals: 2 }\n    low: { days: 90, approvals: 2 }\n");
        world.Repository.Write(Signers, $"{Carol},{Alice} {FolderSignatureTests.Key(world.Keys, "carol")}\n{Bob} {FolderSignatureTests.Key(world.Keys, "bob")}\n{Alice} {FolderSignatureTests.Key(world.Keys, "alice")}\n");
        world.Commit(Bob);
        var request = world.Ask();
        world.Say(CommandVerb.Approve, Carol, request);
        world.Write(CommandVerb.Approve, request);
        world.Commit(Alice, key: "carol");

        AssertOpen(world, "has decided on this already");
    }

    [Fact]
    public void In_a_pull_request_every_commit_that_wrote_something_is_signed_and_a_plain_merge_wrote_nothing()
    {
        using var world = new RecordsWorld(isSigned: true);
        var git = world.Repository;
        var request = world.Ask();
        world.Say(CommandVerb.Approve, Carol, request);
        git.Git("update-ref", "refs/remotes/origin/main", "main");
        git.Git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
        git.Git("config", "remote.origin.url", "https://example.org/widgets/app.git");
        git.Git("switch", "--quiet", "--create", "change");
        git.Write("src/a", "1");
        world.Commit(Dora);
        git.Git("switch", "--quiet", "--create", "merged", "main");
        git.As("noreply@github.com", "merge", "--quiet", "--no-ff", "--message=m", "change");
        Assert.Equal(ExitCode.Met, world.Gate());

        git.Write("src/b", "1").Commit(Dora);
        AssertOpen(world, $"names '{Dora}'");
    }

    [Fact]
    public void An_approval_that_the_ledger_counts_goes_on_where_a_pull_request_does_not_touch_its_file()
    {
        using var world = new RecordsWorld(isSigned: true);
        var git = world.Repository;
        world.Say(CommandVerb.Approve, Carol, world.Ask(keeps: true));
        Assert.Equal(ExitCode.Met, world.Gate(keeps: true, writes: true));
        git.Git("update-ref", "refs/remotes/origin/main", "main");
        git.Git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
        git.Git("config", "remote.origin.url", "https://example.org/widgets/app.git");
        git.Git("switch", "--quiet", "--create", "change");
        git.Write("src/a", "1").Commit("drive-by@example.org");
        Assert.Equal(ExitCode.Met, world.Gate(keeps: true));

        world.WriteWorkflow("v1", "# x\n").Commit(Dora);
        Assert.Equal(ExitCode.Failed, world.Gate(keeps: true));
    }

    [Fact]
    public void A_ledger_that_counts_the_approval_all_the_same_is_not_believed()
    {
        using var world = new RecordsWorld(isSigned: true);
        world.WriteWorkflow("v2").Commit(Dora);
        var request = world.Ask(keeps: true);
        var path = world.Say(CommandVerb.Approve, Carol, request);
        var text = File.ReadAllText(Path.Combine(world.Repository.Root, path));
        var now = world.Repository.Now;
        var command = CommandReader.Read(text, out _)!;
        LedgerFolder.Open(world.Ledger, signer: null, []).Append(
            [
                .. new RecordEvent[]
                {
                    new RecordEvent.Decision(now, request.Key, new KeptComment(path, 1, new Person(Carol, "Carol"), text, now, null), command, []),
                    new RecordEvent.Transition(now, request.Key, DecisionState.Requested, DecisionState.Approved, "", command.Until),
                }.Select(recordEvent => (ReadOnlyMemory<byte>)RecordEventJson.Write(recordEvent)),
            ],
            cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Failed, world.Gate(keeps: true));
    }

    private static void AssertOpen(RecordsWorld world, string reason)
    {
        var (outcome, assessment) = world.Run();
        Assert.True(Assert.Single(assessment.Findings).IsOpen);
        Assert.Equal(ExitCode.Failed, BuildGate.Judge(assessment, Severity.Low).Code);
        Assert.Contains(outcome.Records.Decisions.SelectMany(decision => decision.Refusals).SelectMany(refused => refused.Reasons), said => said.Contains(reason, StringComparison.Ordinal));
    }
}
