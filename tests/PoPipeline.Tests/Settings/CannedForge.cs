using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PoPipeline.Tests.Settings;

/// <summary>
/// A forge that gives the answers of <c>Answers/</c>, which are those of its own documentation, changed as a case says. A request that nobody foresaw
/// fails the test.
/// </summary>
internal sealed class CannedForge : HttpMessageHandler
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, string>> Bases = new(StringComparer.Ordinal);

    private readonly string prefix;
    private readonly Dictionary<string, string> bases;
    private readonly JsonObject changes;
    private readonly ConcurrentQueue<string> requests = new();
    private int unchanged;

    /// <summary>Makes one.</summary>
    /// <param name="forge">The folder of its answers: <c>github</c>.</param>
    /// <param name="changes">By request, what is different: <c>merge</c> by RFC 7396, or a <c>body</c>, a <c>status</c>, <c>headers</c>, or the raw <c>text</c>.</param>
    public CannedForge(string forge, JsonObject? changes = null)
    {
        prefix = forge is "gitlab" ? "/api/v4" : "";
        bases = Bases.GetOrAdd(forge, Load);
        this.changes = changes ?? [];
    }

    /// <summary>What was asked, in the order in which it was.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    /// <summary>Whether answers have tags, so that one that is known is not given again.</summary>
    public bool Tagged { get; init; }

    /// <summary>How many requests were answered by saying that nothing has changed.</summary>
    public int Unchanged => unchanged;

    /// <summary>Answers in place of the folder and of the changes; null where it has nothing to say.</summary>
    public Func<string, HttpResponseMessage?>? Instead { get; init; }

    /// <summary>Changes the text of each answer; null where it is as it stands.</summary>
    public Func<string, string>? Spoil { get; init; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.NotNull(request.RequestUri);
        var path = request.RequestUri.AbsolutePath.StartsWith(prefix, StringComparison.Ordinal) ? request.RequestUri.AbsolutePath[prefix.Length..] : request.RequestUri.AbsolutePath;
        var name = $"{request.Method} {path}";
        if (request.Content is not null)
        {
            // Whatever is posted is a query.
            var query = JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
            name += $" {query!["operationName"]}";
        }
        else
        {
            Assert.Equal(HttpMethod.Get, request.Method);
        }

        requests.Enqueue(name);
        var answer = Instead?.Invoke(name) ?? Answer(name, request.RequestUri.Query) ?? throw new InvalidOperationException($"Nobody foresaw the request '{name}{request.RequestUri.Query}'.");
        return Tagged && request.Method == HttpMethod.Get ? await TagAsync(request, answer, cancellationToken) : answer;
    }

    private async Task<HttpResponseMessage> TagAsync(HttpRequestMessage request, HttpResponseMessage answer, CancellationToken cancellation)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(await answer.Content.ReadAsByteArrayAsync(cancellation)))}\"";
        if (request.Headers.IfNoneMatch.Any(known => known.Tag == tag))
        {
            _ = Interlocked.Increment(ref unchanged);
            answer.Dispose();
            return new HttpResponseMessage(HttpStatusCode.NotModified);
        }

        answer.Headers.ETag = new EntityTagHeaderValue(tag);
        return answer;
    }

    private HttpResponseMessage? Answer(string name, string query)
    {
        var change = (changes[name + query] ?? changes[name]) as JsonObject;
        var text = bases.GetValueOrDefault(name + query) ?? bases.GetValueOrDefault(name);
        if (change is null && text is null)
        {
            return null;
        }

        var body = text is null ? null : JsonNode.Parse(text);
        if (change?["merge"] is { } merge)
        {
            body = Merge(body, merge);
        }

        if (change?.ContainsKey("body") is true)
        {
            body = change["body"]?.DeepClone();
        }

        var response = new HttpResponseMessage((HttpStatusCode)(change?["status"]?.GetValue<int>() ?? 200))
        {
            Content = new StringContent(Spoiled(change?["text"]?.GetValue<string>() ?? body?.ToJsonString() ?? "null"), Encoding.UTF8, "application/json"),
        };
        foreach (var (header, value) in change?["headers"] as JsonObject ?? [])
        {
            Assert.True(response.Headers.TryAddWithoutValidation(header, value!.GetValue<string>()));
        }

        return response;
    }

    private string Spoiled(string text) => Spoil?.Invoke(text) ?? text;

    // RFC 7396.
    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var merged = target is JsonObject ? (JsonObject)target.DeepClone() : [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                _ = merged.Remove(name);
            }
            else
            {
                var old = merged[name];
                merged[name] = Merge(old, value);
            }
        }

        return merged;
    }

    private static Dictionary<string, string> Load(string forge)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(TestPaths.Project, "Settings", "Answers", forge), "*.json"))
        {
            var answer = JsonNode.Parse(File.ReadAllText(file))!;
            answers.Add(answer["request"]!.GetValue<string>(), answer["body"]?.ToJsonString() ?? "null");
        }

        return answers;
    }
}
