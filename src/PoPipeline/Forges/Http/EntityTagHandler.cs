using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;

namespace PoPipeline.Forges.Http;

/// <summary>
/// Asks again for what was already read only where it has changed: an answer 304 costs nothing of the hourly limit. The memory belongs to one
/// client with one token, and ends with it, but for what a folder keeps. An answer of a run that was stopped is not asked for again at all.
/// </summary>
/// <param name="options">The forge.</param>
/// <param name="folder">Where answers are kept for later runs; null where they are not.</param>
/// <param name="mark">Which answers in the folder are those of this scan; null where there is no folder.</param>
internal sealed class EntityTagHandler(ForgeHttpOptions options, AnswerFolder? folder = null, ScanMark? mark = null) : DelegatingHandler
{
    // Says of an answer that it was not asked for.
    private static readonly HttpRequestOptionsKey<bool> KeptKey = new("popipeline-kept");

    // Says of a request that has no tag what its answer is kept by.
    private static readonly HttpRequestOptionsKey<string> QueryKey = new("popipeline-query");

    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);
    private int bytesKnown;
    private int unchanged;
    private int kept;

    /// <summary>How many answers said that nothing has changed.</summary>
    public int Unchanged => unchanged;

    /// <summary>How many answers were taken from the folder without asking.</summary>
    public int Kept => kept;

    /// <summary>Marks a query as one that only reads, so that its answer can be kept.</summary>
    /// <param name="request">The request.</param>
    /// <param name="query">The whole of it.</param>
    public static void MarkQuery(HttpRequestMessage request, string query) => request.Options.Set(QueryKey, query);

    /// <summary>Whether an answer was given in an earlier run.</summary>
    /// <param name="response">The answer.</param>
    public static bool IsKept(HttpResponseMessage response) => response.RequestMessage?.Options.TryGetValue(KeptKey, out var isKept) is true && isKept;

    /// <summary>Keeps the answer of a query, once its reader has seen that it is whole.</summary>
    /// <param name="request">The request.</param>
    /// <param name="response">The answer.</param>
    /// <param name="body">Its text.</param>
    public void Keep(HttpRequestMessage request, HttpResponseMessage response, byte[] body)
    {
        if (mark is { HasBegun: true } && request.Options.TryGetValue(QueryKey, out var query) && !IsKept(response))
        {
            KeepInFolder(NameOf(request, query), response, body);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isQuery = request.Options.TryGetValue(QueryKey, out var query);
        if (request.Method != HttpMethod.Get && !isQuery)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var name = NameOf(request, query);
        if (Taken(request, name) is { } taken)
        {
            return taken;
        }

        if (isQuery)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        if (known.TryGetValue(name, out var before) || Recalled(name, out before))
        {
            request.Headers.IfNoneMatch.Clear();
            request.Headers.IfNoneMatch.Add(before.Tag);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotModified && before is not null)
        {
            _ = Interlocked.Increment(ref unchanged);

            // That nothing has changed is what the forge says now.
            var answer = before.Answer(response);
            KeepInFolder(name, answer, before.Body);
            return answer;
        }

        if (response is { StatusCode: HttpStatusCode.OK, Headers.ETag: { } tag })
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            Keep(name, new Known(tag, response.Headers, response.Content.Headers, body));
            KeepInFolder(name, response, body);
        }
        else if (mark is { HasBegun: true } && response.StatusCode is HttpStatusCode.OK)
        {
            KeepInFolder(name, response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }

        return response;
    }

    private static string NameOf(HttpRequestMessage request, string? query) => $"{request.RequestUri?.AbsoluteUri}\n{request.Headers.Accept}{(query is null ? "" : $"\n{query}")}";

    private HttpResponseMessage? Taken(HttpRequestMessage request, string name)
    {
        if (mark is not { IsResumed: true } || folder?.Find(name) is not { } answer || !mark.Takes(answer))
        {
            return null;
        }

        _ = Interlocked.Increment(ref kept);
        request.Options.Set(KeptKey, true);
        var response = ResponseOf(answer);
        response.RequestMessage = request;
        response.Headers.Date = answer.At;
        _ = answer.Tag.Length == 0 || response.Headers.TryAddWithoutValidation("ETag", answer.Tag);
        return response;
    }

    private void KeepInFolder(string name, HttpResponseMessage response, byte[] body)
    {
        var now = options.Time.GetUtcNow();
        folder?.Keep(name, new KeptAnswer(response.Headers.ETag?.ToString() ?? "", response.Content.Headers.ContentType?.ToString(), LinkOf(response), body)
        {
            At = Exchange.Date(response) ?? now,
            Kept = now,
        });
    }

    private static string? LinkOf(HttpResponseMessage response) => Exchange.All(response.Headers.NonValidated, "Link") is { Count: > 0 } links ? string.Join(", ", links) : null;

    private static HttpResponseMessage ResponseOf(KeptAnswer kept)
    {
        var answer = new HttpResponseMessage { Content = new ByteArrayContent(kept.Body) };
        _ = kept.Link is null || answer.Headers.TryAddWithoutValidation("Link", kept.Link);
        _ = kept.Type is null || answer.Content.Headers.TryAddWithoutValidation("Content-Type", kept.Type);
        return answer;
    }

    private bool Recalled(string name, [NotNullWhen(true)] out Known? before)
    {
        before = null;
        if (folder?.Find(name) is not { Tag.Length: > 0 } found || !EntityTagHeaderValue.TryParse(found.Tag, out var tag))
        {
            return false;
        }

        using var answer = ResponseOf(found);
        before = new Known(tag, answer.Headers, answer.Content.Headers, found.Body);
        return true;
    }

    private void Keep(string name, Known answer)
    {
        if (Interlocked.Add(ref bytesKnown, answer.Length) <= options.LargestAnswer)
        {
            known[name] = answer;
        }
        else
        {
            _ = Interlocked.Add(ref bytesKnown, -answer.Length);
        }
    }

    private sealed class Known(EntityTagHeaderValue tag, HttpResponseHeaders headers, HttpContentHeaders contentHeaders, byte[] body)
    {
        private readonly List<KeyValuePair<string, IEnumerable<string>>> headers = [.. headers];
        private readonly List<KeyValuePair<string, IEnumerable<string>>> contentHeaders = [.. contentHeaders];

        public EntityTagHeaderValue Tag => tag;

        public int Length => body.Length;

        public byte[] Body => body;

        // What the server says now of its clock and its limits counts; the rest is as it was.
        public HttpResponseMessage Answer(HttpResponseMessage now)
        {
            var answer = new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = now.RequestMessage, Content = new ByteArrayContent(body) };
            Copy(now.Headers, answer.Headers);
            Copy(headers.Where(header => !answer.Headers.Contains(header.Key)), answer.Headers);
            Copy(contentHeaders, answer.Content.Headers);
            now.Dispose();
            return answer;
        }

        private static void Copy(IEnumerable<KeyValuePair<string, IEnumerable<string>>> from, HttpHeaders to)
        {
            foreach (var (name, values) in from)
            {
                _ = to.TryAddWithoutValidation(name, values);
            }
        }
    }
}
