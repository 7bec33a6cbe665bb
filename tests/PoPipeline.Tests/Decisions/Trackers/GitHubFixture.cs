using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Decisions.Trackers.GitHub;
using PoPipeline.Forges.GitHub;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Tests.Doubles;

namespace PoPipeline.Tests.Decisions.Trackers;

/// <summary>The double of GitHub with an organisation, a repository and its people, as it is before each test.</summary>
public sealed class GitHubFixture : IAsyncLifetime
{
    private const string Seed = """
        {
          "now": "2026-06-01T09:00:00Z",
          "users": [
            { "id": 101, "login": "alice" }, { "id": 102, "login": "bob" }, { "id": 103, "login": "carol" }, { "id": 104, "login": "dave" },
            { "id": 900, "login": "popipeline[bot]" }
          ],
          "organisations": [{
            "id": 5000, "login": "acme", "members": { "alice": "member", "bob": "member", "carol": "member" },
            "teams": [{ "slug": "security", "members": { "alice": "member", "carol": { "state": "pending" } }, "repositories": { "app": "read" } }]
          }],
          "repositories": [
            {
              "id": 77, "owner": "acme", "name": "app", "private": true, "collaborators": { "bob": "write" }, "labels": ["bug"],
              "files": { "main": { "README.md": "# app", ".popipeline.yml": "rules: {}\n" } }, "branches": { "main": { "protected": true } }
            },
            { "id": 78, "owner": "acme", "name": "decisions", "private": true }
          ],
          "tokens": {
            "ghs_bot": { "actor": "popipeline[bot]" },
            "ghs_job": { "actor": "github-actions[bot]", "missing": ["members:read"] },
            "ghp_bob": { "actor": "bob" },
            "ghs_reader": { "actor": "popipeline[bot]", "missing": ["issues:write", "contents:write"] }
          }
        }
        """;

    private GitHubDouble? server;

    internal GitHubDouble Server => server ?? throw new InvalidOperationException("The double is not started.");

    public static DateTimeOffset Noon { get; } = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    // A fixture that cannot start fails its tests; a test that asks for the double is skipped where it is not installed.
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    internal async Task<GitHubDouble> ResetAsync(string seed = Seed)
    {
        server ??= await GitHubDouble.Start();
        await Server.Control("reset", seed);
        return Server;
    }

    internal GitHubOptions Options(string token = "ghs_bot", TimeProvider? time = null) => new()
    {
        Address = Server.ApiAddress,
        Token = new Secret(token),
        Repository = "acme/app",
        Time = time ?? new AdvancingTime(Noon),
        RetryBudget = new RetryBudget(TimeSpan.FromMinutes(15)),
    };

    internal async Task<(GitHubTracker Tracker, TrackerContext Context)> OpenAsync(GitHubOptions? options = null)
    {
        var tracker = GitHubTracker.Create(options ?? Options());
        return (tracker, await tracker.OpenAsync(TestContext.Current.CancellationToken));
    }

    internal static IssueDraft Draft(RequestScope scope, string subject = "ci.yml/build/checkout", string requester = "102")
    {
        var request = new DecisionRequest
        {
            Kind = DecisionKind.Exception,
            Rule = "PO3204",
            Severity = Severity.High,
            Fingerprint = ResultDigestOf(subject),
            Subject = subject,
            Evidence = ResultDigestOf("evidence"),
            Scope = scope,
            Requester = new Person(requester, "bob"),
            Reason = "The pin follows in a week.",
            CreatedAt = Noon,
        };
        return new IssueDraft(request, $"Exception from PO3204 for {subject}", $"Bob asks for an exception.\n\n{RequestBlock.Write(request)}");
    }

    private static string ResultDigestOf(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
