using PoPipeline.Decisions.Trackers.GitHub;
using PoPipeline.Forges;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Tests.Doubles;

namespace PoPipeline.Tests.Decisions.Trackers;

/// <summary>The tracker of GitHub where the server is slow, limits, breaks or leads elsewhere.</summary>
public sealed class GitHubResilienceTests(GitHubFixture fixture) : IClassFixture<GitHubFixture>, IAsyncLifetime
{
    private readonly AdvancingTime time = new(GitHubFixture.Noon);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private GitHubDouble Server => fixture.Server;

    public async ValueTask InitializeAsync() => await fixture.ResetAsync();

    public async ValueTask DisposeAsync() => await Server.AssertNoViolations();

    [Theory]
    [InlineData(403, "retry-after")]
    [InlineData(429, "retry-after")]
    [InlineData(403, null)]
    [InlineData(429, null)]
    [InlineData(500, null)]
    [InlineData(503, null)]
    public async Task Whatever_passes_is_waited_for_at_every_request(int status, string? header)
    {
        var (tracker, context) = await fixture.OpenAsync(fixture.Options(time: time));
        await Server.Control("fail", new
        {
            path = "/repos/acme/app/issues/**",
            status,
            times = 2,
            headers = header is null ? [] : new Dictionary<string, string> { [header] = "5" },
            body = new { message = status < 500 ? "You have exceeded a secondary rate limit." : "Oops" },
        });

        var issue = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop);
        await tracker.CommentAsync(issue, new string('b', 64), "Filed.", Stop);
        await tracker.ShowAsync(issue, DecisionState.Rejected, Stop);

        var read = Assert.Single((await tracker.ReadAsync([], Stop)).Issues);
        _ = Assert.Single(read.Comments);
        Assert.Contains("po:rejected", read.Labels);
        tracker.Dispose();
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("cut")]
    public async Task A_connection_that_breaks_at_a_read_or_at_a_set_is_made_again(string mode)
    {
        var (tracker, context) = await fixture.OpenAsync(fixture.Options(time: time));
        var issue = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop);
        await Server.Control("fail", new { method = "GET", mode });
        await Server.Control("fail", new { method = "PUT", mode });
        await Server.Control("fail", new { method = "PATCH", mode });

        await tracker.ShowAsync(issue, DecisionState.Rejected, Stop);

        Assert.False((await tracker.ReadAsync([], Stop)).Issues.Single().IsOpen);
        tracker.Dispose();
    }

    [Fact]
    public async Task A_comment_whose_answer_was_lost_is_not_written_twice()
    {
        var (tracker, context) = await fixture.OpenAsync(fixture.Options(time: time));
        var issue = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop);
        await Server.Control("fail", new { method = "POST", path = "/repos/acme/app/issues/1/comments", mode = "cut" });

        var outage = await Assert.ThrowsAsync<ForgeException>(() => tracker.CommentAsync(issue, new string('b', 64), "Filed.", Stop));
        await tracker.CommentAsync(issue, new string('b', 64), "Filed.", Stop);

        Assert.True(outage.IsOutage);
        _ = Assert.Single((await tracker.ReadAsync([], Stop)).Issues.Single().Comments);
        tracker.Dispose();
    }

    [Fact]
    public async Task Writes_keep_their_distance()
    {
        // By real clocks: the double refuses what comes sooner than it allows.
        var (tracker, context) = await fixture.OpenAsync(fixture.Options(time: TimeProvider.System));
        await Server.Control("writeGap", new { milliseconds = 900 });

        _ = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop);

        Assert.True((await Server.Stats())["smallestWriteGapMs"]!.GetValue<double>() >= 900);
        Assert.DoesNotContain(await Server.Log(), entry => entry!["status"]!.GetValue<int>() == 403 && entry["path"]!.GetValue<string>() != "/user");
        tracker.Dispose();
    }

    [Fact]
    public async Task A_second_reading_costs_nothing_of_the_limit()
    {
        var (tracker, context) = await fixture.OpenAsync(fixture.Options(time: time));
        _ = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop);
        _ = await tracker.ReadAsync([], Stop);
        var before = (await Server.Stats())["notModified"]!.GetValue<int>();

        var second = await tracker.ReadAsync([], Stop);

        _ = Assert.Single(second.Issues);
        Assert.Equal(before + 2, (await Server.Stats())["notModified"]!.GetValue<int>());
        tracker.Dispose();
    }

    [Fact]
    public async Task A_link_to_another_host_is_not_followed()
    {
        var (tracker, _) = await fixture.OpenAsync(fixture.Options(time: time));
        string[] labels = ["po:record"];
        for (var i = 0; i < 101; i++)
        {
            await Server.Control("createIssue", new { repo = "acme/app", @as = "bob", title = $"{i}", body = "", labels });
        }

        await Server.Control("fail", new { path = "/repos/acme/app/issues", mode = "alter", set = new { }, linkBase = "http://evil.invalid" });

        var refusal = await Assert.ThrowsAsync<ForgeException>(() => tracker.ReadAsync([], Stop));

        Assert.Contains("leads to 'http://evil.invalid', and nothing is sent there", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.IsOutage);
        tracker.Dispose();
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_not_followed_and_one_to_the_same_is()
    {
        await Server.Control("renameRepository", new { repo = "acme/app", to = "renamed" });
        var (tracker, context) = await fixture.OpenAsync(fixture.Options(time: time));
        Assert.Equal("77", context.Scope.Repository);
        await Server.Control("fail", new { path = "/repos/acme/renamed/issues", status = 301, headers = new { location = "http://evil.invalid/x" } });

        var refusal = await Assert.ThrowsAsync<ForgeException>(() => tracker.ReadAsync([], Stop));

        Assert.Contains("leads to 'http://evil.invalid', and nothing is sent there", refusal.Message, StringComparison.Ordinal);
        tracker.Dispose();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_outage()
    {
        using var tracker = GitHubTracker.Create(fixture.Options(time: time) with { Address = new Uri("http://127.0.0.1:9/") });

        var outage = await Assert.ThrowsAsync<ForgeException>(() => tracker.OpenAsync(Stop));

        Assert.True(outage.IsOutage);
        Assert.Equal("GitHub cannot be reached: it does not take connections.", outage.Message);
    }

    [Fact]
    public async Task A_spent_limit_says_until_when()
    {
        var (tracker, _) = await fixture.OpenAsync(fixture.Options(time: time));
        await Server.Control("rate", new { token = "ghs_bot", limit = 5, used = 5, reset = GitHubFixture.Noon.AddHours(2).ToUnixTimeMilliseconds() });

        var outage = await Assert.ThrowsAsync<ForgeException>(() => tracker.ReadAsync([], Stop));

        Assert.True(outage.IsOutage);
        Assert.Contains("until 2026-06-01 11:00:0", outage.Message, StringComparison.Ordinal);
        tracker.Dispose();
    }

    [Fact]
    public async Task A_run_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        var (tracker, context) = await fixture.OpenAsync(fixture.Options(time: time));
        await stop.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tracker.FileAsync(GitHubFixture.Draft(context.Scope), stop.Token));
        tracker.Dispose();
    }
}
