using System.Text.Json.Nodes;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Doubles.GitLab.Control;
using PoPipeline.Forges;
using PoPipeline.Forges.GitLab;
using static PoPipeline.Tests.Decisions.GitLab.GitLabWorld;

namespace PoPipeline.Tests.Decisions.GitLab;

public class GitLabAuthorityTests
{
    private static readonly Account Alice = new("102", "alice", AccountKind.Person);
    private static readonly Account Bob = new("103", "bob", AccountKind.Person);
    private static readonly Account Dave = new("104", "dave", AccountKind.Person);

    [Fact]
    public async Task Members_of_a_group_and_users_by_name_are_approvers()
    {
        await using var world = await StartAsync();
        var tracker = world.Tracker();

        Assert.True((await tracker.IsApproverAsync(Alice, ["@acme/security"], Cancellation)).Value);
        Assert.True((await tracker.IsApproverAsync(Dave, ["@acme/security", "@dave"], Cancellation)).Value);
        Assert.False((await tracker.IsApproverAsync(Dave, ["@acme/security", "@alice", "dave@example.com"], Cancellation)).Value);
        Assert.True((await tracker.IsApproverAsync(new Account("101", "olivia", AccountKind.Person), ["@acme"], Cancellation)).Value);
    }

    [Fact]
    public async Task A_membership_that_is_over_counts_no_more()
    {
        await using var world = await StartAsync();
        Assert.True((await world.Tracker().IsApproverAsync(Bob, ["@acme/security"], Cancellation)).Value);

        world.Server.Control("clock", new JsonObject { ["now"] = "2027-01-31T00:00:00Z" });
        var tracker = world.Tracker();
        await tracker.OpenAsync(Cancellation);

        Assert.False((await tracker.IsApproverAsync(Bob, ["@acme/security"], Cancellation)).Value);
    }

    [Theory]
    [InlineData("blockUser")]
    [InlineData("removeMember")]
    public async Task Who_was_blocked_or_left_is_no_approver(string act)
    {
        await using var world = await StartAsync();
        world.Server.Act(act, "root", new JsonObject { ["user"] = "alice", ["group"] = "acme/security" });

        Assert.False((await world.Tracker().IsApproverAsync(Alice, ["@acme/security"], Cancellation)).Value);
        Assert.Equal(act is "removeMember", (await world.Tracker().IsApproverAsync(Alice, ["@alice"], Cancellation)).Value);
    }

    [Fact]
    public async Task A_guest_of_the_group_is_no_approver()
    {
        await using var world = await StartAsync();
        world.Server.Act("addMember", "root", new JsonObject { ["user"] = "gina", ["group"] = "acme/security", ["accessLevel"] = 20 });

        Assert.False((await world.Tracker().IsApproverAsync(new Account("106", "gina", AccountKind.Person), ["@acme/security"], Cancellation)).Value);
    }

    [Theory]
    [InlineData("@acme/nobody")]
    [InlineData("@nobody")]
    public async Task A_group_that_the_token_does_not_see_leaves_it_open(string approver)
    {
        await using var world = await StartAsync();

        var isOne = await world.Tracker().IsApproverAsync(Alice, [approver], Cancellation);

        Assert.False(isOne.IsKnown);
        Assert.Contains(approver, isOne.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_that_GitLab_does_not_show_leave_it_open()
    {
        await using var world = await StartAsync();
        world.Server.Plan(new Fault { Kind = FaultKind.Answer, Path = "/members/all/", Status = 403, Times = 10 });

        var isOne = await world.Tracker().IsApproverAsync(Alice, ["@acme/security"], Cancellation);

        Assert.False(isOne.IsKnown);
        Assert.Contains("403", isOne.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outage_is_no_answer()
    {
        await using var world = await StartAsync();
        world.Server.Plan(new Fault { Kind = FaultKind.Answer, Path = "/members/all/", Status = 502, Times = 100 });

        var error = await Assert.ThrowsAsync<ForgeException>(() => world.Tracker().IsApproverAsync(Alice, ["@acme/security"], Cancellation));

        Assert.True(error.IsOutage);
    }

    [Fact]
    public async Task The_author_of_the_merge_request_and_of_its_commits_wrote_the_change()
    {
        await using var world = await StartAsync();
        world.Act("pushFile", "root", new JsonObject { ["path"] = "src/app.cs", ["content"] = "x", ["authorEmail"] = "106-gina@users.noreply.gitlab.com" });

        Assert.Equal(["106"], await world.Tracker().AuthorsOfAsync("src/app.cs", Cancellation));
        Assert.Equal(["106", "104"], await world.Tracker(change: options => options with { MergeRequest = 1 }).AuthorsOfAsync("src/app.cs", Cancellation));
        Assert.Empty(await world.Tracker().AuthorsOfAsync("not/there.cs", Cancellation));
    }

    [Fact]
    public async Task A_token_of_a_job_is_told_what_it_lacks()
    {
        await using var world = await StartAsync();
        var tracker = world.Tracker(change: options => options with { Token = GitLabToken.Of(name => name is "CI_JOB_TOKEN" ? "glcbt-job" : null) });

        var error = await Assert.ThrowsAsync<ForgeException>(() => tracker.OpenAsync(Cancellation));

        Assert.StartsWith("CI_JOB_TOKEN neither reads nor writes issues of GitLab. Make a project or group access token with the scope 'api'", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsOutage);
    }

    [Theory]
    [InlineData(null, "The environment has no token for GitLab")]
    [InlineData("glpat-old", "GitLab refuses to say whose token it is (401): the token in POPIPELINE_TOKEN is not valid any more")]
    [InlineData("glpat-wrong", "GitLab refuses to say whose token it is (401): the token in POPIPELINE_TOKEN is not valid any more")]
    public async Task A_token_that_is_not_good_enough_is_told_so(string? token, string expected)
    {
        await using var world = await StartAsync();
        var tracker = world.Tracker(change: options => options with { Token = GitLabToken.Of(name => name is "POPIPELINE_TOKEN" ? token : null) });

        var error = await Assert.ThrowsAsync<ForgeException>(() => tracker.OpenAsync(Cancellation));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(token ?? "glpat", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_only_reads_is_told_so_when_it_writes()
    {
        await using var world = await StartAsync();
        _ = await world.Tracker().FileAsync(Draft(), Cancellation);
        var tracker = world.Tracker("glpat-read");
        var issue = await world.OnlyIssueAsync(tracker);

        var error = await Assert.ThrowsAsync<ForgeException>(() => tracker.CommentAsync(issue, new string('a', 64), "Text", Cancellation));

        Assert.StartsWith("GitLab refuses to write a comment (403)", error.Message, StringComparison.Ordinal);
        Assert.Contains("scope 'api'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_outage()
    {
        await using var world = await StartAsync();
        world.Server.Plan(new Fault { Kind = FaultKind.Reset, Times = 100 });

        var error = await Assert.ThrowsAsync<ForgeException>(() => world.Tracker().OpenAsync(Cancellation));

        Assert.True(error.IsOutage);
    }

    [Fact]
    public async Task A_token_is_not_sent_in_plain_text()
    {
        await using var world = await StartAsync();

        Assert.Throws<ForgeException>(() => world.Tracker(change: options => options with { Server = new Uri("http://gitlab.example") }));
    }
}
