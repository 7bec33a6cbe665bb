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
    private const int LongestSelection = 40;

    // The parameters of a query that choose what is in a list.
    private static readonly ImmutableArray<string> Selections = ["active", "archived", "filter", "include_subgroups", "role", "two_factor", "with_projects", "with_shared"];

    private readonly ForgeHttpOptions options;
    private readonly ForgeHttp http;
    private readonly HttpClient client;
    private readonly SemaphoreSlim free = new(MostAtOnce);
    private readonly Lock limits = new();
    private long points;
    private int queries;

    // Whoever goes on asking where a limit is reached is shut out in the end.
    private volatile QueryStop? stop;
    private volatile bool wasOut;
    private readonly ConcurrentDictionary<string, SettingsAnswer> answers = new(StringComparer.Ordinal);

    /// <summary>Makes one.</summary>
    /// <param name="options">The forge, whose base address ends with a slash.</param>
    public ForgeAsker(ForgeHttpOptions options)
    {
        this.options = options;
        http = new ForgeHttp(options);
        client = new HttpClient(http.Handler, disposeHandler: false) { BaseAddress = options.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>What was taken of the forge so far.</summary>
    public ForgeCost Cost => http.Cost with { Points = Interlocked.Read(ref points) };

    /// <summary>How many queries were answered by the forge itself.</summary>
    public int Queries => Volatile.Read(ref queries);

    /// <summary>What the forge last said is left of its limit for queries; null where it has not said.</summary>
    public ForgeBudget? QueryBudget { get; private set; }

    /// <summary>What the forge last said is left of its limit for other requests; null where it has not said.</summary>
    public ForgeBudget? Budget { get; private set; }

    /// <summary>What GitHub says that a token may do, where it does; null where no answer has said it.</summary>
    public string? Scopes { get; private set; }

    /// <summary>The time by the clock of the forge.</summary>
    public DateTimeOffset Now => http.Now;

    /// <summary>When the run began that this one goes on with; null where it goes on with none.</summary>
    public DateTimeOffset? Resumed => http.Mark is { IsResumed: true, Began: var began } ? began : null;

    /// <summary>The answers so far, by address.</summary>
    public ImmutableArray<SettingsAnswer> Answers => [.. answers.Values.OrderBy(answer => answer.Request, StringComparer.Ordinal)];

    /// <summary>Begins to scan: what a scan was answered that was stopped is not asked again, if answers are kept at all.</summary>
    /// <param name="name">What is scanned.</param>
    public void Begin(string name) => http.Mark?.Begin(name);

    /// <summary>Ends a scan, so that the next one asks anew. One that the forge did not let through to its end is not over.</summary>
    /// <param name="name">What was scanned.</param>
    public void End(string name)
    {
        if (!wasOut)
        {
            http.Mark?.End(name);
        }
    }

    /// <summary>Asks for one thing.</summary>
    /// <param name="path">The path below the address of the API: <c>repos/acme/app</c>.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The answer, whose body is an object.</returns>
    public async Task<ForgeReply> GetAsync(string path, CancellationToken cancellation) => await AnyAsync(path, cancellation) switch
    {
        { IsGiven: true, Json.ValueKind: not JsonValueKind.Object } reply => reply with { Failure = reply.Json.ValueKind is JsonValueKind.Undefined ? "the answer is empty" : "the answer is no object" },
        var reply => reply,
    };

    /// <summary>Asks for the first entries of a list.</summary>
    /// <param name="path">The path, which says how many.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The answer, whose body is the list.</returns>
    public async Task<ForgeReply> FirstAsync(string path, CancellationToken cancellation) => await AnyAsync(path, cancellation) switch
    {
        { IsGiven: true } reply => reply with { Failure = FaultOf(reply.Json) },
        var reply => reply,
    };

    /// <summary>Asks for one thing of which there may be none, which the answer then says in its own way.</summary>
    /// <param name="path">The path below the address of the API.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<ForgeReply> AnyAsync(string path, CancellationToken cancellation) => (await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)), cancellation)).Reply;

    /// <summary>Asks for all pages of a list. One that cannot be had makes the whole list unknown: a shorter list would look like one from which something is missing.</summary>
    /// <param name="path">The path of the first page.</param>
    /// <param name="cancellation">Stops.</param>
    /// <param name="items">The name of the list in the answer; null where the answer is the list.</param>
    /// <returns>The answer, whose body is the list of all entries.</returns>
    public async Task<ForgeReply> PagesAsync(string path, CancellationToken cancellation, string? items = null)
    {
        var all = new List<JsonElement>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
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
            if (FaultOf(list) is { } fault)
            {
                return reply with { Failure = fault };
            }

            if (following.Why is { } why)
            {
                return reply with { Failure = why };
            }

            all.AddRange(list.EnumerateArray());
            _ = seen.Add(following.From);
            if (following.Next is null)
            {
                var told = items is null ? following.Total : Math.Max(reply.Json.Number("total_count") ?? 0, following.Total);
                return told > all.Count ? reply with { Failure = $"it has {told} entries by its own account, of which {all.Count} were listed" } : reply with { Json = JsonSerializer.SerializeToElement(all, JsonElementList.Default.ListJsonElement) };
            }

            next = following.Next;
            if (seen.Contains(PageOf(next)))
            {
                return reply with { Failure = "its pages lead in a circle" };
            }
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
            $" {name}",
            bytes);
        return reply.IsGiven && reply.Json.ValueKind is not JsonValueKind.Object ? reply with { Failure = "the answer is no object" } : reply;
    }

    public void Dispose()
    {
        client.Dispose();
        http.Dispose();
        free.Dispose();
    }

    private static string? FaultOf(JsonElement list) =>
        list.ValueKind is not JsonValueKind.Array ? "the answer is no list"
        : list.EnumerateArray().Any(entry => entry.ValueKind is not JsonValueKind.Object) ? "an entry of the list is not what its documentation describes"
        : null;

    private async Task<(ForgeReply Reply, Following Following)> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation, string suffix = "", byte[]? query = null)
    {
        await free.WaitAsync(cancellation);
        try
        {
            if (query is not null && stop is { } stopped && http.Now < stopped.Until)
            {
                return (new ForgeReply { Failure = stopped.Why }, Following.Nothing);
            }

            using var request = make();
            if (query is not null)
            {
                EntityTagHandler.MarkQuery(request, Encoding.UTF8.GetString(query));
            }

            using var response = await client.SendAsync(request, cancellation);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
            var name = $"{request.Method} {NameOf(request.RequestUri)}{suffix}";
            var answer = new SettingsAnswer(name, (int)response.StatusCode, Exchange.Date(response) ?? http.Now, response.Headers.ETag?.Tag);
            _ = answers.AddOrUpdate(name, answer, (_, other) => MergedSettings.Of(other, answer));
            var reply = ReplyOf(response, bytes);
            Count(request, response, reply, bytes, query is not null);
            return (reply, FollowingOf(request, response));
        }
        catch (ForgeException exception)
        {
            wasOut |= exception.IsOutage;
            var why = exception.Message.TrimEnd('.');
            stop = query is not null && exception.InnerException is RateLimitException { Pause: { } pause } ? new QueryStop(pause.Until, why) : stop;
            return (new ForgeReply { Failure = why }, Following.Nothing);
        }
        finally
        {
            _ = free.Release();
        }
    }

    private void Count(HttpRequestMessage request, HttpResponseMessage response, ForgeReply reply, byte[] bytes, bool isQuery)
    {
        if (EntityTagHandler.IsKept(response))
        {
            return;
        }

        Scopes = Exchange.Raw(response.Headers.NonValidated, "X-OAuth-Scopes") ?? Scopes;
        var budget = RateLimit.BudgetOf(response);
        if (!isQuery)
        {
            lock (limits)
            {
                Budget = ForgeBudget.Join(Budget, budget);
            }

            return;
        }

        _ = Interlocked.Increment(ref queries);
        var limit = reply.Json.Object("data").Object("rateLimit");
        _ = Interlocked.Add(ref points, Math.Max(0, limit.Number("cost") ?? 0));
        lock (limits)
        {
            QueryBudget = ForgeBudget.Join(QueryBudget, limit.Number("remaining") is { } left ? new ForgeBudget(left, limit.Moment("resetAt")) : budget);
        }

        if (reply.IsGiven && IsWhole(reply.Json))
        {
            http.Keep(request, response, bytes);
        }
    }

    // What a token may not see it may not see a minute later either; whatever else went wrong may have passed by then.
    private static bool IsWhole(JsonElement answer) =>
        answer.Object("data").ValueKind is JsonValueKind.Object && answer.Items("errors").All(error => error.Text("type") is "FORBIDDEN" or "NOT_FOUND" or "INSUFFICIENT_SCOPES");

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
            using var document = AnswerJson.Parse(options.Token?.RemoveFrom(bytes) ?? bytes);
            json = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return response.IsSuccessStatusCode ? reply with { Failure = bytes.Length == 0 ? "the answer is empty" : "the answer is no JSON" } : reply;
        }

        var said = json.Text("message") ?? json.Text("error") ?? "";
        return reply with { Json = json, Said = response.IsSuccessStatusCode ? "" : Exchange.Shown(said, LongestQuote) };
    }

    // The boundary sends nothing elsewhere, whatever a link says.
    private static Following FollowingOf(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (request.RequestUri is not { } from)
        {
            return Following.Nothing;
        }

        var following = new Following(PageOf(from), Next: null, Exchange.Number(response, "X-Total") ?? 0);
        if (!LinkHeader.TryFindNext(Exchange.All(response.Headers.NonValidated, "Link"), out var link))
        {
            return following with { Why = "where its next page is could not be read" };
        }

        if (link is null)
        {
            return Exchange.Raw(response.Headers.NonValidated, "X-Next-Page") is { Length: > 0 } ? following with { Why = "it has another page, to which nothing leads" } : following;
        }

        return Uri.TryCreate(from, link, out var next) ? following with { Next = next } : following with { Why = "the address of its next page is none" };
    }

    // What tells lists of one path from each other tells their answers apart; which page it is does not. A link can hold any text.
    private static string NameOf(Uri? address)
    {
        var query = (address?.Query ?? "").TrimStart('?').Split('&').Select(parameter => parameter.Split('=', 2)).ToLookup(parameter => parameter[0], parameter => parameter[^1], StringComparer.Ordinal);
        var told = Selections.Select(name => (Name: name, Value: query[name].FirstOrDefault())).Where(parameter => parameter.Value is { Length: > 0 and < LongestSelection } value && value.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'));
        var shown = string.Join('&', told.Select(parameter => $"{parameter.Name}={parameter.Value}"));
        return $"{address?.AbsolutePath}{(shown.Length > 0 ? "?" : "")}{shown}";
    }

    private static string PageOf(Uri address) => address.IsAbsoluteUri ? address.GetLeftPart(UriPartial.Query) : address.OriginalString;

    // What an answer says of where its list goes on.
    private sealed record Following(string From, Uri? Next, long Total)
    {
        public static Following Nothing { get; } = new("", Next: null, 0);

        // Why it is not known.
        public string? Why { get; init; }
    }

    private sealed record QueryStop(DateTimeOffset Until, string Why);
}
