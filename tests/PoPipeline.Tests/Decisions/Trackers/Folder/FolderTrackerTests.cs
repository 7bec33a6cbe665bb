using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Forges;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using static PoPipeline.Tests.Decisions.Trackers.Folder.RecordsRepository;

namespace PoPipeline.Tests.Decisions.Trackers.Folder;

public sealed class FolderTrackerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_decision_is_of_whoever_committed_it_and_when()
    {
        using var repository = new RecordsRepository();
        var filed = await repository.File();
        var path = repository.Approve(filed);
        repository.Commit("Alice@Example.org");

        var issue = await repository.Only();

        Assert.Equal(".popipeline/records/PO3204-" + Request().Key[..16] + "-1", issue.Id);
        Assert.Equal("Exception from PO3204", issue.Title);
        Assert.Equal(Draft().Body, issue.Body);
        Assert.Equal(Request().Digest, RequestBlock.Read(issue.Body, out _)?.Digest);
        Assert.Equal(new Account(Bob, "Bob", AccountKind.Person), issue.Author);
        Assert.True(issue.IsOpen);
        var comment = Assert.Single(issue.Comments);
        Assert.Equal(path, comment.Id);
        Assert.Equal(Approval() + "\n", comment.Body);
        Assert.Equal(new Account(Alice, "Alice", AccountKind.Person), comment.Author);
        Assert.Equal(repository.Now, comment.CreatedAt);
        Assert.True(comment.LastEdit is { IsKnown: true, Value: null });
        Assert.Null(comment.Unproven);
        Assert.True(comment.Order > issue.Order);
    }

    [Fact]
    public async Task A_later_commit_that_changes_a_decision_or_a_request_is_an_edit()
    {
        using var repository = new RecordsRepository();
        var filed = await repository.File();
        var path = repository.Approve(filed);
        repository.Commit(Alice);
        repository.Write(path, Approval(reason: "it is fine for ever").ToString()).Commit(Mallory);
        var changed = repository.Now;
        repository.Write(path, Approval() + "\n").Commit(Alice);
        repository.Write($"{filed.Id}/request.md", "# x\n\ny").Commit(Mallory);

        var issue = await repository.Only();
        var comment = Assert.Single(issue.Comments);

        Assert.Equal(Alice, comment.Author.Id);
        Assert.Equal(Alice, comment.LastEdit.Value?.Editor?.Id);
        Assert.True(comment.LastEdit.Value?.At > changed);
        Assert.Equal(Mallory, issue.LastEdit.Value?.Editor?.Id);
        Assert.Equal(Bob, issue.Author.Id);
    }

    [Fact]
    public async Task What_was_deleted_is_no_longer_there_and_a_known_request_is_gone()
    {
        using var repository = new RecordsRepository();
        var filed = await repository.File();
        repository.Approve(filed);
        repository.Commit(Alice);
        repository.Git("rm", "--quiet", "-r", filed.Id);
        repository.Commit(Mallory);

        using var tracker = repository.Open();
        var reading = await tracker.ReadAsync([filed.Id, "../../etc/passwd", filed.Id], Cancellation);

        Assert.Empty(reading.Issues);
        Assert.Equal([filed.Id, "../../etc/passwd"], reading.Gone);
    }

    [Fact]
    public async Task What_is_added_again_is_of_whoever_added_it_last()
    {
        using var repository = new RecordsRepository();
        var path = repository.Approve(await repository.File());
        repository.Commit(Alice);
        repository.Git("rm", "--quiet", path);
        repository.Commit(Alice);
        repository.Write(path, Approval() + "\n").Commit(Mallory);

        Assert.Equal(Mallory, (await repository.OnlyComment()).Author.Id);
    }

    [Fact]
    public async Task What_is_not_committed_proves_nothing()
    {
        using var repository = new RecordsRepository();
        repository.Approve(await repository.File());

        var comment = await repository.OnlyComment();

        Assert.Equal("It is not committed: `git add .popipeline`, `git commit`", comment.Unproven);
        Assert.Equal(Bob, comment.Author.Id);
    }

    [Fact]
    public async Task A_request_that_is_not_committed_is_of_its_requester_only_where_that_is_who_runs_this()
    {
        using var repository = new RecordsRepository();
        using (var tracker = repository.Open())
        {
            await tracker.FileAsync(Draft(), Cancellation);
        }

        Assert.Equal(new Account(Bob, Bob, AccountKind.Person), (await repository.Only(Bob)).Author);
        Assert.Equal(AccountKind.Program, (await repository.Only(Mallory)).Author.Kind);
        Assert.Equal(Request().CreatedAt, (await repository.Only()).CreatedAt);
    }

    [Fact]
    public async Task A_decision_counts_once_it_is_on_the_branch_of_the_remote()
    {
        using var origin = new RecordsRepository();
        using var clone = Clone(origin);
        var filed = await clone.File();
        clone.Git("push", "--quiet", "origin", "main:main");
        clone.Git("switch", "--quiet", "--create", "decide");
        clone.Approve(filed);
        clone.Commit(Alice);

        var waiting = await clone.OnlyComment();
        clone.Git("push", "--quiet", "origin", "decide:main");
        var counted = await clone.OnlyComment();

        Assert.Equal(
            "It is committed on 'decide' and not on 'origin/main', which decides: `git push origin decide`, merge it into 'main' there, and `git fetch origin`", waiting.Unproven);
        Assert.Equal(Alice, waiting.Author.Id);
        Assert.Null(counted.Unproven);
        Assert.Equal(Alice, counted.Author.Id);
    }

    [Fact]
    public async Task A_change_that_rewrites_a_decision_changes_nothing_on_the_branch_that_counts_and_says_so()
    {
        using var origin = new RecordsRepository();
        var path = origin.Approve(await origin.File());
        origin.Commit(Alice);
        using var clone = Clone(origin);
        clone.Git("switch", "--quiet", "--create", "evil");
        clone.Write(path, Approval(reason: "for ever").ToString()).Commit(Mallory);

        var comment = await clone.OnlyComment();

        Assert.Equal(Approval() + "\n", comment.Body);
        Assert.StartsWith("Its file here says something else than branch 'origin/main' does. Bring it back with `git checkout origin/main -- ", comment.Unproven, StringComparison.Ordinal);
        Assert.Null(comment.LastEdit.Value);
    }

    [Fact]
    public async Task A_checkout_that_lacks_a_decision_still_reads_it_from_the_branch_that_counts()
    {
        using var origin = new RecordsRepository();
        origin.Approve(await origin.File());
        origin.Commit(Alice);
        using var clone = Clone(origin);
        clone.Git("checkout", "--quiet", "--detach", "HEAD~2");

        Assert.Equal(Alice, (await clone.OnlyComment()).Author.Id);
        Assert.False(Directory.Exists(Path.Combine(clone.Root, ".popipeline")));
    }

    [Fact]
    public async Task A_line_that_ends_otherwise_in_the_working_tree_is_no_change()
    {
        using var repository = new RecordsRepository();
        var path = repository.Approve(await repository.File());
        repository.Commit(Alice);
        repository.Write(path, Approval() + "\r\n");

        Assert.Null((await repository.OnlyComment()).Unproven);
    }

    [Fact]
    public async Task The_policy_is_read_from_the_branch_that_counts_never_from_the_working_tree()
    {
        using var repository = new RecordsRepository();
        repository.Write(".popipeline.yml", "trusted").Write("big", new string('x', 5 * 1024 * 1024)).Commit(Bob);
        File.WriteAllBytes(Path.Combine(repository.Root, "latin"), [0xE9]);
        File.CreateSymbolicLink(Path.Combine(repository.Root, "link"), ".popipeline.yml");
        repository.Commit(Bob);
        repository.Write(".popipeline.yml", "mine");
        using var tracker = repository.Open();

        Assert.Equal("trusted", await tracker.ReadTrustedAsync(".popipeline.yml", Cancellation));
        Assert.Null(await tracker.ReadTrustedAsync("none.yml", Cancellation));
        Assert.Null(await tracker.ReadTrustedAsync("../x", Cancellation));
        Assert.Null(await tracker.ReadTrustedAsync("a\0b", Cancellation));
        foreach (var (path, why) in new[] { ("link", "regular"), ("latin", "UTF-8"), ("big", "4 MiB") })
        {
            Assert.Contains(why, (await Assert.ThrowsAsync<ForgeException>(() => tracker.ReadTrustedAsync(path, Cancellation))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_says_where_it_is_and_as_whom()
    {
        using var repository = new RecordsRepository();
        using var tracker = repository.Open("Bob@Example.org");

        var context = await tracker.OpenAsync(Cancellation);

        Assert.Equal(new RequestScope("folder", "", "", repository.Git("rev-list", "--max-parents=0", "HEAD")), context.Scope);
        Assert.Equal((Bob, "main", repository.Git("rev-parse", "HEAD")), (context.Self.Id, context.Branch, context.Commit));
        Assert.Equal("git does not know which branches are protected; the forge that hosts the repository does", context.IsProtected.Reason);
        Assert.Null(tracker.Ledger);
        Assert.Equal(TrackerKind.Folder, tracker.Kind);
    }

    [Theory]
    [InlineData("alice@example.org", true)]
    [InlineData("ALICE@example.org", true)]
    [InlineData("bob@example.org", false)]
    public async Task An_approver_is_an_address_of_the_policy(string approver, bool expected)
    {
        using var repository = new RecordsRepository();
        using var tracker = repository.Open();

        var fact = await tracker.IsApproverAsync(new Account(Alice, "x", AccountKind.Person), ["@acme/security", approver], Cancellation);

        Assert.Equal(Fact<bool>.Known(expected), fact);
    }

    [Fact]
    public async Task Names_of_a_forge_say_nothing_of_a_folder()
    {
        using var repository = new RecordsRepository();
        using var tracker = repository.Open();
        var account = new Account(Alice, "x", AccountKind.Person);

        Assert.Contains("e-mail addresses", (await tracker.IsApproverAsync(account, ["@acme/security", "@alice@example.org"], Cancellation)).Reason, StringComparison.Ordinal);
        Assert.Equal(Fact<bool>.Known(false), await tracker.IsApproverAsync(account, [], Cancellation));
        Assert.Equal(Fact<bool>.Known(false), await tracker.IsApproverAsync(new Account("ſ@example.org", "x", AccountKind.Person), ["S@example.org"], Cancellation));
    }

    [Fact]
    public async Task The_authors_of_a_file_are_those_of_its_last_change_and_of_the_change_that_is_checked()
    {
        using var origin = new RecordsRepository();
        origin.Write("ci/build.yml", "1").Commit(Alice);
        origin.Write("ci/build.yml", "2").Commit(Bob, "--message=x\n\nCo-authored-by: Carol <Carol@Example.org>");
        origin.Write("other", "1").Commit(Mallory);
        using var clone = Clone(origin);
        using var onBranch = clone.Open();
        Assert.Equal([Bob, "carol@example.org"], await onBranch.AuthorsOfAsync("ci/build.yml", Cancellation));
        Assert.Empty(await onBranch.AuthorsOfAsync("ci", Cancellation));
        Assert.Empty(await onBranch.AuthorsOfAsync("", Cancellation));
        Assert.Empty(await onBranch.AuthorsOfAsync("none", Cancellation));

        clone.Git("switch", "--quiet", "--create", "change");
        clone.Write("other", "2").Commit("dave@example.org");
        using var change = clone.Open();

        Assert.Equal([Bob, "carol@example.org", "dave@example.org"], await change.AuthorsOfAsync("ci/build.yml", Cancellation));
        Assert.Equal(["dave@example.org"], await change.AuthorsOfAsync("", Cancellation));
    }

    internal static RecordsRepository Clone(RecordsRepository origin, params string[] more)
    {
        var tree = new TempTree();
        origin.Git("config", "receive.denyCurrentBranch", "ignore");
        origin.Git(["clone", "--quiet", .. more, "file://" + origin.Root, tree.Root]);
        return new RecordsRepository(tree);
    }
}
