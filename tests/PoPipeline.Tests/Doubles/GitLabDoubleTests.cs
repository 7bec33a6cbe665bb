using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab;
using PoPipeline.Doubles.GitLab.Control;

namespace PoPipeline.Tests.Doubles;

/// <summary>The double of GitLab shows what GitLab shows, to clients that others wrote for GitLab.</summary>
public sealed class GitLabDoubleTests
{
    private const string Issues = "api/v4/projects/acme%2Fapp/issues";

    private const string Notes = Issues + "/1/notes";

    private static readonly string Folder = Path.Combine(TestPaths.Repository, "tests", "doubles", "gitlab");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Python_gitlab_finds_every_endpoint_as_documented()
    {
        // Debian's own package, which a Python of another origin does not see.
        const string python = "/usr/bin/python3";
        var (found, _, _) = File.Exists(python) ? await ChildProcess.RunAsync(python, ["-c", "import gitlab"]) : (1, "", "");
        Components.Require(found == 0, "python-gitlab is not installed: run `apt-get install python3-gitlab`.");
        await using var gitLab = await Start();

        var (exitCode, output, error) = await ChildProcess.RunAsync(python, [Path.Combine(Folder, "python_gitlab.py"), gitLab.Address.ToString().TrimEnd('/')]);

        Assert.True(exitCode == 0, output + error);
        Assert.Empty(GitLabDouble.Endpoints.Except(gitLab.Log.Select(entry => entry.Endpoint), StringComparer.Ordinal));

        // It leaves out parameters on purpose three times.
        Assert.Equal(3, gitLab.Violations.Length);
    }

    [Fact]
    public async Task Gitbeaker_finds_every_endpoint_as_documented()
    {
        Components.Npm("@gitbeaker/rest/package.json");
        await using var gitLab = await Start();

        var (exitCode, output, error) = await ChildProcess.RunAsync("node", [Path.Combine(Folder, "gitbeaker.mjs"), gitLab.Address.ToString().TrimEnd('/')]);

        Assert.True(exitCode == 0, output + error);
        Assert.Empty(GitLabDouble.Endpoints.Except(gitLab.Log.Select(entry => entry.Endpoint), StringComparer.Ordinal));
        Assert.Empty(gitLab.Violations);
    }

    [Fact]
    public async Task A_branch_that_ten_claim_at_once_is_won_by_one()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            client.PostAsJsonAsync("api/v4/projects/501/repository/branches", new { branch = "popipeline/claim/0123", @ref = "main" }, Cancelled)));

        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Created);
        Assert.Equal(9, answers.Count(answer => answer.StatusCode is HttpStatusCode.BadRequest));
        Assert.Empty(gitLab.Violations);
    }

    [Fact]
    public async Task An_edited_comment_shows_in_GraphQL_and_not_in_REST()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab);
        gitLab.Act("createIssue", "po-bot", Issue(("title", "PO3204"), ("description", "as asked")));
        var note = gitLab.Act("comment", "alice", Issue(("issue", 1), ("body", "fine")))["id"];
        gitLab.Act("editComment", "mallory", Issue(("issue", 1), ("note", note?.DeepClone()), ("body", "/po approve 0123abcd")));
        gitLab.Act("editIssue", "mallory", Issue(("issue", 1), ("description", "wider")));

        var rest = (await client.GetFromJsonAsync<JsonObject>($"{Notes}/{note}", Cancelled))!;
        var graph = await Query(client, """
            query($path: ID!, $iid: String!) {
              project(fullPath: $path) {
                issue(iid: $iid) { author { bot } notes(filter: ONLY_COMMENTS) { nodes { id body lastEditedAt author { username } lastEditedBy { id username } } pageInfo { hasNextPage } } }
                workItems(iid: $iid) { nodes { widgets { ... on WorkItemWidgetDescription { edited lastEditedAt lastEditedBy { username } } } } }
              }
            }
            """, """{"path":"acme/app","iid":"1"}""");

        Assert.Equal("/po approve 0123abcd", rest["body"]?.ToString());
        Assert.Equal("alice", rest["author"]?["username"]?.ToString());
        Assert.DoesNotContain(rest, field => field.Key.Contains("edited", StringComparison.Ordinal));
        var project = graph["data"]!["project"]!;
        var seen = project["issue"]!["notes"]!["nodes"]![0]!;
        Assert.Equal(("alice", "mallory"), (seen["author"]!["username"]!.ToString(), seen["lastEditedBy"]!["username"]!.ToString()));
        Assert.NotNull(seen["lastEditedAt"]);
        Assert.Equal("mallory", project["workItems"]!["nodes"]![0]!["widgets"]![0]!["lastEditedBy"]!["username"]!.ToString());
        Assert.Empty(gitLab.Violations);
    }

    [Fact]
    public async Task A_field_that_GitLab_does_not_have_is_its_error_and_a_violation()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab);

        var answer = await Query(client, "query($path: ID!) { project(fullPath: $path) { issue(iid: \"1\") { lastEditedAt } } }", """{"path":"acme/app"}""");

        Assert.Equal("Field 'lastEditedAt' doesn't exist on type 'Issue'", answer["errors"]![0]!["message"]!.ToString());
        Assert.Single(gitLab.Violations);
    }

    [Fact]
    public async Task A_token_that_is_none_is_told_so_in_the_words_of_each_interface()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab, "glpat-unknown");

        Assert.Equal("401 Unauthorized", (await (await client.GetAsync("api/v4/user", Cancelled)).Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["message"]!.ToString());
        Assert.Equal("Invalid token", (await Query(client, "{ currentUser { username } }", "{}"))["errors"]![0]!["message"]!.ToString());
    }

    [Fact]
    public async Task Back_dated_and_imported_notes_keep_the_order_of_their_numbers()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab);
        gitLab.Act("createIssue", "po-bot", Issue(("title", "PO3204")));
        var first = (long)gitLab.Act("comment", "alice", Issue(("issue", 1), ("body", "first")))["id"]!;
        var dated = (long)gitLab.Act("backDatedNote", "alice", Issue(("issue", 1), ("body", "dated"), ("createdAt", "2026-01-01T00:00:00Z")))["id"]!;
        var imported = (long)gitLab.Act("importedNote", "alice", Issue(("issue", 1), ("body", "imported"), ("createdAt", "2026-01-02T00:00:00Z")))["id"]!;

        var notes = (await client.GetFromJsonAsync<JsonArray>($"{Notes}?sort=asc&order_by=created_at", Cancelled))!;

        Assert.True(first < dated && dated < imported);
        Assert.Equal([dated, imported, first], notes.Select(note => (long)note!["id"]!));
        Assert.Equal([false, true, false], notes.Select(note => (bool)note!["imported"]!));
    }

    [Fact]
    public async Task What_is_not_documented_is_refused_and_noted()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab);

        var unknown = await client.GetAsync($"{Issues}?label=x", Cancelled);
        var type = await client.PostAsJsonAsync(Issues, new { title = 7 }, Cancelled);
        var missing = await client.PostAsJsonAsync(Issues, new { description = "x" }, Cancelled);
        var nowhere = await client.GetAsync("api/v4/projects/501/nothing", Cancelled);

        Assert.Equal([400, 400, 400, 404], new[] { unknown, type, missing, nowhere }.Select(answer => (int)answer.StatusCode));
        Assert.Equal(4, gitLab.Violations.Length);
    }

    [Fact]
    public async Task Quick_actions_in_the_text_of_a_client_are_carried_out()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab);

        var answer = await client.PostAsJsonAsync(Issues, new { title = "x", description = "of others:\n/close\n```\n/label kept\n```" }, Cancelled);
        var issue = (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!;

        Assert.Equal("closed", issue["state"]?.ToString());
        Assert.Equal("of others:\n```\n/label kept\n```", issue["description"]?.ToString());
        Assert.Equal("/close", gitLab.Control("quickActions", [])["seen"]![0]!.ToString());
    }

    [Fact]
    public async Task Time_stands_still_but_for_a_second_a_write_and_what_a_test_says()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab);
        gitLab.Control("clock", new JsonObject { ["now"] = "2026-12-01T10:00:00Z" });

        var created = await client.PostAsJsonAsync(Issues, new { title = "x" }, Cancelled);
        gitLab.Control("clock", new JsonObject { ["advance"] = 3600 });
        var read = await client.GetAsync($"{Issues}/1", Cancelled);

        Assert.Equal(new DateTimeOffset(2026, 12, 1, 10, 0, 1, TimeSpan.Zero), created.Headers.Date);
        Assert.Equal("2026-12-01T10:00:01.000Z", (await read.Content.ReadFromJsonAsync<JsonObject>(Cancelled))!["created_at"]!.ToString());
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 11, 0, 1, TimeSpan.Zero), read.Headers.Date);
    }

    [Fact]
    public async Task A_write_whose_answer_is_cut_off_took_effect()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab);
        gitLab.Plan(new Fault { Kind = FaultKind.Cut, Method = "POST", Path = "/issues" });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsJsonAsync(Issues, new { title = "x" }, Cancelled));

        Assert.Single((await client.GetFromJsonAsync<JsonArray>(Issues, Cancelled))!);
    }

    [Fact]
    public async Task A_request_that_is_reset_or_left_hanging_has_no_effect()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab);
        gitLab.Plan(new Fault { Kind = FaultKind.Reset });
        gitLab.Plan(new Fault { Kind = FaultKind.Hang, Method = "PUT" });
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsJsonAsync(Issues, new { title = "x" }, Cancelled));
        var hanging = client.PutAsJsonAsync($"{Issues}/1", new { title = "x" }, impatience.Token);
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        Assert.Empty((await client.GetFromJsonAsync<JsonArray>(Issues, Cancelled))!);
    }

    [Fact]
    public async Task Faults_answer_pass_some_by_and_turn_links_to_another_host()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab);
        gitLab.Plan(new Fault
        {
            Kind = FaultKind.Answer,
            Status = 429,
            Skip = 1,
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "7" },
        });
        gitLab.Plan(new Fault { Kind = FaultKind.Link, Path = "/members/all" });

        var links = await client.GetAsync("api/v4/projects/501/members/all?per_page=2", Cancelled);
        var limited = await client.GetAsync("api/v4/user", Cancelled);
        var after = await client.GetAsync("api/v4/user", Cancelled);

        Assert.Contains("<http://203.0.113.1:8080/api/v4/projects/501/members/all?page=2&per_page=2>; rel=\"next\"", string.Join(", ", links.Headers.GetValues("Link")), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7)), (limited.StatusCode, limited.Headers.RetryAfter?.Delta));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task One_request_too_many_a_minute_is_told_when_to_come_back()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab);
        gitLab.Control("clock", new JsonObject { ["now"] = "2026-12-01T10:00:20Z" });
        gitLab.Control("rateLimit", new JsonObject { ["limit"] = 1 });

        var first = await client.GetAsync("api/v4/user", Cancelled);
        var second = await client.GetAsync("api/v4/user", Cancelled);
        gitLab.Control("clock", new JsonObject { ["advance"] = 40 });
        var third = await client.GetAsync("api/v4/user", Cancelled);

        Assert.Equal("0", Assert.Single(first.Headers.GetValues("RateLimit-Remaining")));
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(40)), (second.StatusCode, second.Headers.RetryAfter?.Delta));
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }

    [Fact]
    public async Task An_answer_that_did_not_change_is_not_sent_again()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab);
        var first = await client.GetAsync("api/v4/projects/501", Cancelled);
        using var again = new HttpRequestMessage(HttpMethod.Get, "api/v4/projects/501");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again, Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Who_leaves_is_no_member_and_who_is_blocked_or_renamed_keeps_the_number()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab, "glpat-olivia");
        const string members = "api/v4/groups/acme%2Fsecurity/members/all";

        gitLab.Control("removeMember", new JsonObject { ["user"] = "bob", ["group"] = "acme/security" });
        gitLab.Control("blockUser", new JsonObject { ["user"] = "alice" });
        gitLab.Control("renameUser", new JsonObject { ["user"] = "alice", ["username"] = "eve" });
        var alice = (await client.GetFromJsonAsync<JsonObject>($"{members}/102", Cancelled))!;

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"{members}/103", Cancelled)).StatusCode);
        Assert.Equal(("eve", "blocked"), (alice["username"]!.ToString(), alice["state"]!.ToString()));
    }

    [Fact]
    public async Task The_log_tells_who_asked_for_what_and_when()
    {
        await using var gitLab = await Start();
        using var client = Client(gitLab);

        await client.PostAsJsonAsync(Issues, new { title = "x" }, Cancelled);
        var entry = Assert.Single(gitLab.Log);

        Assert.Equal(("po-bot", "POST /projects/:id/issues", 201, 1, true), (entry.Actor, entry.Endpoint, entry.Status, entry.InFlight, entry.IsWrite));
        Assert.True(entry.Finished >= entry.Started);
        using var outside = new HttpClient { BaseAddress = gitLab.Address };
        Assert.Single((await outside.GetFromJsonAsync<JsonArray>("__log", Cancelled))!);
    }

    private static async Task<GitLabDouble> Start() =>
        await GitLabDouble.StartAsync(JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "seed.json"), Cancelled)));

    private static HttpClient Client(GitLabDouble gitLab, string token = "glpat-bot") =>
        new() { BaseAddress = gitLab.Address, DefaultRequestHeaders = { { "PRIVATE-TOKEN", token } } };

    private static JsonObject Issue(params (string Name, JsonNode? Value)[] arguments)
    {
        var all = new JsonObject { ["project"] = "acme/app" };
        foreach (var (name, value) in arguments)
        {
            all[name] = value;
        }

        return all;
    }

    private static async Task<JsonNode> Query(HttpClient client, string query, string variables)
    {
        var answer = await client.PostAsJsonAsync("api/graphql", new JsonObject { ["query"] = query, ["variables"] = JsonNode.Parse(variables) }, Cancelled);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancelled))!;
    }
}
