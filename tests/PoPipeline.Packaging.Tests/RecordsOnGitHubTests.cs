using System.Globalization;
using System.Text.Json.Nodes;
using PoPipeline.Tests.Doubles;

namespace PoPipeline.Packaging.Tests;

/// <summary>The action with records, against the double of GitHub: it files a request, takes the decision, and writes nothing for a fork.</summary>
public sealed class RecordsOnGitHubTests(SourceCopy source)
{
    private const string Repository = "acme/app";
    private const string JobToken = "ghs_job";
    private const string ReadOnlyToken = "ghs_fork";

    private static readonly string Policy = Samples.Policy("github", "@alice", "@carol");

    private readonly ActionRunner runner = new(source);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_finding_becomes_one_request_and_its_approval_holds_in_the_next_run_and_for_a_fork()
    {
        await using var github = await GitHubDouble.Start(Seed());

        var first = await Run(github, JobToken, Push());

        Assert.True(first.ExitCode == 1, first.Output);
        Assert.Equal("failed", first.Outputs["result"]?.GetValue<string>());
        Assert.Equal("0", first.Outputs["tampering"]?.GetValue<string>());
        Assert.DoesNotContain(JobToken, first.Output, StringComparison.Ordinal);
        var issue = Assert.Single(await Issues(github));
        Assert.Contains("PO3205", issue["title"]?.GetValue<string>(), StringComparison.Ordinal);

        var approval = Approval(issue["body"]!.GetValue<string>());
        await github.Control("comment", new { repo = Repository, issue = 1, @as = "alice", body = approval });
        await github.Control("comment", new { repo = Repository, issue = 1, @as = "carol", body = approval });
        var second = await Run(github, JobToken, Push());

        Assert.True(second.ExitCode == 0, second.Output);
        Assert.Equal("met", second.Outputs["result"]?.GetValue<string>());
        Assert.Equal("0", second.Outputs["findings"]?.GetValue<string>());
        Assert.Single(await Issues(github));

        var before = await Writes(github);
        var fork = await Run(github, ReadOnlyToken, Fork());

        Assert.True(fork.ExitCode == 0, fork.Output);
        Assert.Contains("::notice title=PoPipeline::Decisions on record hold, but nothing is written", fork.Output, StringComparison.Ordinal);
        Assert.Equal(before, await Writes(github));
        await github.AssertNoViolations();
    }

    [Fact]
    public async Task A_pull_request_from_a_fork_writes_nothing_even_with_a_token_that_could()
    {
        await using var github = await GitHubDouble.Start(Seed());

        var run = await Run(github, JobToken, Fork());

        Assert.True(run.ExitCode == 1, run.Output);
        Assert.Equal("failed", run.Outputs["result"]?.GetValue<string>());
        Assert.Empty(await Issues(github));
        Assert.Equal(0, await Writes(github));
        await github.AssertNoViolations();
    }

    [Fact]
    public async Task Without_records_nothing_is_asked_of_GitHub()
    {
        await using var github = await GitHubDouble.Start(Seed());

        var run = await runner.Run(Samples.OnRecord(Policy), new() { ["rules"] = "PO3205" }, Push(), Variables(github));

        Assert.True(run.ExitCode == 1, run.Output);
        Assert.Empty(await github.Log());
    }

    private static JsonObject Push() => new() { ["repository"] = Repository, ["event_name"] = "push", ["event"] = new JsonObject() };

    private static JsonObject Fork()
    {
        var context = Push();
        context["event_name"] = "pull_request";
        context["event"] = new JsonObject { ["pull_request"] = new JsonObject { ["head"] = new JsonObject { ["repo"] = new JsonObject { ["full_name"] = "mallory/app", ["fork"] = true } } } };
        return context;
    }

    // What the runner of GitHub says of the job.
    private static Dictionary<string, string?> Variables(GitHubDouble github) => new(StringComparer.Ordinal)
    {
        ["GITHUB_API_URL"] = github.ApiAddress.AbsoluteUri.TrimEnd('/'),
        ["GITHUB_SERVER_URL"] = github.Address.AbsoluteUri.TrimEnd('/'),
        ["GITHUB_REPOSITORY"] = Repository,
        ["GITHUB_ACTOR"] = "bob",
        ["GITHUB_ACTOR_ID"] = "102",
        ["GITHUB_REF"] = "refs/heads/main",
        ["GITHUB_TOKEN"] = null,
        ["GH_TOKEN"] = null,
    };

    private Task<ActionRun> Run(GitHubDouble github, string token, JsonObject context)
    {
        context["token"] = token;
        return runner.Run(Samples.OnRecord(Policy), new() { ["rules"] = "PO3205", ["records"] = "true" }, context, Variables(github));
    }

    private static string Approval(string body)
    {
        const string Mark = "`/po approve ";
        var digest = body[(body.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..].Split(' ')[0];
        return string.Create(CultureInfo.InvariantCulture, $"/po approve {digest} until {DateTime.UtcNow.AddDays(20):yyyy-MM-dd} reason: Triage moves to the new bot in two weeks.");
    }

    private static async Task<List<JsonNode>> Issues(GitHubDouble github)
    {
        using var client = new HttpClient { BaseAddress = github.ApiAddress };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {JobToken}");
        client.DefaultRequestHeaders.Add("User-Agent", "popipeline-tests");
        var answer = await client.GetStringAsync(new Uri($"repos/{Repository}/issues?state=all", UriKind.Relative), Cancelled);
        return [.. JsonNode.Parse(answer)!.AsArray().OfType<JsonNode>()];
    }

    // A query of GraphQL is a POST that changes nothing.
    private static async Task<int> Writes(GitHubDouble github) => (await github.Log()).Count(request =>
        request?["method"]?.GetValue<string>() is not "GET" && request?["path"]?.GetValue<string>().EndsWith("/graphql", StringComparison.Ordinal) is false);

    private static string Seed() => new JsonObject
    {
        ["now"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["users"] = JsonNode.Parse("""[{ "id": 101, "login": "alice" }, { "id": 102, "login": "bob" }, { "id": 103, "login": "carol" }, { "id": 105, "login": "mallory" }]"""),
        ["organisations"] = JsonNode.Parse("""[{ "id": 5000, "login": "acme", "members": { "alice": "member", "bob": "member", "carol": "member" } }]"""),
        ["repositories"] = new JsonArray(new JsonObject
        {
            ["id"] = 77,
            ["owner"] = "acme",
            ["name"] = "app",
            ["private"] = true,
            ["collaborators"] = new JsonObject { ["alice"] = "read", ["carol"] = "read", ["bob"] = "write" },
            ["files"] = new JsonObject { ["main"] = new JsonObject { [".popipeline.yml"] = Policy } },
            ["branches"] = JsonNode.Parse("""{ "main": { "protected": true } }"""),
        }),
        ["tokens"] = JsonNode.Parse($$"""
            {
              "{{JobToken}}": { "actor": "github-actions[bot]", "missing": ["members:read"] },
              "{{ReadOnlyToken}}": { "actor": "github-actions[bot]", "missing": ["members:read", "issues:write", "contents:write"] }
            }
            """),
    }.ToJsonString();
}
