using System.Globalization;
using System.Net;
using System.Text;

namespace PoPipeline.Decisions.Trackers.Http;

/// <summary>
/// Reads what GitHub and GitLab say of their limits. GitHub answers 403 or 429, for the hourly limit and for the secondary one, which it says
/// in words only; GitLab answers 429.
/// </summary>
internal static class RateLimit
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(60);
    private const int MostOfBody = 4096;

    /// <summary>How long to wait before the request is sent again; null where the answer is not about a limit.</summary>
    /// <param name="response">The answer, with its body in memory.</param>
    /// <param name="attempt">How often the request was already sent again.</param>
    /// <param name="now">The time, where the server does not say its own.</param>
    public static TimeSpan? Wait(HttpResponseMessage response, int attempt, DateTimeOffset now)
    {
        if (response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
        {
            return null;
        }

        // The server's own clock, since its moments are by that.
        now = response.Headers.Date ?? now;
        if (RetryAfter(response, now) is { } told)
        {
            return told;
        }

        var isSpent = Number(response, "x-ratelimit-remaining") is 0 || Number(response, "RateLimit-Remaining") is 0;
        if (isSpent && (Number(response, "x-ratelimit-reset") ?? Number(response, "RateLimit-Reset")) is { } reset)
        {
            return NotNegative(Moment(reset) - now) + TimeSpan.FromSeconds(1);
        }

        return isSpent || response.StatusCode is HttpStatusCode.TooManyRequests || SaysSecondary(response)
            ? LeastPause * Math.Pow(2, Math.Min(attempt, 8))
            : null;
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => NotNegative(delta),
        { Date: { } date } => NotNegative(date - now),
        _ => null,
    };

    private static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values)
        && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static DateTimeOffset Moment(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    private static TimeSpan NotNegative(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    // The documentation tells clients to look for these words; there is no code for it.
    private static bool SaysSecondary(HttpResponseMessage response)
    {
        using var body = new MemoryStream();
        response.Content.CopyTo(body, context: null, CancellationToken.None);
        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)Math.Min(body.Length, MostOfBody)).Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase);
    }
}
