using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;

namespace PoPipeline.Forges.Http;

/// <summary>
/// Asks again for what was already read only where it has changed: an answer 304 costs nothing of the hourly limit. The memory belongs to one
/// client with one token, and ends with it, but for what a folder keeps.
/// </summary>
/// <param name="mostBytes">How much is remembered.</param>
/// <param name="folder">Where answers are kept for later runs; null where they are not.</param>
internal sealed class EntityTagHandler(int mostBytes, AnswerFolder? folder = null) : DelegatingHandler
{
    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);
    private int bytesKnown;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var name = $"{request.RequestUri?.AbsoluteUri}\n{request.Headers.Accept}";
        if (known.TryGetValue(name, out var before) || Recalled(name, out before))
        {
            request.Headers.IfNoneMatch.Clear();
            request.Headers.IfNoneMatch.Add(before.Tag);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotModified && before is not null)
        {
            return before.Answer(response);
        }

        if (response is { StatusCode: HttpStatusCode.OK, Headers.ETag: { } tag })
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            Keep(name, new Known(tag, response.Headers, response.Content.Headers, body));
            folder?.Keep(name, new KeptAnswer(tag.ToString(), response.Content.Headers.ContentType?.ToString(), Exchange.Raw(response.Headers.NonValidated, "Link"), body));
        }

        return response;
    }

    private bool Recalled(string name, [NotNullWhen(true)] out Known? before)
    {
        before = null;
        if (folder?.Find(name) is not { } kept || !EntityTagHeaderValue.TryParse(kept.Tag, out var tag))
        {
            return false;
        }

        using var answer = new HttpResponseMessage { Content = new ByteArrayContent(kept.Body) };
        _ = kept.Link is null || answer.Headers.TryAddWithoutValidation("Link", kept.Link);
        _ = kept.Type is null || answer.Content.Headers.TryAddWithoutValidation("Content-Type", kept.Type);
        before = new Known(tag, answer.Headers, answer.Content.Headers, kept.Body);
        return true;
    }

    private void Keep(string name, Known answer)
    {
        if (Interlocked.Add(ref bytesKnown, answer.Length) <= mostBytes)
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
