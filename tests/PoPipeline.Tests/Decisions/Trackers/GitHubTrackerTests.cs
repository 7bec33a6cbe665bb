using System.Collections.Immutable;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Decisions.Trackers.GitHub;
using PoPipeline.Forges;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Tests.Doubles;

namespace PoPipeline.Tests.Decisions.Trackers;

/// <summary>The tracker of GitHub against the double of GitHub, which holds every request to GitHub's own description.</summary>
public sealed class GitHubTrackerTests(GitHubFixture fixture) : IClassFixture<GitHubFixture>, IAsyncLifetime
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private GitHubDouble Server => fixture.Server;

    public async ValueTask InitializeAsync() => await fixture.ResetAsync();

    public async ValueTask DisposeAsync() => await Server.AssertNoViolations();

    [Fact]
    public async Task It_finds_out_where_it_is_and_as_whom()
    {
        var (tracker, context) = await fixture.OpenAsync();

        Assert.Equal(new RequestScope("github", $"127.0.0.1:{Server.Address.Port}", "5000", "77"), context.Scope);
        Assert.Equal(new Account("900", "popipeline[bot]", AccountKind.Program), context.Self);
        Assert.Equal("main", context.Branch);
        Assert.Matches("^[0-9a-f]{40}$", context.Commit);
        Assert.Equal(Fact<bool>.Known(true), context.IsProtected);
        Assert.Equal(GitHubFixture.Noon, context.Now, TimeSpan.FromSeconds(5));
        Assert.EndsWith("/acme/app/issues/new?template=popipeline-exception.yml", context.RequestUrl, StringComparison.Ordinal);
        tracker.Dispose();
    }

    [Theory]
    [InlineData("ghs_job", "41898282", "github-actions[bot]", AccountKind.Program)]
    [InlineData("ghp_bob", "102", "bob", AccountKind.Person)]
    public async Task It_knows_a_job_and_a_person_by_their_numbers(string token, string id, string name, AccountKind kind)
    {
        var (tracker, context) = await fixture.OpenAsync(fixture.Options(token));

        Assert.Equal(new Account(id, name, kind), context.Self);
        tracker.Dispose();
    }

    [Fact]
    public async Task It_reads_trusted_files_at_the_commit_that_it_saw()
    {
        var (tracker, _) = await fixture.OpenAsync();
        await Server.Control("files", new { repo = "acme/app", branch = "main", @as = "bob", files = new Dictionary<string, string> { [".popipeline.yml"] = "rules: { forged: true }\n" } });

        Assert.Equal("rules: {}\n", await tracker.ReadTrustedAsync(".popipeline.yml", Stop));
        Assert.Null(await tracker.ReadTrustedAsync("nothing/here.yml", Stop));
        Assert.Null(await tracker.ReadTrustedAsync("../../../user", Stop));
        tracker.Dispose();
    }

    [Fact]
    public async Task It_files_an_issue_and_reads_it_back()
    {
        var (tracker, context) = await fixture.OpenAsync();
        var draft = GitHubFixture.Draft(context.Scope);

        var filed = await tracker.FileAsync(draft, Stop);
        var again = await tracker.FileAsync(draft, Stop);
        var reading = await tracker.ReadAsync([filed.Id], Stop);

        Assert.Equal(filed.Id, again.Id);
        var issue = Assert.Single(reading.Issues);
        Assert.Empty(reading.Gone);
        Assert.Equal(draft.Body, issue.Body);
        Assert.Equal(draft.Title, issue.Title);
        Assert.Equal("#1", issue.Name);
        Assert.Equal(context.Self, issue.Author);
        Assert.True(issue.IsOpen);
        Assert.Equal(["po:record", "po:requested"], issue.Labels.Order(StringComparer.Ordinal));
        Assert.Equal(Fact<TrackedEdit?>.Known(null), issue.LastEdit);
        Assert.False(issue.WasMoved);
        tracker.Dispose();
    }

    [Fact]
    public async Task It_reads_comments_with_everything_that_can_be_wrong_with_them()
    {
        var (tracker, context) = await fixture.OpenAsync();
        _ = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop);
        var plain = await Comment("comment", "alice", "/po approve 12345678 until 2026-07-01 reason: fine");
        var edited = await Comment("comment", "alice", "nothing");
        await Server.Control("editComment", new { comment = edited, @as = "bob", body = "/po approve 12345678 until 2026-07-01 reason: mine" });
        var erased = await Comment("comment", "alice", "nothing");
        await Server.Control("editComment", new { comment = erased, @as = "bob", body = "something" });
        await Server.Control("deleteEditRevision", new { comment = erased, @as = "bob" });
        var mailed = await Comment("commentViaEmail", "alice", "/po approve 12345678 until 2026-07-01 reason: by mail");
        var byApp = (await Server.Control("commentViaApp", new { repo = "acme/app", issue = 1, @as = "alice", app = "helper", body = "/po approve 12345678 until 2026-07-01 reason: by app" }))["id"]!.GetValue<long>();

        var comments = (await tracker.ReadAsync([], Stop)).Issues.Single().Comments.ToDictionary(comment => comment.Order);

        Assert.Equal(5, comments.Count);
        Assert.Equal(new Account("101", "alice", AccountKind.Person), comments[plain].Author);
        Assert.Null(comments[plain].LastEdit.Value);
        Assert.Null(comments[plain].Via);
        Assert.False(comments[plain].ByEmail);
        Assert.Equal("102", comments[edited].LastEdit.Value?.Editor?.Id);
        Assert.Equal("102", comments[erased].LastEdit.Value?.Editor?.Id);
        Assert.True(comments[mailed].ByEmail);
        Assert.Equal("helper", comments[byApp].Via);
        tracker.Dispose();
    }

    [Fact]
    public async Task It_reads_more_comments_than_fit_on_a_page()
    {
        var (tracker, context) = await fixture.OpenAsync();
        _ = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop);
        for (var i = 0; i < 105; i++)
        {
            _ = await Comment("comment", "alice", $"comment {i}");
        }

        var comments = (await tracker.ReadAsync([], Stop)).Issues.Single().Comments;

        Assert.Equal(105, comments.Length);
        Assert.Equal(Enumerable.Range(0, 105).Select(i => $"comment {i}"), comments.Select(comment => comment.Body));
        Assert.All(comments, comment => Assert.True(comment.LastEdit.IsKnown, comment.LastEdit.Reason));
        tracker.Dispose();
    }

    [Fact]
    public async Task It_sees_a_request_that_was_edited_has_lost_its_label_was_deleted_or_was_moved()
    {
        var (tracker, context) = await fixture.OpenAsync();
        var edited = await tracker.FileAsync(GitHubFixture.Draft(context.Scope, "edited"), Stop);
        var bare = await tracker.FileAsync(GitHubFixture.Draft(context.Scope, "bare"), Stop);
        var deleted = await tracker.FileAsync(GitHubFixture.Draft(context.Scope, "deleted"), Stop);
        var moved = await tracker.FileAsync(GitHubFixture.Draft(context.Scope, "moved"), Stop);
        await Server.Control("editIssue", new { repo = "acme/app", issue = edited.Order, @as = "bob", body = "nothing to see" });
        await Server.Control("removeLabel", new { repo = "acme/app", issue = bare.Order, @as = "bob", label = "po:record" });
        await Server.Control("deleteIssue", new { repo = "acme/app", issue = deleted.Order });
        await Server.Control("transferIssue", new { repo = "acme/app", issue = moved.Order, @as = "alice", to = "acme/decisions" });

        var reading = await tracker.ReadAsync([edited.Id, bare.Id, deleted.Id, moved.Id], Stop);

        Assert.Equal("102", reading.Issues.Single(issue => issue.Id == edited.Id).LastEdit.Value?.Editor?.Id);
        Assert.DoesNotContain("po:record", reading.Issues.Single(issue => issue.Id == bare.Id).Labels);
        Assert.Equal(new[] { deleted.Id, moved.Id }.Order(StringComparer.Ordinal), reading.Gone);
        tracker.Dispose();
    }

    [Fact]
    public async Task It_reads_what_people_ask_for_by_the_form_and_what_they_forge()
    {
        var (tracker, context) = await fixture.OpenAsync();
        var draft = GitHubFixture.Draft(context.Scope);
        string[] asked = ["po:ask"];
        string[] forged = ["po:record", "po:approved"];
        await Server.Control("createIssue", new { repo = "acme/app", @as = "bob", title = "Please", body = "### Rule\n\nPO3204", labels = asked });
        await Server.Control("createIssue", new { repo = "acme/app", @as = "dave", title = draft.Title, body = draft.Body, labels = forged });
        await Server.Control("createIssue", new { repo = "acme/app", @as = "dave", title = "Something else", body = "" });

        var filed = await tracker.FileAsync(draft, Stop);
        var reading = await tracker.ReadAsync([], Stop);

        Assert.Equal([1L, 2L, filed.Order], reading.Issues.Select(issue => issue.Order));
        Assert.Equal("104", reading.Issues[1].Author.Id);
        Assert.Equal("900", filed.Author.Id);
        tracker.Dispose();
    }

    [Fact]
    public async Task It_writes_a_comment_once_whoever_else_claims_to_have()
    {
        var (tracker, context) = await fixture.OpenAsync();
        var issue = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop);
        var marker = new string('a', 64);
        _ = await Comment("comment", "dave", $"<!-- po:event={marker} -->");

        await tracker.CommentAsync(issue, marker, "The request is approved.", Stop);
        await tracker.CommentAsync(issue, marker, "The request is approved.", Stop);

        var own = Assert.Single((await tracker.ReadAsync([], Stop)).Issues.Single().Comments, comment => comment.Author.Id == "900");
        Assert.Equal($"The request is approved.\n\n<!-- po:event={marker} -->", own.Body);
        tracker.Dispose();
    }

    [Fact]
    public async Task It_shows_a_state_and_takes_away_what_people_put_there()
    {
        var (tracker, context) = await fixture.OpenAsync();
        var issue = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop);
        await Server.Control("addLabel", new { repo = "acme/app", issue = 1, @as = "bob", label = "po:approved" });
        await Server.Control("addLabel", new { repo = "acme/app", issue = 1, @as = "bob", label = "bug" });

        await tracker.ShowAsync(issue, DecisionState.Requested, Stop);
        Assert.Equal(["bug", "po:record", "po:requested"], await LabelsNow(tracker));
        await Server.Control("closeIssue", new { repo = "acme/app", issue = 1, @as = "bob" });
        await tracker.ShowAsync(issue, DecisionState.Approved, Stop);
        Assert.Equal(["bug", "po:approved", "po:record"], await LabelsNow(tracker));
        Assert.True((await tracker.ReadAsync([], Stop)).Issues.Single().IsOpen);
        await tracker.ShowAsync(issue, DecisionState.Expired, Stop);
        Assert.Equal(["bug", "po:expired", "po:record"], await LabelsNow(tracker));
        Assert.False((await tracker.ReadAsync([], Stop)).Issues.Single().IsOpen);

        var writes = (await Server.Stats())["writes"]!.AsArray().Count;
        await tracker.ShowAsync(issue, DecisionState.Expired, Stop);
        Assert.Equal(writes, (await Server.Stats())["writes"]!.AsArray().Count);
        tracker.Dispose();
    }

    [Theory]
    [InlineData("101", "alice", "@acme/security", true)]
    [InlineData("103", "carol", "@acme/security", false)]
    [InlineData("102", "bob", "@acme/security", false)]
    [InlineData("102", "alice", "@acme/security", false)]
    [InlineData("102", "bob", "@bob", true)]
    [InlineData("102", "bob", "@nobody", false)]
    [InlineData("999", "alice", "@alice", false)]
    [InlineData("102", "bob", "bob@example.com", false)]
    public async Task It_knows_approvers_by_number_and_active_membership(string id, string name, string approver, bool expected)
    {
        var (tracker, _) = await fixture.OpenAsync();

        var answer = await tracker.IsApproverAsync(new Account(id, name, AccountKind.Person), [approver], Stop);

        Assert.Equal(Fact<bool>.Known(expected), answer);
        tracker.Dispose();
    }

    [Fact]
    public async Task A_renamed_approver_is_one_still_and_who_takes_the_old_name_is_none()
    {
        var (tracker, _) = await fixture.OpenAsync();
        await Server.Control("renameUser", new { login = "alice", to = "alice-b" });
        await Server.Control("reregisterLogin", new { login = "alice", id = 666 });

        Assert.True((await tracker.IsApproverAsync(new Account("101", "alice", AccountKind.Person), ["@acme/security"], Stop)).Value);
        Assert.False((await tracker.IsApproverAsync(new Account("666", "alice", AccountKind.Person), ["@acme/security"], Stop)).Value);
        Assert.False((await tracker.IsApproverAsync(new Account("101", "alice", AccountKind.Person), ["@alice"], Stop)).Value);
        tracker.Dispose();
    }

    [Fact]
    public async Task What_a_token_may_not_see_is_unknown_and_names_the_permission()
    {
        var (tracker, _) = await fixture.OpenAsync(fixture.Options("ghs_job"));

        var answer = await tracker.IsApproverAsync(new Account("101", "alice", AccountKind.Person), ["@acme/security"], Stop);

        Assert.False(answer.IsKnown);
        Assert.Equal(
            "GitHub refuses to read the members of '@acme/security' (403, 'Resource not accessible by integration'): the token lacks the permission 'members: read'; "
            + "use a token of a GitHub App with 'members: read' (a job's own GITHUB_TOKEN cannot read teams), or name persons",
            answer.Reason);
        Assert.True((await tracker.IsApproverAsync(new Account("101", "alice", AccountKind.Person), ["@acme/security", "@alice"], Stop)).Value);
        tracker.Dispose();
    }

    [Fact]
    public async Task A_team_of_another_organisation_or_one_that_is_not_there_decides_nothing()
    {
        var (tracker, _) = await fixture.OpenAsync();
        var alice = new Account("101", "alice", AccountKind.Person);

        Assert.Contains("another organisation", (await tracker.IsApproverAsync(alice, ["@evil/security"], Stop)).Reason, StringComparison.Ordinal);
        Assert.Contains("it is not there", (await tracker.IsApproverAsync(alice, ["@acme/nobody"], Stop)).Reason, StringComparison.Ordinal);
        tracker.Dispose();
    }

    [Fact]
    public async Task It_knows_who_wrote_a_file_and_the_change_that_is_checked()
    {
        await Server.Control("files", new { repo = "acme/app", branch = "main", @as = "alice", files = new Dictionary<string, string> { ["ci.yml"] = "a" } });
        await Server.Control("files", new { repo = "acme/app", branch = "main", @as = "carol", files = new Dictionary<string, string> { ["other.yml"] = "a" } });
        var head = (await Server.Control("files", new { repo = "acme/app", branch = "main", @as = "carol", files = new Dictionary<string, string> { ["third.yml"] = "a" } }))["sha"];
        await Server.Control("ref", new { repo = "acme/app", @ref = "refs/heads/topic", sha = head!.GetValue<string>() });
        await Server.Control("files", new { repo = "acme/app", branch = "topic", @as = "dave", files = new Dictionary<string, string> { ["new.yml"] = "a" } });
        await Server.Control("addPull", new { repo = "acme/app", number = 7, user = "bob", head = "topic" });
        var (branch, _) = await fixture.OpenAsync();
        var (change, _) = await fixture.OpenAsync(fixture.Options() with { PullRequest = 7 });

        Assert.Equal(["101"], await branch.AuthorsOfAsync("ci.yml", Stop));
        Assert.Empty(await branch.AuthorsOfAsync("nothing.yml", Stop));
        Assert.Equal(["101", "102", "104"], (await change.AuthorsOfAsync("ci.yml", Stop)).Order(StringComparer.Ordinal));
        branch.Dispose();
        change.Dispose();
    }

    [Fact]
    public async Task Issues_and_ledger_may_lie_in_another_repository()
    {
        var (tracker, context) = await fixture.OpenAsync(fixture.Options() with { Records = "acme/decisions" });

        var issue = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop);

        Assert.Equal("77", context.Scope.Repository);
        Assert.Contains("/acme/decisions/issues/1", issue.Url, StringComparison.Ordinal);
        Assert.Contains("/acme/decisions/issues/new", context.RequestUrl, StringComparison.Ordinal);
        tracker.Dispose();
    }

    [Fact]
    public async Task A_refusal_names_what_is_missing()
    {
        var (tracker, context) = await fixture.OpenAsync(fixture.Options("ghs_reader"));

        var refusal = await Assert.ThrowsAsync<ForgeException>(() => tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop));

        Assert.False(refusal.IsOutage);
        Assert.Equal("GitHub refuses to claim the right to file an issue in 'acme/app' (403, 'Resource not accessible by integration'): the token lacks the permission 'contents: write'.", refusal.Message);
        tracker.Dispose();
    }

    [Fact]
    public async Task A_token_that_is_not_valid_is_refused_without_being_shown()
    {
        using var tracker = GitHubTracker.Create(fixture.Options("ghp_unknown"));

        var refusal = await Assert.ThrowsAsync<ForgeException>(() => tracker.OpenAsync(Stop));

        Assert.False(refusal.IsOutage);
        Assert.Contains("the token is not valid, or has expired", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ghp_unknown", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_that_is_not_told_is_unknown_and_says_why()
    {
        var (tracker, context) = await fixture.OpenAsync();
        _ = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop);
        await Server.Control("fail", new { method = "POST", path = "/graphql", status = 403, body = new { message = "No GraphQL here" } });

        var issue = (await tracker.ReadAsync([], Stop)).Issues.Single();

        Assert.False(issue.LastEdit.IsKnown);
        Assert.Contains("No GraphQL here", issue.LastEdit.Reason, StringComparison.Ordinal);
        tracker.Dispose();
    }

    [Fact]
    public async Task A_query_that_fails_in_part_leaves_what_it_does_not_tell_unknown()
    {
        var (tracker, context) = await fixture.OpenAsync();
        _ = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop);
        await Server.Control("fail", """{ "method": "POST", "path": "/graphql", "status": 200, "body": { "data": { "nodes": [null] }, "errors": [{ "type": "FORBIDDEN", "message": "Not \u202e yours" }] } }""");

        var issue = (await tracker.ReadAsync([], Stop)).Issues.Single();

        Assert.Equal("GitHub's GraphQL API does not tell about it: 'Not \\u202E yours'", issue.LastEdit.Reason);
        tracker.Dispose();
    }

    [Fact]
    public async Task A_query_over_the_limit_is_an_outage()
    {
        var (tracker, context) = await fixture.OpenAsync();
        _ = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop);
        await Server.Control("fail", """{ "method": "POST", "path": "/graphql", "status": 200, "body": { "errors": [{ "type": "RATE_LIMITED", "message": "API rate limit exceeded" }] } }""");

        Assert.True((await Assert.ThrowsAsync<ForgeException>(() => tracker.ReadAsync([], Stop))).IsOutage);
        tracker.Dispose();
    }

    [Fact]
    public async Task A_repository_that_was_renamed_is_the_same_for_reading_and_writing()
    {
        await Server.Control("renameRepository", new { repo = "acme/app", to = "renamed" });
        var (tracker, context) = await fixture.OpenAsync();
        var draft = GitHubFixture.Draft(context.Scope);

        var issue = await tracker.FileAsync(draft, Stop);
        await tracker.ShowAsync(issue, DecisionState.Rejected, Stop);
        await tracker.CommentAsync(issue, new string('c', 64), "Rejected.", Stop);

        Assert.Equal("77", context.Scope.Repository);
        Assert.False((await tracker.ReadAsync([issue.Id], Stop)).Issues.Single().IsOpen);
        Assert.Equal(issue.Id, (await tracker.FileAsync(draft, Stop)).Id);
        tracker.Dispose();
    }

    private async Task<long> Comment(string action, string author, string body) =>
        (await Server.Control(action, new { repo = "acme/app", issue = 1, @as = author, body }))["id"]!.GetValue<long>();

    private static async Task<ImmutableArray<string>> LabelsNow(GitHubTracker tracker) =>
        [.. (await tracker.ReadAsync([], Stop)).Issues.Single().Labels.Order(StringComparer.Ordinal)];
}
