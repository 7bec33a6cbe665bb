using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>A forge on loopback that gives the answers of its documentation; what nobody foresaw is 404, as a forge answers whatever it does not show.</summary>
internal sealed class AnswerServer : IDisposable
{
    private readonly Dictionary<string, JsonNode?> answers = new(StringComparer.Ordinal);
    private readonly LoopbackServer server;

    /// <summary>Starts one.</summary>
    /// <param name="forge">Which forge it is: <c>github</c>, <c>gitlab</c>.</param>
    public AnswerServer(string forge = "github")
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(TestPaths.Repository, "tests", "PoPipeline.Tests", "Settings", "Answers", forge), "*.json"))
        {
            var answer = JsonNode.Parse(File.ReadAllText(file))!;
            answers.Add(answer["request"]!.GetValue<string>(), answer["body"]);
        }

        server = new LoopbackServer(AnswerAsync);
    }

    /// <summary>Where it is: <c>http://127.0.0.1:40123</c>.</summary>
    public string Address => server.Address;

    /// <summary>Gives another answer from now on.</summary>
    public void Change(string request, Func<JsonNode?, JsonNode?> change) => answers[request] = change(answers[request]?.DeepClone());

    public void Dispose() => server.Dispose();

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var request = context.Request;
        var path = request.Url!.AbsolutePath.Replace("/api/v3", "", StringComparison.Ordinal).Replace("/api/v4", "", StringComparison.Ordinal).Replace("/api/graphql", "/graphql", StringComparison.Ordinal);
        var name = $"{request.HttpMethod} {path}";
        if (request.HasEntityBody)
        {
            using var reader = new StreamReader(request.InputStream);
            name += $" {JsonNode.Parse(await reader.ReadToEndAsync())!["operationName"]}";
        }

        var isKnown = answers.TryGetValue(name + request.Url.Query, out var body) || answers.TryGetValue(name, out body);
        context.Response.StatusCode = isKnown ? 200 : 404;
        context.Response.ContentType = "application/json";

        // By the clock of the tests, so that two runs see the same.
        context.Response.Headers["Date"] = "Sun, 22 Nov 2026 12:00:00 GMT";
        var bytes = Encoding.UTF8.GetBytes(isKnown ? body?.ToJsonString() ?? "null" : """{"message":"Not Found"}""");
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }
}
