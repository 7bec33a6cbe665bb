namespace PoPipeline.Rules.Reproducible;

/// <summary>Which time a text stands for that is handed to a build.</summary>
/// <remarks>Source: https://reproducible-builds.org/docs/source-date-epoch/.</remarks>
internal static class BuildTime
{
    /// <summary>Whether it is the same time in each build of the same sources: a number, or the time of the commit; not that of the build.</summary>
    /// <param name="text">The text, as a script writes it.</param>
    public static Determinism Of(string text)
    {
        var value = text.Trim().Trim('"', '\'');
        if (value.Length > 0 && value.All(char.IsAsciiDigit))
        {
            return Determinism.Deterministic;
        }

        if (value.Contains("git ", StringComparison.Ordinal) && (value.Contains("%ct", StringComparison.Ordinal) || value.Contains("%at", StringComparison.Ordinal) || value.Contains("%ci", StringComparison.Ordinal) || value.Contains("%cI", StringComparison.Ordinal)))
        {
            return Determinism.Deterministic;
        }

        return IsNow(value) ? Determinism.No : Determinism.Unknown;
    }

    /// <summary>Whether a text asks for the time at which it is read: <c>$(date +%s)</c>; a fixed one can be asked for, too: <c>date -d @0</c>.</summary>
    /// <param name="text">The text.</param>
    public static bool IsNow(string text)
    {
        foreach (var start in (ReadOnlySpan<string>)["$(date", "`date", "$(TZ=UTC date", "$(Get-Date", "$(LC_ALL=C date"])
        {
            var at = text.IndexOf(start, StringComparison.Ordinal);
            if (at >= 0)
            {
                var rest = text.AsSpan(at + start.Length);
                var end = rest.IndexOfAny(')', '`');
                var call = end < 0 ? rest : rest[..end];
                return !call.Contains(" -d", StringComparison.Ordinal) && !call.Contains("--date", StringComparison.Ordinal) && !call.Contains(" -r", StringComparison.Ordinal);
            }
        }

        return text.Contains("%date%", StringComparison.OrdinalIgnoreCase);
    }
}
