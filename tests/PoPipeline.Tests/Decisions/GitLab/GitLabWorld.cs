using System.Text.Json.Nodes;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Decisions.Trackers.GitLab;
using PoPipeline.Doubles.GitLab;
using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Decisions.GitLab;

/// <summary>The double with the people and projects of <c>tests/doubles/gitlab/seed.json</c>, and trackers that speak to it. At its end, no request was undocumented.</summary>
internal sealed class GitLabWorld : IAsyncDisposable
{
    public const string App = "acme/app";

    private readonly List<GitLabTracker> trackers = [];

    private GitLabWorld(GitLabDouble server)
    {
        Server = server;
        Time = new QuickTime(DateTimeOffset.Parse("2031-01-01T00:00:00Z"), span => Advance(span));
    }

    public GitLabDouble Server { get; }

    public QuickTime Time { get; }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<GitLabWorld> StartAsync()
    {
        var seed = await File.ReadAllTextAsync(Path.Combine(TestPaths.Repository, "tests", "doubles", "gitlab", "seed.json"), Cancellation);
        var server = await GitLabDouble.StartAsync(JsonNode.Parse(seed));

        // A group that is not public is seen by its members only.
        server.Act("addMember", "root", new JsonObject { ["user"] = "po-bot", ["group"] = "acme", ["accessLevel"] = 10 });
        return new GitLabWorld(server);
    }

    public GitLabTracker Tracker(string token = "glpat-bot", HttpMessageHandler? handler = null, Func<GitLabOptions, GitLabOptions>? change = null)
    {
        var options = new GitLabOptions
        {
            Server = Server.Address,
            Project = App,
            Token = GitLabToken.Of(name => name is "POPIPELINE_TOKEN" ? token : null),
            Time = Time,
            Handler = handler,
            RetryBudget = new RetryBudget(TimeSpan.FromMinutes(15)),
        };
        var tracker = GitLabTracker.Create(change is null ? options : change(options));
        trackers.Add(tracker);
        return tracker;
    }

    public void Advance(TimeSpan span) => Server.Control("clock", new JsonObject { ["advance"] = span.TotalSeconds });

    public JsonObject Act(string act, string user, JsonObject? arguments = null)
    {
        var all = arguments ?? [];
        all["project"] ??= App;
        return Server.Act(act, user, JsonNode.Parse(all.ToJsonString())!.AsObject());
    }

    public long Comment(string user, string body, long issue = 1) =>
        IdOf(Act("comment", user, new JsonObject { ["issue"] = issue, ["body"] = body }));

    public static long IdOf(JsonObject done) => long.Parse(done["id"]!.ToString());

    public int Count(string method, string path) =>
        Server.Log.Count(entry => entry.Method == method && Uri.UnescapeDataString(entry.Path).Contains(path, StringComparison.Ordinal));

    /// <summary>All issues, as somebody who sees all of them.</summary>
    public async Task<JsonArray> IssuesAsync()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("PRIVATE-TOKEN", "glpat-root");
        return JsonNode.Parse(await client.GetStringAsync(new Uri(Server.Address, "api/v4/projects/501/issues?per_page=100&scope=all"), Cancellation))!.AsArray();
    }

    public async Task<TrackedIssue> OnlyIssueAsync(GitLabTracker? tracker = null) =>
        Assert.Single((await (tracker ?? Tracker()).ReadAsync([], Cancellation)).Issues);

    public static IssueDraft Draft(string fingerprint = "f1", string text = "Somebody asks for an exception.")
    {
        var request = new DecisionRequest
        {
            Kind = DecisionKind.Exception,
            Rule = "PO3204",
            Severity = Severity.High,
            Fingerprint = fingerprint,
            Subject = ".github/workflows/ci.yml#build",
            Evidence = new string('e', 64),
            Scope = new RequestScope("gitlab", "127.0.0.1", "301", "501"),
            Requester = new Person("104", "dave"),
            Reason = "The vendor signs nothing yet.",
            CreatedAt = DateTimeOffset.Parse("2026-11-23T09:00:00Z"),
        };
        return new IssueDraft(request, $"Exception from PO3204 {fingerprint}", $"{text}\n\n{RequestBlock.Write(request)}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tracker in trackers)
        {
            tracker.Dispose();
        }

        var violations = Server.Violations;
        await Server.DisposeAsync();
        Assert.Empty(violations);
    }
}
