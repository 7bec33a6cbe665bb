using System.Net;

namespace PoPipeline.Forges.Http;

/// <summary>
/// The way to a forge: a chain of handlers that any client stands upon. From the outside in: the boundary (host, token, errors), answers
/// known by entity tag, retries, the distance between writes, and the bounded reading of answers.
/// </summary>
internal sealed class ForgeHttp : IDisposable
{
    private readonly AnswerHandler answers;
    private readonly EntityTagHandler known;

    public ForgeHttp(ForgeHttpOptions options)
    {
        Require(options);
        answers = new AnswerHandler(options, options.Sender ?? Sockets());
        var paced = new PaceHandler(options) { InnerHandler = answers };
        var retried = RetryPipeline.Handler(options, paced);
        var kept = options is { AnswerFolder: { } folder, Token: { } token } ? new AnswerFolder(folder, token) : null;
        Mark = kept is null ? null : new ScanMark(kept, options.Time);
        known = new EntityTagHandler(options, kept, Mark) { InnerHandler = retried };
        Handler = new BoundaryHandler(options) { InnerHandler = known };
    }

    /// <summary>What clients send through.</summary>
    public HttpMessageHandler Handler { get; }

    /// <summary>The time by the server's clock, as its last answer told; the machine's own before the first one.</summary>
    public DateTimeOffset Now => answers.Now;

    /// <summary>The last request and what came of it, for messages; empty before the first one.</summary>
    public string Last => answers.Last;

    /// <summary>What says which answers are those of a run that was stopped; null where none are kept.</summary>
    public ScanMark? Mark { get; }

    /// <summary>What was sent so far, and what was not, without the points.</summary>
    public ForgeCost Cost => new(answers.Sent, known.Unchanged, known.Kept, Points: 0);

    /// <summary>Keeps the answer of a query for a run that goes on with this one.</summary>
    /// <param name="request">The request.</param>
    /// <param name="response">The answer.</param>
    /// <param name="body">Its text.</param>
    public void Keep(HttpRequestMessage request, HttpResponseMessage response, byte[] body) => known.Keep(request, response, body);

    public void Dispose() => Handler.Dispose();

    // A token in plain text is anybody's; only a server on this very machine is an exception, which tests are.
    private static void Require(ForgeHttpOptions options)
    {
        if (options.BaseAddress is { IsAbsoluteUri: true, Scheme: "https", UserInfo: "" } or { IsAbsoluteUri: true, Scheme: "http", UserInfo: "", IsLoopback: true })
        {
            return;
        }

        throw new ForgeException($"The address of {options.Service} must begin with 'https://' and hold no user name.");
    }

    private static SocketsHttpHandler Sockets() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
