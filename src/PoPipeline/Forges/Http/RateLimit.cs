using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace PoPipeline.Forges.Http;

/// <summary>
/// Reads what GitHub and GitLab say of their limits. GitHub answers 403 or 429, for the hourly limit and for the secondary one, which it says
/// in words only, and a query by GraphQL with 200 and an error; GitLab answers 429.
/// </summary>
internal static class RateLimit
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(60);
    private const int MostOfBody = 4096;

    // No more than can be added to a date.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365 * 5000);

    /// <summary>The wait that an answer asks for; null where it is not about a limit.</summary>
    /// <param name="response">The answer, with its body in memory.</param>
    /// <param name="attempt">How often the request was already sent again.</param>
    /// <param name="options">Who answered.</param>
    public static Pause? PauseOf(HttpResponseMessage response, int attempt, ForgeHttpOptions options)
    {
        var now = options.Time.GetUtcNow();
        return Wait(response, attempt, now) is { } wait ? new Pause(options.Service, wait, (Exchange.Date(response) ?? now) + wait) : null;
    }

    /// <summary>How long to wait before the request is sent again; null where the answer is not about a limit.</summary>
    /// <param name="response">The answer, with its body in memory.</param>
    /// <param name="attempt">How often the request was already sent again.</param>
    /// <param name="now">The time, where the server does not say its own.</param>
    private static TimeSpan? Wait(HttpResponseMessage response, int attempt, DateTimeOffset now)
    {
        var isOfQuery = response.StatusCode is HttpStatusCode.OK && IsQueryRefused(response);
        if (response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests) && !isOfQuery)
        {
            return null;
        }

        // The server's own clock, since its moments are by that.
        now = Exchange.Date(response) ?? now;
        if (RetryAfter(response, now) is { } told)
        {
            return told;
        }

        var isSpent = isOfQuery || Exchange.Number(response, "x-ratelimit-remaining") is 0 || Exchange.Number(response, "RateLimit-Remaining") is 0;
        if (isSpent && (Exchange.Number(response, "x-ratelimit-reset") ?? Exchange.Number(response, "RateLimit-Reset")) is { } reset)
        {
            return NotNegative(Moment(reset) - now) + TimeSpan.FromSeconds(1);
        }

        return isSpent || response.StatusCode is HttpStatusCode.TooManyRequests || SaysSecondary(response)
            ? LeastPause * Math.Pow(2, Math.Min(attempt, 8))
            : null;
    }

    // The framework takes a number that is too large for none at all, which would be the shorter wait.
    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) =>
        Exchange.Number(response, "Retry-After") is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, (long)Longest.TotalSeconds))
        : response.Headers.RetryAfter is { Date: { } date } ? NotNegative(date - now)
        : null;

    /// <summary>What an answer says is left of a limit; null where it says nothing.</summary>
    /// <param name="response">The answer.</param>
    public static ForgeBudget? BudgetOf(HttpResponseMessage response) =>
        (Exchange.Number(response, "x-ratelimit-remaining") ?? Exchange.Number(response, "RateLimit-Remaining")) is { } left
            ? new ForgeBudget(left, (Exchange.Number(response, "x-ratelimit-reset") ?? Exchange.Number(response, "RateLimit-Reset")) is { } reset ? Moment(reset) : null)
            : null;

    private static DateTimeOffset Moment(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds() / 2));

    private static TimeSpan NotNegative(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    // The documentation tells clients to look for these words; there is no code for it.
    private static bool SaysSecondary(HttpResponseMessage response) => Start(response).Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase);

    // The last query that a limit has room for tells as well that nothing is left, and is answered.
    private static bool IsQueryRefused(HttpResponseMessage response)
    {
        if (response.RequestMessage is not { Method.Method: "POST" } request || request.RequestUri?.AbsolutePath.EndsWith("/graphql", StringComparison.Ordinal) is not true)
        {
            return false;
        }

        var start = Start(response);
        return start.Contains("\"errors\"", StringComparison.Ordinal)
            && (start.Contains("\"RATE_LIMIT\"", StringComparison.Ordinal) || start.Contains("\"RATE_LIMITED\"", StringComparison.Ordinal) || start.Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase))
            && IsWithoutData(response);
    }

    private static bool IsWithoutData(HttpResponseMessage response)
    {
        using var body = new MemoryStream();
        response.Content.CopyTo(body, context: null, CancellationToken.None);
        try
        {
            using var json = AnswerJson.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            return json.RootElement.ValueKind is JsonValueKind.Object && (!json.RootElement.TryGetProperty("data", out var data) || data.ValueKind is JsonValueKind.Null);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Start(HttpResponseMessage response)
    {
        using var body = new MemoryStream();
        response.Content.CopyTo(body, context: null, CancellationToken.None);
        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)Math.Min(body.Length, MostOfBody));
    }
}
