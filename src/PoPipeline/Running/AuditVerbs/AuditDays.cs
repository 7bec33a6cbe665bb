namespace PoPipeline.Running.AuditVerbs;

/// <summary>The days that a run is asked for.</summary>
internal static class AuditDays
{
    /// <summary>When a day begins, in UTC; null where no day is named.</summary>
    /// <param name="day">The day.</param>
    public static DateTimeOffset? Start(DateOnly? day) => day is { } known ? new DateTimeOffset(known.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;

    /// <summary>When a day is over, in UTC; null where no day is named. The last of all days never is.</summary>
    /// <param name="day">The day.</param>
    public static DateTimeOffset? End(DateOnly? day) => day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : Start(day?.AddDays(1));

    /// <summary>The length of some days; null where none is named.</summary>
    /// <param name="days">Their number.</param>
    public static TimeSpan? Length(int? days) => days is { } known ? TimeSpan.FromDays(known) : null;

    /// <summary>Requires that there is a day to ask for: of what is to come there is nothing, and between a day and an earlier one there is none. A last day that is to come asks for all until now.</summary>
    /// <param name="settings">What to look at.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="RunException">With exit code 2: there is none.</exception>
    public static void Require(PoPipelineSettings settings, TimeProvider time)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (settings.Since is { } first && first > today)
        {
            throw PoPipelineSettings.Wrong($"--since {first:yyyy-MM-dd} lies after now, {today:yyyy-MM-dd} in UTC, so that there is nothing to ask for. Name a day that has begun.");
        }

        if (settings.Since is { } since && settings.Until is { } until && since > until)
        {
            throw PoPipelineSettings.Wrong($"--since {since:yyyy-MM-dd} lies after --until {until:yyyy-MM-dd}, so that there is no day between them. Name the first day with --since and the last one with --until.");
        }
    }
}
