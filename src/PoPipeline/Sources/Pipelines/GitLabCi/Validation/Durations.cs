using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Validation;

/// <summary>Times in words: <c>3 hours 30 minutes</c>, <c>1h30m</c>, <c>4:30</c>, <c>42</c>.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#artifactsexpire_in, https://github.com/henrypoydar/chronic_duration.</remarks>
internal static partial class Durations
{
    /// <summary>A week, in seconds: no delay is longer.</summary>
    public const double Week = 7 * Day;

    /// <summary>What no job may run for, in seconds: a month, as Rails counts it.</summary>
    /// <remarks>Source: MAX_BUILD_TIMEOUT in https://gitlab.com/gitlab-org/gitlab/-/blob/master/app/models/project.rb.</remarks>
    public const double LongestJob = 2_629_746;

    private const double Hour = 3600;
    private const double Day = 24 * Hour;

    private static readonly FrozenDictionary<string, double> Units = new (double Seconds, string Words)[]
    {
        (1, "seconds second secs sec s"),
        (60, "minutes minute mins min m"),
        (Hour, "hours hour hrs hr h"),
        (Day, "days day dy d"),
        (Week, "weeks week wks wk w"),
        (30 * Day, "months month mos mo"),
        (365.25 * Day, "years year yrs yr y"),
    }.SelectMany(unit => unit.Words.Split(' ').Select(word => (word, unit.Seconds))).ToFrozenDictionary(unit => unit.word, unit => unit.Seconds, StringComparer.Ordinal);

    private static readonly FrozenSet<string> Joins = new[] { "and", "with", "plus" }.ToFrozenSet(StringComparer.Ordinal);

    // GitLab reads numbers in words too; how long such a time is does not matter here.
    private static readonly FrozenSet<string> Numbers =
        ("a an half quarter zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
        + "seventy eighty ninety hundred thousand million").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a text is a time.</summary>
    public static bool IsDuration(string text)
    {
        var pieces = Pieces().Matches(text.ToLowerInvariant());
        var isSomething = false;
        var read = 0;
        foreach (Match piece in pieces)
        {
            read += piece.Length;
            var word = piece.Value;
            var isKnown = char.IsAsciiDigit(word[^1]) || Units.ContainsKey(word) || Numbers.Contains(word);
            isSomething |= isKnown;
            if (!isKnown && !Joins.Contains(word))
            {
                return false;
            }
        }

        return isSomething && read == text.Count(character => !char.IsWhiteSpace(character) && character is not (',' or ':' or '-'));
    }

    /// <summary>How long a time is, in seconds; null where numbers are written in words or with colons.</summary>
    public static double? SecondsOf(string text)
    {
        var pieces = Pieces().Matches(text.ToLowerInvariant());
        double total = 0;
        double? number = null;
        foreach (Match piece in pieces)
        {
            if (char.IsAsciiDigit(piece.Value[^1]))
            {
                total += number ?? 0;
                number = double.Parse(piece.Value, CultureInfo.InvariantCulture);
            }
            else if (Units.TryGetValue(piece.Value, out var unit))
            {
                total += (number ?? 1) * unit;
                number = null;
            }
            else if (!Joins.Contains(piece.Value))
            {
                return null;
            }
        }

        return text.Contains(':', StringComparison.Ordinal) ? null : total + (number ?? 0);
    }

    [GeneratedRegex(@"[0-9]*\.?[0-9]+|[^0-9\s,:.-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Pieces();
}
