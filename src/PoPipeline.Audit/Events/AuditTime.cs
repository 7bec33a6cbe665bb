using System.Globalization;

namespace PoPipeline.Audit.Events;

/// <summary>Reads and writes the times of audit logs.</summary>
public static class AuditTime
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // GitLab's export writes a space and no zone: the column says that it is UTC.
    private static readonly string[] Formats =
    [
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFF 'UTC'", "yyyy-MM-dd HH:mm:ss.FFFFFFF K",
    ];

    // How many of them a second has: what forges, and those who copy from them, count in. No number is of this age in two of them.
    private static readonly decimal[] Units = [1, 1_000, 1_000_000, 1_000_000_000];

    /// <summary>Reads a time: ISO 8601, or seconds, milliseconds, microseconds or nanoseconds since 1970, which its size tells apart. Null where it is none of them, or of another age.</summary>
    /// <param name="text">The text.</param>
    public static DateTimeOffset? Parse(string? text)
    {
        if (text is null || text.Length > 64)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return OfNumber(number);
        }

        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? Bounded(time)
            : null;
    }

    /// <summary>Writes a time in UTC, to the millisecond.</summary>
    /// <param name="time">The time.</param>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>A time to the millisecond, as it is written.</summary>
    /// <param name="time">The time.</param>
    public static DateTimeOffset Floor(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    private static DateTimeOffset? OfNumber(decimal number)
    {
        foreach (var unit in Units)
        {
            var seconds = number / unit;
            if (seconds >= Earliest.ToUnixTimeSeconds() && seconds < Latest.ToUnixTimeSeconds())
            {
                return DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));
            }
        }

        return null;
    }

    private static DateTimeOffset? Bounded(DateTimeOffset time) => time >= Earliest && time < Latest ? Floor(time) : null;
}
