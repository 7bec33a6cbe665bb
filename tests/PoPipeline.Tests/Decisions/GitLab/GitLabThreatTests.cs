using System.Text.Json.Nodes;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Doubles.GitLab.Control;
using static PoPipeline.Tests.Decisions.GitLab.GitLabWorld;

namespace PoPipeline.Tests.Decisions.GitLab;

/// <summary>What people with rights on GitLab can do to an issue, and how the reading shows it.</summary>
public class GitLabThreatTests
{
    private const string Approval = "/po approve 12345678 until 2027-01-01 reason: fine";

    [Fact]
    public async Task A_comment_that_a_maintainer_edited_shows_who_and_when()
    {
        await using var world = await FiledAsync();
        var note = world.Comment("alice", "Let me think about it.");
        world.Act("editComment", "mallory", new JsonObject { ["issue"] = 1, ["note"] = note, ["body"] = Approval });

        var comment = Assert.Single((await world.OnlyIssueAsync()).Comments);

        Assert.Equal(("102", Approval), (comment.Author.Id, comment.Body));
        Assert.Equal("105", comment.LastEdit.Value?.Editor?.Id);
    }

    [Fact]
    public async Task A_request_that_was_widened_shows_who_and_when()
    {
        await using var world = await FiledAsync();
        world.Act("editIssue", "mallory", new JsonObject { ["issue"] = 1, ["description"] = "All rules, for ever." });

        var issue = await world.OnlyIssueAsync();

        Assert.Equal("All rules, for ever.", issue.Body);
        Assert.Equal("105", issue.LastEdit.Value?.Editor?.Id);
    }

    [Fact]
    public async Task A_comment_that_was_deleted_is_not_there()
    {
        await using var world = await FiledAsync();
        var note = world.Comment("alice", Approval);
        world.Act("deleteComment", "mallory", new JsonObject { ["issue"] = 1, ["note"] = note });

        Assert.Empty((await world.OnlyIssueAsync()).Comments);
    }

    [Fact]
    public async Task An_issue_that_was_deleted_is_gone()
    {
        await using var world = await FiledAsync();
        var issue = await world.OnlyIssueAsync();
        world.Act("deleteIssue", "olivia", new JsonObject { ["issue"] = 1 });

        var reading = await world.Tracker().ReadAsync([issue.Id, "no id"], Cancellation);

        Assert.Empty(reading.Issues);
        Assert.Equal([issue.Id, "no id"], reading.Gone);
    }

    [Fact]
    public async Task An_issue_under_the_number_of_a_deleted_one_is_not_that_one()
    {
        await using var world = await FiledAsync();
        var issue = await world.OnlyIssueAsync();
        var replaced = $"1{issue.Id}";

        var reading = await world.Tracker().ReadAsync([replaced], Cancellation);

        Assert.Equal([replaced], reading.Gone);
    }

    [Fact]
    public async Task A_back_dated_comment_cannot_count()
    {
        await using var world = await FiledAsync();
        world.Comment("dave", "Please?");
        world.Act("backDatedNote", "olivia", new JsonObject { ["issue"] = 1, ["body"] = Approval, ["createdAt"] = "2026-11-01T00:00:00Z" });
        world.Comment("alice", "Now.");

        var comments = (await world.OnlyIssueAsync()).Comments;

        Assert.Equal([null, "It is back-dated", null], comments.Select(comment => comment.Unproven?.Split(':')[0]));
    }

    [Fact]
    public async Task A_back_dated_comment_is_found_by_those_of_other_issues_too()
    {
        await using var world = await FiledAsync();
        _ = await world.Tracker().FileAsync(Draft("f2"), Cancellation);
        world.Comment("dave", "Please?", issue: 2);
        world.Act("backDatedNote", "olivia", new JsonObject { ["issue"] = 1, ["body"] = Approval, ["createdAt"] = "2026-11-01T00:00:00Z" });

        var issues = (await world.Tracker().ReadAsync([], Cancellation)).Issues;

        Assert.StartsWith("It is back-dated", Assert.Single(issues[0].Comments).Unproven, StringComparison.Ordinal);
        Assert.Null(Assert.Single(issues[1].Comments).Unproven);
    }

    [Fact]
    public async Task A_comment_dated_to_the_future_makes_no_other_one_look_old()
    {
        await using var world = await FiledAsync();
        world.Act("backDatedNote", "olivia", new JsonObject { ["issue"] = 1, ["body"] = Approval, ["createdAt"] = "2036-11-01T00:00:00Z" });
        world.Comment("alice", Approval);

        var comments = (await world.OnlyIssueAsync()).Comments;

        Assert.Contains("still to come", comments[0].Unproven, StringComparison.Ordinal);
        Assert.Null(comments[1].Unproven);
    }

    [Fact]
    public async Task An_imported_comment_says_so()
    {
        await using var world = await FiledAsync();
        world.Act("importedNote", "alice", new JsonObject { ["issue"] = 1, ["body"] = Approval, ["createdAt"] = "2020-11-01T00:00:00Z" });

        Assert.True(Assert.Single((await world.OnlyIssueAsync()).Comments).IsImported);
    }

    [Fact]
    public async Task A_comment_of_somebody_without_an_account_came_by_e_mail()
    {
        await using var world = await FiledAsync();
        world.Act("emailedNote", "po-bot", new JsonObject { ["issue"] = 1, ["body"] = Approval, ["from"] = "alice@example.com" });

        var comment = Assert.Single((await world.OnlyIssueAsync()).Comments);

        Assert.True(comment.ByEmail);
        Assert.Equal(AccountKind.Program, comment.Author.Kind);
    }

    [Fact]
    public async Task An_issue_that_was_moved_away_or_here_says_so()
    {
        await using var world = await FiledAsync();
        world.Act("addMember", "root", new JsonObject { ["project"] = "acme/other", ["user"] = "mallory", ["accessLevel"] = 40 });
        world.Act("createIssue", "mallory", new JsonObject { ["project"] = "acme/other", ["title"] = "Forged", ["labels"] = new JsonArray("po:record") });
        world.Act("moveIssue", "mallory", new JsonObject { ["issue"] = 1, ["to"] = "acme/other" });
        world.Act("moveIssue", "mallory", new JsonObject { ["project"] = "acme/other", ["issue"] = 1, ["to"] = App });

        var issues = (await world.Tracker().ReadAsync([], Cancellation)).Issues;

        Assert.Equal([true, true], issues.Select(issue => issue.WasMoved));
    }

    [Fact]
    public async Task A_name_that_somebody_else_took_is_another_account()
    {
        await using var world = await FiledAsync();
        world.Comment("alice", Approval);
        world.Act("renameUser", "root", new JsonObject { ["user"] = "alice", ["username"] = "alice-old" });
        world.Act("renameUser", "root", new JsonObject { ["user"] = "gina", ["username"] = "alice" });
        world.Comment("alice", Approval);

        var comments = (await world.OnlyIssueAsync()).Comments;

        Assert.Equal(["102", "106"], comments.Select(comment => comment.Author.Id));
        Assert.False((await world.Tracker().IsApproverAsync(comments[0].Author, ["@alice"], Cancellation)).Value);
        Assert.True((await world.Tracker().IsApproverAsync(comments[1].Author, ["@alice"], Cancellation)).Value);
    }

    [Fact]
    public async Task Without_GraphQL_nothing_is_taken_for_unedited()
    {
        await using var world = await FiledAsync();
        world.Comment("alice", Approval);
        world.Server.Plan(new Fault { Kind = FaultKind.Answer, Path = "/graphql", Status = 403, Times = 100 });

        var issue = await world.OnlyIssueAsync();

        Assert.False(issue.LastEdit.IsKnown);
        var comment = Assert.Single(issue.Comments);
        Assert.False(comment.LastEdit.IsKnown);
        Assert.Contains("GraphQL", comment.LastEdit.Reason, StringComparison.Ordinal);
        Assert.Equal(AccountKind.Person, comment.Author.Kind);
    }

    [Fact]
    public async Task An_answer_of_GraphQL_with_errors_is_none()
    {
        await using var world = await FiledAsync();
        world.Server.Plan(new Fault
        {
            Kind = FaultKind.Answer,
            Path = "/graphql",
            Status = 200,
            Body = JsonNode.Parse("""{ "data": { "project": null }, "errors": [{ "message": "Query has complexity of 300" }] }"""),
            Times = 100,
        });

        Assert.False((await world.OnlyIssueAsync()).LastEdit.IsKnown);
    }

    [Fact]
    public async Task Links_to_another_host_are_not_followed()
    {
        await using var world = await FiledAsync();
        foreach (var number in Enumerable.Range(0, 120))
        {
            world.Comment("dave", $"Comment {number}");
        }

        world.Server.Plan(new Fault { Kind = FaultKind.Link, Times = 1000 });

        Assert.Equal(120, (await world.OnlyIssueAsync()).Comments.Length);
    }

    private static async Task<GitLabWorld> FiledAsync()
    {
        var world = await StartAsync();
        _ = await world.Tracker().FileAsync(Draft(), Cancellation);
        return world;
    }
}
