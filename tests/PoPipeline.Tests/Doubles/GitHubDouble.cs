using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PoPipeline.Tests.Doubles;

/// <summary>
/// The double of GitHub in <c>tests/doubles</c>, run as a process of its own on a free port of loopback. It keeps state, holds requests
/// and answers against GitHub's own description, and plays what a test asks of it; <c>tests/doubles/README.md</c> has the controls.
/// </summary>
internal sealed class GitHubDouble : IAsyncDisposable
{
    private static readonly TimeSpan RetryBudget = TimeSpan.FromMinutes(1);

    // Starting one takes half a second of a processor, and what it knows is set anew. They end with this process, whose pipe they read.
    private static readonly ConcurrentStack<(Process Process, Uri Address)> Idle = new();

    private readonly Process _process;
    private readonly HttpClient _client;

    private GitHubDouble(Process process, Uri address)
    {
        _process = process;
        Address = address;
        _client = new HttpClient { BaseAddress = address, Timeout = RetryBudget };
    }

    /// <summary>The root of the server, ending in a slash: where <c>api.github.com</c> would be.</summary>
    public Uri Address { get; }

    /// <summary>The REST API as a GitHub Enterprise Server has it, ending in a slash.</summary>
    public Uri ApiAddress => new(Address, "api/v3/");

    /// <summary>The GraphQL endpoint as a GitHub Enterprise Server has it.</summary>
    public Uri GraphQLAddress => new(Address, "api/graphql");

    /// <summary>Starts a double; the test is skipped with its reason where Node.js or the npm packages are missing.</summary>
    /// <param name="seed">What it knows at the start, as JSON; nothing by default.</param>
    public static async Task<GitHubDouble> Start(string? seed = null)
    {
        Components.Npm("openapi-backend/package.json");
        Components.Npm("@octokit/openapi/package.json");
        Components.Npm("@octokit/graphql-schema/package.json");
        var (process, address) = Idle.TryPop(out var idle) ? idle : await Launch();
        var started = new GitHubDouble(process, address);
        try
        {
            await started.Control("reset", seed ?? "{}");
            return started;
        }
        catch
        {
            // Whatever is wrong with it is not handed on.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the double for something: what a person does on the web page, the clock, or a fault.</summary>
    /// <param name="action">The control: <c>comment</c>.</param>
    /// <param name="json">Its parameters, as JSON.</param>
    /// <returns>What the double answers, such as the number of a comment.</returns>
    public async Task<JsonObject> Control(string action, string json)
    {
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri($"__control/{action}", UriKind.Relative), content, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{action}: {answer}");
        return JsonNode.Parse(answer) as JsonObject ?? [];
    }

    /// <summary>Asks the double for something, with the parameters as an object whose names are the JSON's.</summary>
    /// <param name="action">The control: <c>comment</c>.</param>
    /// <param name="parameters">Its parameters: <c>new { repo = "acme/app", issue = 1, @as = "alice", body = "…" }</c>.</param>
    public Task<JsonObject> Control(string action, object parameters) => Control(action, JsonSerializer.Serialize(parameters));

    /// <summary>Every request so far: method, path, query, status, actor, body.</summary>
    public Task<JsonArray> Log() => Read<JsonArray>("__log");

    /// <summary>The requests, and answers of the double itself, that GitHub's description does not allow; empty when all is well.</summary>
    public Task<JsonArray> Violations() => Read<JsonArray>("__violations");

    /// <summary>Numbers about the requests: writes and the gaps between them, most at once, conditional requests.</summary>
    public Task<JsonObject> Stats() => Read<JsonObject>("__stats");

    /// <summary>Fails the test unless every request and answer so far is one that GitHub's description allows.</summary>
    public async Task AssertNoViolations()
    {
        var violations = await Violations();
        Assert.True(violations.Count == 0, violations.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    /// <summary>Leaves the process to the next test.</summary>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_process.HasExited)
        {
            _process.Dispose();
        }
        else
        {
            Idle.Push((_process, Address));
        }

        return ValueTask.CompletedTask;
    }

    private static async Task<(Process Process, Uri Address)> Launch()
    {
        var script = Path.Combine(TestPaths.Repository, "tests", "doubles", "github", "server.mjs");
        var process = ChildProcess.Start("node", [script, "--port", "0", "--exit-with-stdin"]);
        try
        {
            // What it says of a fault of its own is read, so that it does not wait for that.
            _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(RetryBudget);
            var line = await process.StandardOutput.ReadLineAsync(limit.Token) ?? "";
            Assert.StartsWith("ready ", line, StringComparison.Ordinal);
            return (process, new Uri($"http://127.0.0.1:{int.Parse(line.AsSpan("ready ".Length), CultureInfo.InvariantCulture)}/"));
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    private async Task<T> Read<T>(string path)
        where T : JsonNode
        => await _client.GetFromJsonAsync<T>(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException($"'{path}' is empty.");
}
