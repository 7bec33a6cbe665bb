using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PoPipeline.Forges;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings;

/// <summary>Asks a forge, only ever to read, and writes down which answers there were.</summary>
internal sealed class ForgeAsker : IDisposable
{
    // A list that never ends would keep a run for ever.
    private const int MostPages = 500;
    private const int MostAtOnce = 8;
    private const int LongestQuote = 200;

    private readonly ForgeHttpOptions options;
    private readonly ForgeHttp http;
    private readonly HttpClient client;
    private readonly SemaphoreSlim free = new(MostAtOnce);
    private readonly ConcurrentDictionary<string, SettingsAnswer> answers = new(StringComparer.Ordinal);

    /// <summary>Makes one.</summary>
    /// <param name="options">The forge, whose base address ends with a slash.</param>
    public ForgeAsker(ForgeHttpOptions options)
    {
        this.options = options;
        http = new ForgeHttp(options);
        client = new HttpClient(http.Handler, disposeHandler: false) { BaseAddress = options.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>How many requests were sent.</summary>
    public int Requests { get; private set; }

    /// <summary>The answers so far, by address.</summary>
    public ImmutableArray<SettingsAnswer> Answers => [.. answers.Values.OrderBy(answer => answer.Request, StringComparer.Ordinal)];

    /// <summary>Asks for one thing.</summary>
    /// <param name="path">The path below the address of the API: <c>repos/acme/app</c>.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<ForgeReply> GetAsync(string path, CancellationToken cancellation) => (await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)), cancellation)).Reply;

    /// <summary>Asks for all pages of a list. One that cannot be had makes the whole list unknown: a shorter list would look like one from which something is missing.</summary>
    /// <param name="path">The path of the first page.</param>
    /// <param name="cancellation">Stops.</param>
    /// <param name="items">The name of the list in the answer; null where the answer is the list.</param>
    /// <returns>The answer, whose body is the list of all entries.</returns>
    public async Task<ForgeReply> PagesAsync(string path, CancellationToken cancellation, string? items = null)
    {
        var all = new List<JsonElement>();
        var next = new Uri(path, UriKind.Relative);
        for (var page = 0; page < MostPages; page++)
        {
            var address = next;
            var (reply, following) = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, address), cancellation);
            if (!reply.IsGiven)
            {
                return page == 0 ? reply : reply with { Failure = $"page {page + 1} of it could not be read ({reply.Failure ?? reply.Status.ToString(CultureInfo.InvariantCulture)})" };
            }

            var list = items is null ? reply.Json : reply.Json.Object(items);
            if (list.ValueKind is not JsonValueKind.Array)
            {
                return reply with { Failure = "the answer is no list" };
            }

            if (list.EnumerateArray().Any(entry => entry.ValueKind is not JsonValueKind.Object))
            {
                return reply with { Failure = "an entry of the list is not what its documentation describes" };
            }

            all.AddRange(list.EnumerateArray());
            if (following is null)
            {
                return reply with { Json = JsonSerializer.SerializeToElement(all, JsonElementList.Default.ListJsonElement) };
            }

            next = following;
        }

        return new ForgeReply { Failure = $"it has more than {MostPages} pages, which are not read" };
    }

    /// <summary>Asks by GraphQL.</summary>
    /// <param name="path">The path of the interface.</param>
    /// <param name="query">The query.</param>
    /// <param name="name">Its name, for the list of answers.</param>
    /// <param name="variables">Its variables, as JSON.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<ForgeReply> QueryAsync(Uri path, string query, string name, JsonElement variables, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("operationName", name);
            json.WriteString("query", query);
            json.WritePropertyName("variables");
            variables.WriteTo(json);
            json.WriteEndObject();
        }

        var bytes = body.ToArray();
        var (reply, _) = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } },
            cancellation,
            $" {name}");
        return reply.IsGiven && reply.Json.ValueKind is not JsonValueKind.Object ? reply with { Failure = "the answer is no object" } : reply;
    }

    public void Dispose()
    {
        client.Dispose();
        http.Dispose();
        free.Dispose();
    }

    private async Task<(ForgeReply Reply, Uri? Next)> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation, string suffix = "")
    {
        await free.WaitAsync(cancellation);
        try
        {
            Requests++;
            using var request = make();
            using var response = await client.SendAsync(request, cancellation);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
            var name = $"{request.Method} {request.RequestUri?.AbsolutePath}{suffix}";
            answers[name] = new SettingsAnswer(name, (int)response.StatusCode, http.Now, response.Headers.ETag?.Tag);
            return (ReplyOf(response, bytes), NextOf(response));
        }
        catch (ForgeException exception)
        {
            return (new ForgeReply { Failure = exception.Message.TrimEnd('.') }, null);
        }
        finally
        {
            _ = free.Release();
        }
    }

    private ForgeReply ReplyOf(HttpResponseMessage response, byte[] bytes)
    {
        var reply = new ForgeReply { Status = (int)response.StatusCode };
        if (response.StatusCode is HttpStatusCode.NoContent)
        {
            return reply;
        }

        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            json = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return response.IsSuccessStatusCode ? reply with { Failure = bytes.Length == 0 ? "the answer is empty" : "the answer is no JSON" } : reply;
        }

        var said = json.Text("message") ?? json.Text("error") ?? "";
        return reply with { Json = json, Said = response.IsSuccessStatusCode ? "" : Exchange.Shown(options.Token?.RemoveFrom(said) ?? said, LongestQuote) };
    }

    // The boundary sends nothing elsewhere, whatever a link says.
    private Uri? NextOf(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var links))
        {
            return null;
        }

        foreach (var link in string.Join(',', links).Split(','))
        {
            var end = link.IndexOf('>', StringComparison.Ordinal);
            if (end > 0 && link.AsSpan(end).Contains("rel=\"next\"", StringComparison.Ordinal) && link.IndexOf('<', StringComparison.Ordinal) is >= 0 and var start && start < end)
            {
                return Uri.TryCreate(options.BaseAddress, link[(start + 1)..end], out var address) ? address : new Uri("about:blank");
            }
        }

        return null;
    }
}
