using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab;

namespace PoPipeline.Frosting.Tests.Story;

/// <summary>Issues of GitLab, played by the double that two real clients of GitLab agree with.</summary>
internal sealed class GitLabStage(GitLabDouble server, DateTimeOffset start) : IStage
{
    private const string Project = "acme/app";

    private JsonNode? last;
    private int issue;

    public string Policy => """
        forge: github
        exceptions:
          approvers: ["@acme/security"]
          records:
            tracker: gitlab
        """;

    public IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GITLAB_CI"] = "true",
        ["CI_SERVER_URL"] = server.Address.AbsoluteUri.TrimEnd('/'),
        ["CI_PROJECT_PATH"] = Project,
        ["GITLAB_USER_ID"] = "101",
        ["GITLAB_USER_LOGIN"] = "alice",
        ["POPIPELINE_TOKEN"] = "glpat-bot",
    };

    public static async Task<GitLabStage> OpenAsync(DateTimeOffset start) => new(await GitLabDouble.StartAsync(), start);

    public async Task StartAsync(string root)
    {
        _ = server.Control("seed", JsonNode.Parse($$"""
            {
              "now": "{{start.UtcDateTime:O}}",
              "users": [
                { "username": "po-bot", "id": 90, "name": "PoPipeline", "bot": true },
                { "username": "alice", "id": 101, "name": "Alice", "email": "alice@example.org" }, { "username": "mallory", "id": 102, "name": "Mallory" },
                { "username": "carol", "id": 103, "name": "Carol" }, { "username": "dave", "id": 104, "name": "Dave" }
              ],
              "groups": [
                { "path": "acme", "id": 301, "members": [] },
                { "path": "acme/security", "id": 302, "members": [{ "user": "po-bot", "access_level": 10 }, { "user": "carol", "access_level": 30 }, { "user": "dave", "access_level": 30 }] }
              ],
              "projects": [{
                "path": "acme/app", "id": 501,
                "members": [{ "user": "po-bot", "access_level": 40 }, { "user": "alice", "access_level": 30 }, { "user": "mallory", "access_level": 40 }],
                "invited_groups": [{ "group": "acme/security", "access_level": 20 }],
                "protected_branches": [{ "name": "main" }], "files": {}
              }],
              "tokens": [{ "token": "glpat-bot", "user": "po-bot" }]
            }
            """) as JsonObject ?? []);
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            _ = server.Act("pushFile", "alice", new JsonObject
            {
                ["project"] = Project,
                ["path"] = Path.GetRelativePath(root, file),
                ["content"] = await File.ReadAllTextAsync(file),
                ["branch"] = "main",
                ["message"] = "Begin",
                ["authorName"] = "Alice",
                ["authorEmail"] = "alice@example.org",
            });
        }
    }

    public Task DecideAsync(string who, string name, string command)
    {
        issue = int.Parse(name.TrimStart('#'));
        last = server.Act("comment", who, new JsonObject { ["project"] = Project, ["issue"] = issue, ["body"] = command })["id"];
        return Task.CompletedTask;
    }

    public Task EditLastDecisionAsync(string who)
    {
        _ = server.Act("editComment", who, new JsonObject { ["project"] = Project, ["issue"] = issue, ["note"] = last?.DeepClone(), ["body"] = "/po approve everything" });
        return Task.CompletedTask;
    }

    public Task KeepAsync() => Task.CompletedTask;

    public Task AdvanceAsync(TimeSpan time)
    {
        _ = server.Control("clock", new JsonObject { ["advance"] = (long)time.TotalSeconds });
        return Task.CompletedTask;
    }

    public Task<int> IssuesAsync() => Task.FromResult(server.Log.Count(entry => entry.Method == "POST" && entry.Path.EndsWith("/issues", StringComparison.Ordinal) && entry.Status == 201));

    public Task<string> SaidAsync() => Task.FromResult(string.Concat(server.Log.Where(entry => entry.Method == "POST" && entry.Path.EndsWith("/notes", StringComparison.Ordinal)).Select(entry => entry.Body)));

    public Task AssertSoundAsync()
    {
        Assert.Empty(server.Violations);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
