using System.Net;
using System.Text.Json;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Storing;
using PoPipeline.Forges;
using PoPipeline.Forges.Http;
using PoPipeline.Settings;

namespace PoPipeline.AuditLogs;

/// <summary>Asks a forge for a page, and hands it on byte by byte as it came.</summary>
internal sealed class AuditSender : IDisposable
{
    private const int LongestQuote = 200;

    private readonly ForgeHttpOptions options;
    private readonly ForgeHttp http;
    private readonly HttpClient client;

    /// <summary>Makes one.</summary>
    /// <param name="options">The forge, whose base address ends with a slash.</param>
    public AuditSender(ForgeHttpOptions options)
    {
        this.options = options;
        http = new ForgeHttp(options);
        client = new HttpClient(http.Handler, disposeHandler: false) { BaseAddress = options.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Asks.</summary>
    /// <param name="path">The path of the first page.</param>
    /// <param name="cursor">The address of a later one, as the page before named it; null for the first.</param>
    /// <param name="explain">Says what a refusal means.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<AuditPageAnswer> GetAsync(string path, string? cursor, Func<AuditRefusal, Task<AuditPageRefusal>> explain, CancellationToken cancellation)
    {
        try
        {
            // Where a link leads to another host, the boundary sends nothing.
            using var request = new HttpRequestMessage(HttpMethod.Get, cursor is null ? new Uri(path, UriKind.Relative) : new Uri(cursor, UriKind.Absolute));
            using var response = await client.SendAsync(request, cancellation);
            var raw = await response.Content.ReadAsByteArrayAsync(cancellation);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => PageOf(request, response, raw),
                >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
                    new AuditPageRefusal(RefusalReason.NotFound, $"{Code(response)}: it has another address by now; name it by that."),
                _ => await explain(new AuditRefusal((int)response.StatusCode, SaidIn(raw))),
            };
        }
        catch (ForgeException exception)
        {
            return RefusalOf(exception);
        }
    }

    public void Dispose()
    {
        client.Dispose();
        http.Dispose();
    }

    /// <summary>What it means that a forge was not reached, or said something that is no answer.</summary>
    /// <param name="exception">What happened.</param>
    public static AuditPageRefusal RefusalOf(ForgeException exception) => exception switch
    {
        { InnerException: RateLimitException { Pause: { } pause } } => new AuditPageRefusal(RefusalReason.RateLimit, exception.Message, pause.Until),
        { IsOutage: true } => new AuditPageRefusal(RefusalReason.Unavailable, exception.Message),
        _ => new AuditPageRefusal(RefusalReason.Malformed, exception.Message),
    };

    private AuditPageAnswer PageOf(HttpRequestMessage request, HttpResponseMessage response, byte[] raw)
    {
        if (!LinkHeader.TryFindNext(Exchange.All(response.Headers.NonValidated, "Link"), out var link))
        {
            return new AuditPageRefusal(RefusalReason.Malformed, "Where the next page is could not be read.");
        }

        Uri? next = null;
        if (link is not null && (request.RequestUri is null || !Uri.TryCreate(request.RequestUri, link, out next)))
        {
            return new AuditPageRefusal(RefusalReason.Malformed, "The address of the next page is none.");
        }

        return new AuditPage(raw, next?.AbsoluteUri)
        {
            Date = Exchange.Date(response),
            ETag = Without(response.Headers.ETag?.ToString()),
            RequestId = Without(Exchange.Raw(response.Headers.NonValidated, "X-GitHub-Request-Id") ?? Exchange.Raw(response.Headers.NonValidated, "X-Request-Id")),
        };
    }

    // A header may repeat what was sent, and stands on record.
    private string? Without(string? header) => header is null ? null : options.Token?.RemoveFrom(header) ?? header;

    private static string Code(HttpResponseMessage response) => ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string SaidIn(byte[] raw)
    {
        try
        {
            using var document = AnswerJson.Parse(options.Token?.RemoveFrom(raw) ?? raw);
            return Exchange.Shown(document.RootElement.Text("message") ?? document.RootElement.Text("error") ?? "", LongestQuote);
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
