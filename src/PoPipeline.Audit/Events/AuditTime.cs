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

    /// <summary>Reads a time: ISO 8601, or milliseconds since 1970. Null where it is neither, or of another age.</summary>
    /// <param name="text">The text.</param>
    public static DateTimeOffset? Parse(string? text)
    {
        if (text is null || text.Length > 64)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return milliseconds <= Latest.ToUnixTimeMilliseconds() ? Bounded(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)) : null;
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

    private static DateTimeOffset? Bounded(DateTimeOffset time) => time >= Earliest && time < Latest ? Floor(time) : null;
}
