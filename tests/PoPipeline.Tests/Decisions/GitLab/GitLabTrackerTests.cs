using System.Text.Json.Nodes;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Rules.Model.Decisions;
using static PoPipeline.Tests.Decisions.GitLab.GitLabWorld;

namespace PoPipeline.Tests.Decisions.GitLab;

public class GitLabTrackerTests
{
    [Fact]
    public async Task A_run_finds_out_where_it_is_and_as_whom()
    {
        await using var world = await StartAsync();

        var context = await world.Tracker().OpenAsync(Cancellation);

        Assert.Equal(new RequestScope("gitlab", "127.0.0.1", "301", "501"), context.Scope);
        Assert.Equal(new Account("90", "po-bot", AccountKind.Program), context.Self);
        Assert.Equal("main", context.Branch);
        Assert.Equal(40, context.Commit.Length);
        Assert.True(context.IsProtected.Value);
        Assert.Equal(2026, context.Now.Year);
        Assert.Equal($"{world.Server.Address}acme/app/-/issues/new?issuable_template=popipeline-exception", context.RequestUrl);
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(40, true)]
    [InlineData(0, true)]
    public async Task A_branch_that_developers_push_to_is_as_good_as_unprotected(int pushAccessLevel, bool isProtected)
    {
        await using var world = await StartAsync();
        world.Server.Control("seed", JsonNode.Parse($$"""
            { "projects": [{ "path": "acme/third", "files": { "README.md": "x" }, "members": [{ "user": "po-bot", "access_level": 40 }],
              "protected_branches": [{ "name": "m*", "push_access_level": {{pushAccessLevel}} }] }] }
            """)!.AsObject());

        var context = await world.Tracker(change: options => options with { Project = "acme/third" }).OpenAsync(Cancellation);

        Assert.Equal(isProtected, context.IsProtected.Value);
    }

    [Fact]
    public async Task The_trusted_file_is_that_of_the_commit_that_was_found_at_first()
    {
        await using var world = await StartAsync();
        var tracker = world.Tracker();
        await tracker.OpenAsync(Cancellation);
        world.Act("pushFile", "mallory", new JsonObject { ["path"] = ".popipeline/approvers.yml", ["content"] = "approvers: [mallory]\n" });

        Assert.Equal("approvers: [acme/security]\n", await tracker.ReadTrustedAsync(".popipeline/approvers.yml", Cancellation));
        Assert.Null(await tracker.ReadTrustedAsync("not/there.yml", Cancellation));
    }

    [Fact]
    public async Task An_issue_is_read_as_it_was_written()
    {
        await using var world = await StartAsync();
        var draft = Draft();

        var filed = await world.Tracker().FileAsync(draft, Cancellation);
        world.Comment("alice", "/po approve 12345678 until 2027-01-01 reason: fine\n");
        var issue = await world.OnlyIssueAsync();

        Assert.Equal(filed.Id, issue.Id);
        Assert.Equal("#1", issue.Name);
        Assert.Equal(draft.Title, issue.Title);
        Assert.Equal(draft.Request.Digest, RequestBlock.Read(issue.Body, out _)?.Digest);
        Assert.Equal(new Account("90", "po-bot", AccountKind.Program), issue.Author);
        Assert.True(issue.LastEdit.IsKnown);
        Assert.Null(issue.LastEdit.Value);
        Assert.True(issue.IsOpen);
        Assert.False(issue.WasMoved);
        Assert.Equal(["po:record", "po:requested"], issue.Labels.Order(StringComparer.Ordinal));
        var comment = Assert.Single(issue.Comments);
        Assert.Equal(new Account("102", "alice", AccountKind.Person), comment.Author);
        Assert.Equal("/po approve 12345678 until 2027-01-01 reason: fine\n", comment.Body);
        Assert.Null(comment.LastEdit.Value);
        Assert.Null(comment.Unproven);
        Assert.False(comment.IsImported);
        Assert.False(comment.ByEmail);
        Assert.EndsWith($"/acme/app/-/issues/1#note_{comment.Id}", comment.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_comments_than_fit_on_a_page_are_all_read()
    {
        await using var world = await StartAsync();
        await world.Tracker().FileAsync(Draft(), Cancellation);
        foreach (var number in Enumerable.Range(0, 250))
        {
            world.Comment("dave", $"Comment {number}");
        }

        var issue = await world.OnlyIssueAsync();

        Assert.Equal(250, issue.Comments.Length);
        Assert.Equal(issue.Comments.OrderBy(comment => comment.Order), issue.Comments);
        Assert.All(issue.Comments, comment => Assert.True(comment.LastEdit.IsKnown));
    }

    [Fact]
    public async Task A_comment_of_ours_is_written_once()
    {
        await using var world = await StartAsync();
        var tracker = world.Tracker();
        var issue = await tracker.FileAsync(Draft(), Cancellation);
        var marker = new string('a', 64);

        await tracker.CommentAsync(issue, marker, "The request is approved.", Cancellation);
        await tracker.CommentAsync(issue, marker, "The request is approved.", Cancellation);
        await world.Tracker().CommentAsync(issue, marker, "The request is approved.", Cancellation);

        var comment = Assert.Single((await world.OnlyIssueAsync()).Comments);
        Assert.Equal($"<!-- po:event={marker} -->\n\nThe request is approved.", comment.Body);
    }

    [Fact]
    public async Task A_marker_that_somebody_else_writes_silences_nothing()
    {
        await using var world = await StartAsync();
        var tracker = world.Tracker();
        var issue = await tracker.FileAsync(Draft(), Cancellation);
        var marker = new string('b', 64);
        world.Comment("mallory", $"<!-- po:event={marker} -->");

        await tracker.CommentAsync(issue, marker, "The request was changed after its approval.", Cancellation);

        Assert.Equal(2, (await world.OnlyIssueAsync()).Comments.Length);
    }

    [Fact]
    public async Task A_state_is_shown_by_label_and_by_open_or_closed()
    {
        await using var world = await StartAsync();
        var tracker = world.Tracker();
        var issue = await tracker.FileAsync(Draft(), Cancellation);
        world.Act("addLabel", "mallory", new JsonObject { ["issue"] = 1, ["label"] = "po:approved" });
        world.Act("addLabel", "mallory", new JsonObject { ["issue"] = 1, ["label"] = "team::one" });

        await tracker.ShowAsync(issue, DecisionState.Rejected, Cancellation);

        var shown = await world.OnlyIssueAsync();
        Assert.Equal(["po:record", "po:rejected", "team::one"], shown.Labels.Order(StringComparer.Ordinal));
        Assert.False(shown.IsOpen);

        await tracker.ShowAsync(issue, DecisionState.Requested, Cancellation);

        shown = await world.OnlyIssueAsync();
        Assert.Equal(["po:record", "po:requested", "team::one"], shown.Labels.Order(StringComparer.Ordinal));
        Assert.True(shown.IsOpen);
    }

    [Fact]
    public async Task A_state_that_is_shown_already_is_not_written_again()
    {
        await using var world = await StartAsync();
        var tracker = world.Tracker();
        var issue = await tracker.FileAsync(Draft(), Cancellation);
        await tracker.ShowAsync(issue, DecisionState.Approved, Cancellation);

        await tracker.ShowAsync(issue, DecisionState.Approved, Cancellation);

        Assert.Equal(1, world.Count("PUT", "/issues/1"));
    }

    [Fact]
    public async Task An_issue_that_lost_its_label_is_read_by_its_id()
    {
        await using var world = await StartAsync();
        var tracker = world.Tracker();
        var issue = await tracker.FileAsync(Draft(), Cancellation);
        world.Act("removeLabel", "mallory", new JsonObject { ["issue"] = 1, ["label"] = "po:record" });

        Assert.Empty((await tracker.ReadAsync([], Cancellation)).Issues);
        var reading = await tracker.ReadAsync([issue.Id], Cancellation);

        Assert.Equal(issue.Id, Assert.Single(reading.Issues).Id);
        Assert.Empty(reading.Gone);
    }

    [Fact]
    public async Task What_a_person_wrote_by_the_form_is_read_too()
    {
        await using var world = await StartAsync();
        world.Act("createIssue", "dave", new JsonObject { ["title"] = "Please", ["description"] = "rule: PO3204", ["labels"] = new JsonArray("po:ask") });

        Assert.Equal("rule: PO3204", (await world.OnlyIssueAsync()).Body);
    }

    [Theory]
    [InlineData(DecisionState.Requested)]
    [InlineData(DecisionState.Approved)]
    public async Task An_issue_that_somebody_closed_is_opened_again(DecisionState state)
    {
        await using var world = await StartAsync();
        var tracker = world.Tracker();
        var issue = await tracker.FileAsync(Draft(), Cancellation);
        world.Act("closeIssue", "mallory", new JsonObject { ["issue"] = 1 });

        await tracker.ShowAsync(issue, state, Cancellation);

        Assert.True((await world.OnlyIssueAsync()).IsOpen);
    }
}
