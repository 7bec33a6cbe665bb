using System.Collections.Frozen;
using System.Globalization;

namespace PoPipeline.Sources.Pipelines;

/// <summary>The five fields of a schedule.</summary>
internal static class CronPattern
{
    private static readonly FrozenDictionary<string, int> Months = Words("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC", first: 1);
    private static readonly FrozenDictionary<string, int> Days = Words("SUN MON TUE WED THU FRI SAT", first: 0);

    private static readonly (string Name, int Minimum, int Maximum, FrozenDictionary<string, int> Words)[] Fields =
    [
        ("a minute", 0, 59, FrozenDictionary<string, int>.Empty),
        ("an hour", 0, 23, FrozenDictionary<string, int>.Empty),
        ("a day of the month", 1, 31, FrozenDictionary<string, int>.Empty),
        ("a month", 1, 12, Months),
        ("a day of the week", 0, 7, Days),
    ];

    /// <summary>What is wrong with a schedule, as a sentence without a full stop; null where nothing is.</summary>
    /// <param name="pattern">The schedule.</param>
    public static string? Fault(string pattern)
    {
        var parts = PartsOf(pattern);
        if (parts.Length != Fields.Length)
        {
            return $"The schedule '{pattern}' must have 5 fields, and has {parts.Length}";
        }

        for (var index = 0; index < Fields.Length; index++)
        {
            var (name, minimum, maximum, words) = Fields[index];
            if (!parts[index].Split(',').All(item => IsItem(item, minimum, maximum, words)))
            {
                return $"'{parts[index]}' is not {name} of a schedule: numbers from {minimum} to {maximum}, '*', ranges with '-', steps with '/', lists with ','";
            }
        }

        return null;
    }

    /// <summary>The fewest minutes between two runs within an hour.</summary>
    /// <param name="pattern">A schedule without a fault.</param>
    public static int ShortestInterval(string pattern) => Interval(PartsOf(pattern)[0]);

    private static string[] PartsOf(string pattern) => pattern.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static FrozenDictionary<string, int> Words(string words, int first) =>
        words.Split(' ').Select((word, index) => KeyValuePair.Create(word, index + first)).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static bool IsItem(string item, int minimum, int maximum, FrozenDictionary<string, int> words)
    {
        var slash = item.IndexOf('/');
        // A step beyond the range is odd, but is accepted.
        if (slash >= 0 && (!IsNumber(item[(slash + 1)..], 1, 999, FrozenDictionary<string, int>.Empty, out _) || slash == 0))
        {
            return false;
        }

        var range = slash < 0 ? item : item[..slash];
        if (range is "*" or "?")
        {
            return true;
        }

        var dash = range.IndexOf('-');
        return dash < 0
            ? IsNumber(range, minimum, maximum, words, out _)
            : IsNumber(range[..dash], minimum, maximum, words, out var from) && IsNumber(range[(dash + 1)..], minimum, maximum, words, out var to) && from <= to;
    }

    private static bool IsNumber(string text, int minimum, int maximum, FrozenDictionary<string, int> words, out int number) =>
        (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= minimum && number <= maximum)
        || words.TryGetValue(text, out number);

    private static int Interval(string minutes)
    {
        var set = new SortedSet<int>();
        foreach (var item in minutes.Split(','))
        {
            var slash = item.IndexOf('/');
            var step = slash < 0 ? 1 : int.Parse(item.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture);
            var range = slash < 0 ? item : item[..slash];
            var dash = range.IndexOf('-');
            var all = range is "*" or "?";
            var from = all ? 0 : int.Parse(dash < 0 ? range : range[..dash], NumberStyles.None, CultureInfo.InvariantCulture);
            var to = all || (dash < 0 && slash >= 0) ? 59 : dash < 0 ? from : int.Parse(range.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture);
            for (var minute = from; minute <= to; minute += step)
            {
                set.Add(minute);
            }
        }

        return set.Count < 2 ? 60 : set.Zip(set.Skip(1), (before, after) => after - before).Append(set.Min + 60 - set.Max).Min();
    }
}
