using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>A forge on loopback with an organisation of many repositories, which takes its time for each batch of them. Each is the repository of the documentation under another name.</summary>
internal sealed class ScanServer : IDisposable
{
    private const int PageSize = 100;

    private static readonly string Answers = Path.Combine(TestPaths.Repository, "tests", "PoPipeline.Tests", "Settings", "Answers", "github");

    private static readonly string Node = ((JsonArray)JsonNode.Parse(File.ReadAllText(Path.Combine(Answers, "graphql-batch.json")))!["body"]!["data"]!["nodes"]!)[0]!.ToJsonString();

    // What is asked of the organisation itself.
    private static readonly Dictionary<string, string> Known = Directory.EnumerateFiles(Answers, "*.json").Select(file => JsonNode.Parse(File.ReadAllText(file))!).Where(answer => answer["request"]!.ToString().StartsWith("GET /orgs/github", StringComparison.Ordinal))
        .ToDictionary(answer => answer["request"]!.ToString().Replace("GET /orgs/github", "/api/v3/orgs/acme", StringComparison.Ordinal), answer => answer["body"]!.ToJsonString(), StringComparer.Ordinal);

    private readonly int count;
    private readonly LoopbackServer server;
    private int requests;

    public ScanServer(int count)
    {
        this.count = count;
        server = new LoopbackServer(context => Interlocked.Increment(ref requests) <= Most ? AnswerAsync(context) : Task.CompletedTask);
    }

    public string Address => server.Address;

    /// <summary>How many requests there were.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>How many are answered; the others never are.</summary>
    public int Most { get; set; } = int.MaxValue;

    public void Forget() => Volatile.Write(ref requests, 0);

    public void Dispose() => server.Dispose();

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var body = context.Request.HasEntityBody ? JsonNode.Parse(await reader.ReadToEndAsync()) : null;
        var answer = body?["operationName"]?.ToString() switch
        {
            "Organization" => Page(int.Parse(body["variables"]!["after"]?.ToString() ?? "0")),
            "Batch" => $$$"""{"data":{"rateLimit":{"cost":1,"remaining":4000,"resetAt":"2026-11-22T13:00:00Z"},"nodes":[{{{string.Join(',', ((JsonArray)body["variables"]!["ids"]!).Select(id => Node.Replace("github/Hello-World", $"acme/r{id}", StringComparison.Ordinal).Replace("MDEwOlJlcG9zaXRvcnkxMjk2MjY5", $"{id}", StringComparison.Ordinal)))}}}]}}""",
            _ => Known.GetValueOrDefault(context.Request.Url!.PathAndQuery) ?? Known.GetValueOrDefault(context.Request.Url.AbsolutePath),
        };
        context.Response.StatusCode = answer is null ? 404 : 200;
        context.Response.ContentType = "application/json";
        context.Response.Headers["Date"] = "Sun, 22 Nov 2026 12:00:00 GMT";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer ?? """{"message":"Not Found"}"""));
        context.Response.Close();
    }

    private string Page(int page)
    {
        var nodes = Enumerable.Range(page * PageSize, Math.Min(PageSize, count - (page * PageSize))).Select(index => $$$"""{"id":"{{{index:0000}}}","nameWithOwner":"acme/r{{{index:0000}}}"}""");
        var hasNext = (page + 1) * PageSize < count ? "true" : "false";
        return $$$"""
            {"data":{
              "rateLimit":{"cost":1,"remaining":4000,"resetAt":"2026-11-22T13:00:00Z"},
              "organization":{"repositories":{"totalCount":{{{count}}},"pageInfo":{"hasNextPage":{{{hasNext}}},"endCursor":"{{{page + 1}}}"},"nodes":[{{{string.Join(',', nodes)}}}]} }
            } }
            """;
    }
}
