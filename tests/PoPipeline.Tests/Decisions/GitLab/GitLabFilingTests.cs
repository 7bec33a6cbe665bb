using System.Text.Json.Nodes;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Decisions.Trackers.GitLab;
using PoPipeline.Doubles.GitLab.Control;
using PoPipeline.Forges;
using PoPipeline.Forges.Http;
using static PoPipeline.Tests.Decisions.GitLab.GitLabWorld;

namespace PoPipeline.Tests.Decisions.GitLab;

public class GitLabFilingTests
{
    // More requests than filing an issue takes, the first three of which find out where it is.
    private const int MostRequests = 14;

    public static TheoryData<int, bool> Deaths => [.. Enumerable.Range(1, MostRequests).SelectMany(at => new[] { (at, false), (at, true) })];

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Wherever_a_run_dies_the_next_one_makes_or_finds_the_issue(int deathAt, bool isSentFirst)
    {
        await using var world = await StartAsync();
        var draft = Draft();
        using var mortal = new Mortal(deathAt, isSentFirst);
        var first = await FileOrDieAsync(world.Tracker(handler: mortal), draft);
        world.Advance(GitLabFiler.Lifetime);

        var issue = await world.Tracker().FileAsync(draft, Cancellation);

        Assert.Equal(mortal.IsDead, first is null);
        Assert.True(first is null || first.Id == issue.Id);
        _ = Assert.Single(await world.IssuesAsync());
        Assert.Equal(draft.Request.Digest, RequestBlock.Read(issue.Body, out _)?.Digest);
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Wherever_two_runs_die_the_third_one_makes_or_finds_the_issue(int deathAt, bool isSentFirst)
    {
        await using var world = await StartAsync();
        var draft = Draft();
        using var early = new Mortal(6, isSentFirst: false);
        _ = await FileOrDieAsync(world.Tracker(handler: early), draft);
        world.Advance(GitLabFiler.Lifetime);
        using var mortal = new Mortal(deathAt, isSentFirst);
        _ = await FileOrDieAsync(world.Tracker(handler: mortal), draft);
        world.Advance(GitLabFiler.Lifetime);

        _ = await world.Tracker().FileAsync(draft, Cancellation);

        _ = Assert.Single(await world.IssuesAsync());
    }

    [Fact]
    public async Task Ten_runs_at_once_make_one_issue()
    {
        await using var world = await StartAsync();
        var draft = Draft();

        // Waits that were over at once would add up over those who wait, until they took over from the one that is at work.
        var time = new ScaledTime(world.Time.GetUtcNow(), 10);
        var issues = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => world.Tracker(change: options => options with { Time = time })).Select(tracker => Task.Run(() => tracker.FileAsync(draft, Cancellation))));

        Assert.Single(issues.Select(issue => issue.Id).Distinct());
        _ = Assert.Single(await world.IssuesAsync());
    }

    [Fact]
    public async Task Requests_on_different_findings_are_different_issues()
    {
        await using var world = await StartAsync();
        var tracker = world.Tracker();

        var issues = new[] { await tracker.FileAsync(Draft("f1"), Cancellation), await tracker.FileAsync(Draft("f2"), Cancellation), await tracker.FileAsync(Draft("f1"), Cancellation) };

        Assert.Equal(["#1", "#2", "#1"], issues.Select(issue => issue.Name));
    }

    [Fact]
    public async Task Another_account_finds_the_issue_of_the_first_one()
    {
        await using var world = await StartAsync();
        world.Server.Control("seed", JsonNode.Parse("""
            { "users": [{ "username": "po-bot-2", "id": 91, "bot": true }], "tokens": [{ "token": "glpat-bot-2", "user": "po-bot-2" }] }
            """)!.AsObject());
        world.Act("addMember", "root", new JsonObject { ["user"] = "po-bot-2", ["accessLevel"] = 40 });

        // Dies after the issue is made and before its number is noted down.
        using var mortal = new Mortal(8, isSentFirst: false);
        _ = await FileOrDieAsync(world.Tracker(handler: mortal), Draft());
        _ = Assert.Single(await world.IssuesAsync());

        var issue = await world.Tracker("glpat-bot-2").FileAsync(Draft(), Cancellation);

        Assert.Equal("#1", issue.Name);
        _ = Assert.Single(await world.IssuesAsync());
    }

    [Fact]
    public async Task A_young_claim_without_an_issue_is_waited_for_before_it_is_taken_over()
    {
        await using var world = await StartAsync();
        using var mortal = new Mortal(6, isSentFirst: false);
        _ = await FileOrDieAsync(world.Tracker(handler: mortal), Draft());

        _ = await world.Tracker().FileAsync(Draft(), Cancellation);

        Assert.InRange(world.Time.Waited, GitLabFiler.Lifetime - TimeSpan.FromSeconds(10), GitLabFiler.Lifetime + TimeSpan.FromSeconds(10));
        _ = Assert.Single(await world.IssuesAsync());
    }

    [Fact]
    public async Task A_claim_of_another_run_is_waited_for_no_longer_than_the_run_waits()
    {
        await using var world = await StartAsync();
        using var mortal = new Mortal(6, isSentFirst: false);
        _ = await FileOrDieAsync(world.Tracker(handler: mortal), Draft());
        var budget = new RetryBudget(TimeSpan.FromSeconds(10));

        var outage = await Assert.ThrowsAsync<ForgeException>(() => world.Tracker(change: options => options with { RetryBudget = budget }).FileAsync(Draft(), Cancellation));

        Assert.True(outage.IsOutage);
        Assert.Contains("in the 10 s that this run waits in all (--wait)", outage.Message, StringComparison.Ordinal);
        Assert.InRange(budget.Left, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_branch_of_a_claim_that_somebody_deleted_leads_to_no_second_issue()
    {
        await using var world = await StartAsync();
        _ = await world.Tracker().FileAsync(Draft(), Cancellation);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("PRIVATE-TOKEN", "glpat-root");
        var branch = Uri.EscapeDataString($"popipeline/claims/{Draft().Request.Key[..16]}");
        using var deleted = await client.DeleteAsync(new Uri(world.Server.Address, $"api/v4/projects/501/repository/branches/{branch}"), Cancellation);

        var issue = await world.Tracker().FileAsync(Draft(), Cancellation);

        Assert.Equal("#1", issue.Name);
        _ = Assert.Single(await world.IssuesAsync());
    }

    [Fact]
    public async Task An_issue_that_somebody_else_wrote_with_the_block_is_not_taken_for_ours()
    {
        await using var world = await StartAsync();
        world.Act("createIssue", "mallory", new JsonObject { ["title"] = "Mine", ["description"] = Draft().Body, ["labels"] = new JsonArray("po:record") });

        var issue = await world.Tracker().FileAsync(Draft(), Cancellation);

        Assert.Equal("#2", issue.Name);
        Assert.Equal("90", issue.Author.Id);
    }

    [Fact]
    public async Task An_issue_that_was_deleted_is_made_again()
    {
        await using var world = await StartAsync();
        var tracker = world.Tracker();
        var first = await tracker.FileAsync(Draft(), Cancellation);
        world.Act("deleteIssue", "olivia", new JsonObject { ["issue"] = 1 });

        var second = await tracker.FileAsync(Draft(), Cancellation);

        Assert.NotEqual(first.Id, second.Id);
        _ = Assert.Single(await world.IssuesAsync());
        Assert.Equal([first.Id], (await tracker.ReadAsync([first.Id, second.Id], Cancellation)).Gone);
    }

    [Fact]
    public async Task An_issue_whose_block_was_spoiled_is_still_the_one()
    {
        await using var world = await StartAsync();
        var tracker = world.Tracker();
        var first = await tracker.FileAsync(Draft(), Cancellation);
        world.Act("editIssue", "mallory", new JsonObject { ["issue"] = 1, ["description"] = "nothing" });

        var second = await tracker.FileAsync(Draft(), Cancellation);

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("105", second.LastEdit.Value?.Editor?.Id);
    }

    [Fact]
    public async Task An_issue_that_was_made_although_its_answer_was_lost_is_found()
    {
        await using var world = await StartAsync();
        world.Server.Plan(new Fault { Kind = FaultKind.Cut, Method = "POST", Path = "/issues" });

        var error = await Assert.ThrowsAsync<ForgeException>(() => world.Tracker().FileAsync(Draft(), Cancellation));
        var issue = await world.Tracker().FileAsync(Draft(), Cancellation);

        Assert.True(error.IsOutage);
        Assert.Equal("#1", issue.Name);
        _ = Assert.Single(await world.IssuesAsync());
    }

    [Theory]
    [InlineData("POST", "/repository/commits")]
    [InlineData("POST", "/issues")]
    public async Task A_limit_is_waited_for_and_nothing_is_made_twice(string method, string path)
    {
        await using var world = await StartAsync();
        world.Server.Plan(new Fault
        {
            Kind = FaultKind.Answer,
            Method = method,
            Path = path,
            Status = 429,
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "5" },
        });

        _ = await world.Tracker().FileAsync(Draft(), Cancellation);

        Assert.InRange(world.Time.Waited.TotalSeconds, 5, 30);
        _ = Assert.Single(await world.IssuesAsync());
    }

    [Fact]
    public async Task A_branch_that_the_token_may_not_make_is_told_with_what_is_missing()
    {
        await using var world = await StartAsync();

        var error = await Assert.ThrowsAsync<ForgeException>(() => world.Tracker("glpat-dave").FileAsync(Draft(), Cancellation));

        Assert.Contains("refuses to make a branch 'popipeline/claims/…' in 'acme/app'", error.Message, StringComparison.Ordinal);
        Assert.Empty(await world.IssuesAsync());
    }

    [Fact]
    public async Task A_project_without_a_commit_is_told_to_have_one()
    {
        await using var world = await StartAsync();

        var error = await Assert.ThrowsAsync<ForgeException>(() =>
            world.Tracker(change: options => options with { Decisions = "acme/other" }).FileAsync(Draft(), Cancellation));

        Assert.Contains("'acme/other'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_wakes_up_after_another_took_over_gives_way()
    {
        await using var world = await StartAsync();
        var slow = new Sleeper("POST", "/issues");
        var first = Task.Run(() => world.Tracker(handler: slow).FileAsync(Draft(), Cancellation));
        await slow.Asleep;
        world.Advance(GitLabFiler.Lifetime);

        var second = await world.Tracker().FileAsync(Draft(), Cancellation);
        slow.Wake();

        Assert.Equal(second.Id, (await first).Id);
        Assert.Equal(["closed", "opened"], (await world.IssuesAsync()).Select(issue => issue!["state"]!.ToString()).Order());
        Assert.True(second.IsOpen);
    }

    private static async Task<TrackedIssue?> FileOrDieAsync(GitLabTracker tracker, IssueDraft draft)
    {
        try
        {
            return await tracker.FileAsync(draft, Cancellation);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
