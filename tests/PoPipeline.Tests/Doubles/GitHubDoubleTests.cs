using System.Net;
using System.Text.Json.Nodes;
using Octokit;
using PoPipeline.Tests.Decisions.Trackers;

namespace PoPipeline.Tests.Doubles;

/// <summary>The double of GitHub itself: that a real client can live with it, and that it notices what it must.</summary>
public sealed class GitHubDoubleTests(GitHubFixture fixture) : IClassFixture<GitHubFixture>
{
    private const string Seed =
        """
        {
          "users": [{ "id": 101, "login": "alice" }, { "id": 102, "login": "bob" }, { "id": 103, "login": "carol" }, { "id": 900, "login": "popipeline[bot]" }],
          "organisations": [{
            "id": 5000, "login": "acme", "members": { "alice": "admin", "bob": "member" },
            "teams": [{ "slug": "security", "members": { "alice": "maintainer", "carol": { "state": "pending" } } }]
          }],
          "repositories": [{
            "id": 77, "owner": "acme", "name": "app", "private": true, "branches": { "main": { "protected": true } },
            "files": { "main": { ".github/approvers.yml": "team: security\n" } }
          }],
          "tokens": {
            "for-bob": { "actor": "bob" }, "for-the-bot": { "actor": "popipeline[bot]" },
            "for-a-job": { "actor": "github-actions[bot]", "missing": ["members:read"] }
          }
        }
        """;

    [Fact]
    public async Task A_real_client_files_an_issue_and_discusses_it()
    {
        var github = await fixture.ResetAsync(Seed);
        var bot = Client(github, "for-the-bot");
        var bob = Client(github, "for-bob");

        var filed = new NewIssue("PO3204: pin 'x'") { Body = "please" };
        filed.Labels.Add("popipeline");
        var issue = await bot.Issue.Create("acme", "app", filed);
        var comment = await bob.Issue.Comment.Create("acme", "app", issue.Number, "/po approve 12345678");
        var edited = await bob.Issue.Comment.Update("acme", "app", comment.Id, "/po reject 12345678");
        await bot.Issue.Labels.AddToIssue("acme", "app", issue.Number, ["po:approved"]);
        var closed = await bot.Issue.Update("acme", "app", issue.Number, new IssueUpdate { State = ItemState.Closed, StateReason = ItemStateReason.NotPlanned });
        var wanted = new RepositoryIssueRequest { State = ItemStateFilter.All, Creator = "popipeline[bot]" };
        wanted.Labels.Add("popipeline");
        var found = await bot.Issue.GetAllForRepository("acme", "app", wanted);
        var comments = await bot.Issue.Comment.GetAllForIssue("acme", "app", issue.Number);

        Assert.Equal("popipeline[bot]", issue.User.Login);
        Assert.Equal(AccountType.Bot, issue.User.Type);
        Assert.Equal("/po reject 12345678", edited.Body);
        Assert.Equal(ItemState.Closed, closed.State.Value);
        Assert.Equal([issue.Number], found.Select(value => value.Number));
        Assert.Equal(102, Assert.Single(comments).User.Id);
        await github.AssertNoViolations();
    }

    [Fact]
    public async Task A_real_client_follows_the_pages_to_the_end()
    {
        var github = await fixture.ResetAsync(Seed);
        var bot = Client(github, "for-the-bot");
        for (var index = 0; index < 5; index++)
        {
            await github.Control("createIssue", new { repo = "acme/app", @as = "bob", title = $"issue {index}" });
        }

        var found = await bot.Issue.GetAllForRepository("acme", "app", new ApiOptions { PageSize = 2 });

        Assert.Equal(5, found.Count);
        await github.AssertNoViolations();
    }

    [Fact]
    public async Task A_real_client_keeps_a_file_on_a_branch_by_compare_and_swap()
    {
        var github = await fixture.ResetAsync(Seed);
        var bot = Client(github, "for-the-bot");
        var database = bot.Git;
        var main = (await database.Reference.Get("acme", "app", "heads/main")).Object.Sha;

        await database.Reference.Create("acme", "app", new NewReference("refs/heads/popipeline/ledger", main));
        var first = await Append(database, main, "one");
        var second = await Append(database, main, "two");
        await database.Reference.Update("acme", "app", "heads/popipeline/ledger", new ReferenceUpdate(first));
        var loser = await Assert.ThrowsAsync<ApiValidationException>(() => database.Reference.Update("acme", "app", "heads/popipeline/ledger", new ReferenceUpdate(second)));
        var content = await bot.Repository.Content.GetAllContentsByRef("acme", "app", "ledger/entry", "popipeline/ledger");

        Assert.Equal("Update is not a fast forward", loser.ApiError.Message);
        Assert.Equal("one", Assert.Single(content).Content);
        await github.AssertNoViolations();
    }

    [Fact]
    public async Task A_ref_is_won_by_exactly_one_of_ten_claims_at_once()
    {
        var github = await fixture.ResetAsync(Seed);
        var client = Client(github, "for-the-bot");
        var main = (await client.Git.Reference.Get("acme", "app", "heads/main")).Object.Sha;

        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Claim(Client(github, "for-the-bot"), main)));

        Assert.Single(claims, won => won);
        await github.AssertNoViolations();
    }

    [Fact]
    public async Task A_real_client_learns_who_is_in_a_team_and_what_a_job_token_may_not_see()
    {
        var github = await fixture.ResetAsync(Seed);
        var bot = Client(github, "for-the-bot");
        var job = Client(github, "for-a-job");

        var active = await Membership(bot, "alice");
        var pending = await Membership(bot, "carol");
        var refused = await Assert.ThrowsAsync<ForbiddenException>(() => Membership(job, "alice"));
        var permission = await bot.Repository.Collaborator.ReviewPermission("acme", "app", "alice");

        Assert.Equal("active", (string?)active["state"]);
        Assert.Equal("pending", (string?)pending["state"]);
        await Assert.ThrowsAsync<NotFoundException>(() => Membership(bot, "bob"));
        Assert.Equal("Resource not accessible by integration", refused.ApiError.Message);
        Assert.Equal("admin", permission.Permission);
        await github.AssertNoViolations();
    }

    [Fact]
    public async Task GraphQL_shows_an_edit_that_REST_does_not()
    {
        var github = await fixture.ResetAsync(Seed);
        var bot = Client(github, "for-the-bot");
        await github.Control("createIssue", new { repo = "acme/app", @as = "popipeline[bot]", title = "request" });
        var comment = await github.Control("comment", new { repo = "acme/app", issue = 1, @as = "bob", body = "looks fine" });
        await github.Control("editComment", new { comment = (long?)comment["id"], @as = "alice", body = "/po approve 12345678" });

        var seen = await bot.Issue.Comment.Get("acme", "app", (long)comment["id"]!);
        var node = await Query(
            bot,
            github,
            $$"""{ node(id: "{{comment["nodeId"]}}") { ... on IssueComment { author { login } editor { login ... on User { databaseId } } lastEditedAt userContentEdits(first: 5) { totalCount } } } }""");

        Assert.Equal("bob", seen.User.Login);
        Assert.Equal(101, (int?)node["editor"]?["databaseId"]);
        Assert.NotNull(node["lastEditedAt"]);
        Assert.Equal(2, (int?)node["userContentEdits"]?["totalCount"]);
        await github.AssertNoViolations();
    }

    [Fact]
    public async Task A_request_that_the_description_does_not_allow_is_refused_and_noted()
    {
        var github = await fixture.ResetAsync(Seed);
        var connection = Client(github, "for-the-bot").Connection;

        await Assert.ThrowsAsync<ApiValidationException>(() => connection.Post<object>(new Uri("repos/acme/app/issues", UriKind.Relative), new { titel = "x" }, "application/json", "application/json"));
        await Assert.ThrowsAsync<NotFoundException>(() => connection.Get<object>(new Uri("repos/acme/app/isues", UriKind.Relative), null));
        await Query(Client(github, "for-the-bot"), github, "{ node(id: 1) { number } }");

        Assert.Equal(["request", "unknown", "graphql"], (await github.Violations()).Select(violation => (string?)violation?["kind"]));
    }

    [Fact]
    public async Task An_answer_of_its_own_that_the_description_does_not_allow_is_withheld_and_noted()
    {
        var github = await fixture.ResetAsync(Seed);
        await github.Control("fail", new { mode = "alter", path = "/repos/acme/app", set = new { id = "seventy-seven" } });

        var broken = await Assert.ThrowsAsync<ApiException>(() => Client(github, "for-the-bot").Repository.Get("acme", "app"));

        Assert.Equal((HttpStatusCode)599, broken.StatusCode);
        Assert.Equal("response", (string?)Assert.Single(await github.Violations())?["kind"]);
    }

    [Fact]
    public async Task A_write_can_take_effect_while_its_answer_is_lost()
    {
        var github = await fixture.ResetAsync(Seed);
        var bot = Client(github, "for-the-bot");
        await github.Control("fail", new { mode = "cut", method = "POST", path = "/repos/*/*/issues" });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => bot.Issue.Create("acme", "app", new NewIssue("once")));

        Assert.Equal("once", (await bot.Issue.Get("acme", "app", 1)).Title);
        await github.AssertNoViolations();
    }

    [Fact]
    public async Task An_answer_that_the_client_has_already_costs_nothing_and_faults_come_when_asked_for()
    {
        var github = await fixture.ResetAsync(Seed);
        using var http = new HttpClient { BaseAddress = github.ApiAddress };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer for-the-bot");
        http.DefaultRequestHeaders.Add("User-Agent", "popipeline-tests");
        await github.Control("createIssue", new { repo = "acme/app", @as = "bob", title = "one" });
        await github.Control("createIssue", new { repo = "acme/app", @as = "bob", title = "two" });

        var first = await Get(http, "repos/acme/app/issues?per_page=1");
        http.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await Get(http, "repos/acme/app/issues?per_page=1");
        await github.Control("fail", new { path = "/repos/*/*/issues", mode = "alter", linkBase = "http://evil.example" });
        var elsewhere = await Get(http, "repos/acme/app/issues?per_page=1");
        await github.Control("fail", new { path = "/repos/**", status = 429, headers = new Dictionary<string, string> { ["retry-after"] = "7" } });
        var limited = await Get(http, "repos/acme/app/issues?per_page=1");

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(Used(first), Used(second));
        Assert.Contains("<http://evil.example/repositories/77/issues?per_page=1&page=2>; rel=\"next\"", Assert.Single(elsewhere.Headers.GetValues("link")), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(7), limited.Headers.RetryAfter?.Delta);
        await github.AssertNoViolations();
    }

    private static Task<HttpResponseMessage> Get(HttpClient http, string path) => http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    private static string Used(HttpResponseMessage answer) => answer.Headers.GetValues("x-ratelimit-used").Single();

    private static GitHubClient Client(GitHubDouble github, string token)
        => new(new ProductHeaderValue("popipeline-tests"), github.Address) { Credentials = new Credentials(token) };

    private static async Task<string> Append(IGitDatabaseClient database, string parent, string content)
    {
        var tree = new NewTree { BaseTree = parent };
        tree.Tree.Add(new NewTreeItem { Path = "ledger/entry", Mode = "100644", Type = TreeType.Blob, Content = content });
        var sha = (await database.Tree.Create("acme", "app", tree)).Sha;
        return (await database.Commit.Create("acme", "app", new NewCommit("Append", sha, parent))).Sha;
    }

    private static async Task<bool> Claim(GitHubClient client, string sha)
    {
        try
        {
            await client.Git.Reference.Create("acme", "app", new NewReference("refs/heads/popipeline/claim/0123456789abcdef", sha));
            return true;
        }
        catch (ApiValidationException taken) when (taken.ApiError.Message is "Reference already exists")
        {
            return false;
        }
    }

    private static async Task<JsonNode> Membership(GitHubClient client, string login)
    {
        var address = new Uri($"orgs/acme/teams/security/memberships/{login}", UriKind.Relative);
        var answer = await client.Connection.Get<object>(address, null);
        return JsonNode.Parse((string)answer.HttpResponse.Body)!;
    }

    private static async Task<JsonNode> Query(GitHubClient client, GitHubDouble github, string query)
    {
        var answer = await client.Connection.Post<object>(github.GraphQLAddress, new { query }, "application/json", "application/json");
        return JsonNode.Parse((string)answer.HttpResponse.Body)!["data"]?["node"] ?? new JsonObject();
    }
}
