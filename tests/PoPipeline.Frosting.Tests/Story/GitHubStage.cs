using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PoPipeline.Tests.Doubles;

namespace PoPipeline.Frosting.Tests.Story;

/// <summary>Issues of GitHub, played by the double that holds every request against GitHub's own description.</summary>
internal sealed class GitHubStage(GitHubDouble server, DateTimeOffset start) : IStage
{
    private const string Repository = "acme/app";
    private const string Bot = "popipeline[bot]";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private long last;

    public string Policy => """
        exceptions:
          approvers: ["@acme/security"]
          records:
            tracker: github
        """;

    public IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GITHUB_ACTIONS"] = "true",
        ["GITHUB_API_URL"] = server.ApiAddress.AbsoluteUri.TrimEnd('/'),
        ["GITHUB_REPOSITORY"] = Repository,
        ["GITHUB_ACTOR"] = "alice",
        ["GITHUB_ACTOR_ID"] = "101",
        ["POPIPELINE_TOKEN"] = "ghs_bot",
    };

    public static async Task<GitHubStage> OpenAsync(DateTimeOffset start) => new(await GitHubDouble.Start(), start);

    public async Task StartAsync(string root)
    {
        var files = new JsonObject();
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            files[Path.GetRelativePath(root, file)] = await File.ReadAllTextAsync(file);
        }

        _ = await server.Control("reset", $$"""
            {
              "now": "{{start.UtcDateTime:O}}",
              "users": [
                { "id": 101, "login": "alice" }, { "id": 102, "login": "mallory" }, { "id": 103, "login": "carol" }, { "id": 104, "login": "dave" },
                { "id": 900, "login": "{{Bot}}" }
              ],
              "organisations": [{
                "id": 5000, "login": "acme", "members": { "alice": "member", "mallory": "member", "carol": "member", "dave": "member" },
                "teams": [{ "slug": "security", "members": { "carol": "member", "dave": "member" }, "repositories": { "app": "read" } }]
              }],
              "repositories": [{
                "id": 77, "owner": "acme", "name": "app", "private": true, "collaborators": { "mallory": "write", "alice": "write" },
                "files": { "main": {} }, "branches": { "main": { "protected": true } }
              }],
              "tokens": { "ghs_bot": { "actor": "{{Bot}}" } }
            }
            """);
        _ = await server.Control("files", new JsonObject { ["repo"] = Repository, ["branch"] = "main", ["as"] = "alice", ["message"] = "Begin", ["files"] = files }.ToJsonString());
    }

    public async Task DecideAsync(string who, string issue, string command) =>
        last = (await server.Control("comment", new { repo = Repository, issue = int.Parse(issue.TrimStart('#')), @as = who, body = command }))["id"]!.GetValue<long>();

    public Task EditLastDecisionAsync(string who) => server.Control("editComment", new { comment = last, @as = who, body = "/po approve everything" });

    public Task KeepAsync() => Task.CompletedTask;

    public Task AdvanceAsync(TimeSpan time) => server.Control("clock", new { advance = (long)time.TotalSeconds });

    public async Task<int> IssuesAsync() =>
        (await server.Log()).OfType<JsonObject>().Count(entry => (string?)entry["method"] is "POST" && ((string?)entry["path"])?.EndsWith("/issues", StringComparison.Ordinal) is true && (int?)entry["status"] is 201);

    public async Task<string> SaidAsync() => string.Concat((await server.Log()).OfType<JsonObject>()
        .Where(entry => (string?)entry["method"] is "POST" && ((string?)entry["path"])?.EndsWith("/comments", StringComparison.Ordinal) is true)
        .Select(entry => JsonSerializer.Serialize(entry["body"], Readable)));

    public Task AssertSoundAsync() => server.AssertNoViolations();

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
