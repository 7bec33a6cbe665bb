using System.Globalization;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>Requests a minute, and what GitLab says of them: https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers.</summary>
internal sealed class RateLimit
{
    private DateTimeOffset _windowEnds;
    private int _observed;

    /// <summary>The requests a minute that are answered.</summary>
    public int Limit { get; set; } = 2000;

    /// <summary>Counts a request.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The headers of its answer, and whether it is one too many.</returns>
    public (IReadOnlyDictionary<string, string> Headers, bool Exceeded) Count(DateTimeOffset now)
    {
        if (now >= _windowEnds)
        {
            _windowEnds = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0, TimeSpan.Zero).AddMinutes(1);
            _observed = 0;
        }

        _observed++;
        var exceeded = _observed > Limit;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["RateLimit-Limit"] = Text(Limit),
            ["RateLimit-Name"] = "throttle_authenticated_api",
            ["RateLimit-Observed"] = Text(_observed),
            ["RateLimit-Remaining"] = Text(Math.Max(0, Limit - _observed)),
            ["RateLimit-Reset"] = Text(_windowEnds.ToUnixTimeSeconds()),
        };
        if (exceeded)
        {
            headers["Retry-After"] = Text((long)Math.Ceiling((_windowEnds - now).TotalSeconds));
        }

        return (headers, exceeded);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
