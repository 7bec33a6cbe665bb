using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers.GitHub;
using PoPipeline.Forges;
using PoPipeline.Tests.Doubles;

namespace PoPipeline.Tests.Decisions.Trackers;

/// <summary>One request is one issue, whatever runs at once or died before.</summary>
public sealed class GitHubFilingTests(GitHubFixture fixture) : IClassFixture<GitHubFixture>, IAsyncLifetime
{
    private const int Children = 10;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private GitHubDouble Server => fixture.Server;

    public async ValueTask InitializeAsync() => await fixture.ResetAsync();

    public async ValueTask DisposeAsync() => await Server.AssertNoViolations();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_dies_at_any_request_leaves_one_issue_to_the_next(bool takesEffect)
    {
        var requests = await FileAndDie(0, takesEffect: true);
        Assert.InRange(requests, 8, 30);
        for (var deadly = 1; deadly <= requests; deadly++)
        {
            await fixture.ResetAsync();
            _ = await FileAndDie(deadly, takesEffect);
            await AssertOneIssueAfterAnotherRun($"died at request {deadly}");
        }
    }

    [Fact]
    public async Task A_claim_without_an_issue_is_waited_for_and_then_taken_over()
    {
        var (first, context) = await fixture.OpenAsync();
        var draft = GitHubFixture.Draft(context.Scope);
        await Server.Control("fail", new { method = "POST", path = "/repos/acme/app/issues", status = 400, body = new { message = "No" } });
        _ = await Assert.ThrowsAsync<ForgeException>(() => first.FileAsync(draft, Stop));
        var time = new AdvancingTime(GitHubFixture.Noon);
        var (second, _) = await fixture.OpenAsync(fixture.Options(time: time));
        var before = time.Waited;

        Assert.Equal("#1", (await second.FileAsync(draft, Stop)).Name);

        Assert.InRange(time.Waited - before, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(90));
        first.Dispose();
        second.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_takes_over_from_a_dead_one_may_die_at_any_request_too(bool takesEffect)
    {
        var claiming = await RequestOf("POST", "/git/refs");
        await fixture.ResetAsync();
        _ = await FileAndDie(claiming, takesEffect: true);
        var requests = await FileAndDie(0, takesEffect: true);
        for (var deadly = 1; deadly <= requests; deadly++)
        {
            await fixture.ResetAsync();
            _ = await FileAndDie(claiming, takesEffect: true);
            _ = await FileAndDie(deadly, takesEffect);
            await AssertOneIssueAfterAnotherRun($"the second run died at request {deadly}");
        }
    }

    [Fact]
    public async Task Ten_trackers_at_once_make_one_issue()
    {
        var time = new ScaledTime(GitHubFixture.Noon, 10);
        var trackers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => fixture.OpenAsync(fixture.Options(time: time))));

        var issues = await Task.WhenAll(trackers.Select(opened => Task.Run(() => opened.Tracker.FileAsync(GitHubFixture.Draft(opened.Context.Scope), Stop), Stop)));

        _ = Assert.Single(issues.Select(issue => issue.Id).Distinct(StringComparer.Ordinal));
        await AssertOneIssueAfterAnotherRun("ten at once");
        foreach (var (tracker, _) in trackers)
        {
            tracker.Dispose();
        }
    }

    [Fact]
    public async Task Ten_processes_at_once_make_one_issue()
    {
        var runs = Enumerable.Range(0, Children).Select(_ => FilingProcess.StartAsync(Server.ApiAddress)).ToList();

        Assert.All(await Task.WhenAll(runs), issue => Assert.Equal("#1", issue));
        Assert.Equal(Children, await Count("GET", "/user"));
        await AssertOneIssueAfterAnotherRun("ten processes at once");
    }

    [Fact]
    public async Task A_run_that_must_pause_looks_again_before_it_makes_an_issue()
    {
        var (slow, context) = await fixture.OpenAsync();
        await Server.Control("fail", new { method = "POST", path = "/repos/acme/app/issues", status = 403, headers = new Dictionary<string, string> { ["retry-after"] = "120" }, body = new { message = "You have exceeded a secondary rate limit." } });

        var issue = await slow.FileAsync(GitHubFixture.Draft(context.Scope), Stop);

        Assert.Equal("#1", issue.Name);
        Assert.Equal(2, await Count("POST", "/repos/acme/app/issues"));
        Assert.True(await Count("GET", "/repos/acme/app/issues") >= 2, "It did not look again.");
        slow.Dispose();
    }

    [Fact]
    public async Task A_claim_that_is_no_claim_or_comes_from_the_future_holds_nobody_off_for_long()
    {
        var (tracker, context) = await fixture.OpenAsync();
        var draft = GitHubFixture.Draft(context.Scope);
        await Server.Control("ref", new { repo = "acme/app", @ref = $"refs/{Claim.RefOf(draft.Request.Key)}", sha = context.Commit });
        Assert.Equal("#1", (await tracker.FileAsync(draft, Stop)).Name);

        var other = GitHubFixture.Draft(context.Scope, "other");
        var future = new Claim(other.Request.Key, "somebody", GitHubFixture.Noon.AddYears(5), null).Write();
        var sha = (await Server.Control("files", new { repo = "acme/app", branch = "forged", @as = "bob", message = future, files = new Dictionary<string, string> { ["x"] = "y" } }))["sha"]!.GetValue<string>();
        await Server.Control("ref", new { repo = "acme/app", @ref = $"refs/{Claim.RefOf(other.Request.Key)}", sha });
        Assert.Equal("#2", (await tracker.FileAsync(other, Stop)).Name);
        tracker.Dispose();
    }

    [Theory]
    [InlineData("deleteIssue")]
    [InlineData("editIssue")]
    public async Task An_issue_that_was_deleted_or_rewritten_is_no_longer_the_one(string action)
    {
        var (tracker, context) = await fixture.OpenAsync();
        var draft = GitHubFixture.Draft(context.Scope);
        _ = await tracker.FileAsync(draft, Stop);
        await Server.Control(action, new { repo = "acme/app", issue = 1, @as = "bob", body = $"{draft.Body}\nand more" });

        Assert.Equal("#2", (await tracker.FileAsync(draft, Stop)).Name);
        Assert.Equal("#2", (await tracker.FileAsync(draft, Stop)).Name);
        tracker.Dispose();
    }

    [Fact]
    public async Task An_issue_that_lists_do_not_show_yet_is_not_made_a_second_time()
    {
        var making = await RequestOf("POST", "/repos/acme/app/issues");
        await fixture.ResetAsync();
        _ = await FileAndDie(making, takesEffect: true, advance: 0);
        await Server.Control("stale", new { seconds = 3600, times = 1 });

        await AssertOneIssueAfterAnotherRun("the list lags");
    }

    [Fact]
    public async Task A_title_that_is_too_long_is_cut()
    {
        var (tracker, context) = await fixture.OpenAsync();
        var draft = GitHubFixture.Draft(context.Scope);

        var issue = await tracker.FileAsync(draft with { Title = new string('t', 1000) }, Stop);

        Assert.Equal(256, issue.Title.Length);
        tracker.Dispose();
    }

    [Fact]
    public async Task An_issue_that_a_stranger_made_for_the_same_key_is_not_adopted()
    {
        var (tracker, context) = await fixture.OpenAsync();
        var draft = GitHubFixture.Draft(context.Scope);
        string[] labels = ["po:record"];
        await Server.Control("createIssue", new { repo = "acme/app", @as = "dave", title = draft.Title, body = draft.Body, labels });

        var issue = await tracker.FileAsync(draft, Stop);

        Assert.Equal("#2", issue.Name);
        Assert.Equal("900", issue.Author.Id);
        tracker.Dispose();
    }

    [Fact]
    public async Task A_rule_of_the_repository_that_forbids_claims_is_told()
    {
        var (tracker, context) = await fixture.OpenAsync();
        await Server.Control("fail", new { method = "POST", path = "/repos/acme/app/git/refs", status = 422, body = new { message = "Repository rule violations found" }, times = 9 });

        var refusal = await Assert.ThrowsAsync<ForgeException>(() => tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop));

        Assert.Contains("Repository rule violations found", refusal.Message, StringComparison.Ordinal);
        await Server.Control("clearFaults", new { });
        tracker.Dispose();
    }

    // How many requests a run makes that is killed at one of them, or at none.
    private async Task<int> FileAndDie(int deadly, bool takesEffect, int advance = 61)
    {
        using var sender = new KilledSender(deadly, takesEffect);
        var (tracker, context) = await fixture.OpenAsync(fixture.Options() with { Sender = sender });
        sender.Arm();
        try
        {
            _ = await tracker.FileAsync(GitHubFixture.Draft(context.Scope), Stop);
        }
        catch (ForgeException) when (sender.IsDead)
        {
        }

        tracker.Dispose();

        // As long as a claim holds others off, so that nobody has to wait for it here; a test of its own waits.
        await Server.Control("clock", new { advance });
        return sender.Sent;
    }

    private async Task<int> RequestOf(string method, string end)
    {
        var before = (await Server.Log()).Count;
        _ = await FileAndDie(0, takesEffect: true);
        var opening = 0;
        var log = (await Server.Log()).Skip(before).Select(entry => (Method: entry!["method"]!.GetValue<string>(), Path: entry["path"]!.GetValue<string>())).ToList();
        opening = log.FindIndex(entry => entry.Path.Contains("/git/ref/", StringComparison.Ordinal));
        return log.FindIndex(entry => entry.Method == method && entry.Path.EndsWith(end, StringComparison.Ordinal)) - opening + 1;
    }

    private async Task<int> Count(string method, string path) =>
        (await Server.Log()).Count(entry => entry!["method"]!.GetValue<string>() == method && entry["path"]!.GetValue<string>() == path);

    private async Task AssertOneIssueAfterAnotherRun(string when)
    {
        var (tracker, context) = await fixture.OpenAsync();
        var draft = GitHubFixture.Draft(context.Scope);
        var filed = await tracker.FileAsync(draft, Stop);
        var issues = (await tracker.ReadAsync([], Stop)).Issues;
        Assert.True(issues.Length == 1, $"{issues.Length} issues: {when}");
        Assert.Equal(filed.Id, issues[0].Id);
        Assert.Equal(draft.Request.Key, RequestBlock.Read(issues[0].Body, out _)?.Key);
        tracker.Dispose();
    }
}
