using System.Globalization;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>Reads how long something may take: <c>1h30m</c>.</summary>
/// <remarks>Source: https://pkg.go.dev/time#ParseDuration.</remarks>
internal static partial class Durations
{
    /// <summary>Reads one, and finds what is wrong with it; null where there is none, or where it is no time.</summary>
    /// <param name="entry">What holds it; null where nothing does.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static TimeSpan? Read(YamlEntry? entry, ProblemList problems)
    {
        if (entry?.Value is not YamlScalar { IsNull: false } text || PlainText.KindOf(text) is not FieldKind.Text || PlainText.IsFilledIn(text) || text.Value.Contains("$(", StringComparison.Ordinal))
        {
            return null;
        }

        if (!Duration().IsMatch(text.Value))
        {
            problems.Add(ProblemKind.Type, $"'{text.Value}' is no time; it is written like '1h30m'", text.Span);
            return null;
        }

        var seconds = Part().Matches(text.Value).Sum(part => double.Parse(part.Groups["number"].Value, CultureInfo.InvariantCulture) * UnitOf(part.Groups["unit"].Value));
        if (text.Value[0] is '-' && seconds > 0)
        {
            problems.Add(ProblemKind.Type, $"'{text.Value}' is less than nothing, which no time limit is", text.Span);
            return null;
        }

        return TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 4));
    }

    private static double UnitOf(string unit) => unit switch { "h" => 3600, "m" => 60, "s" => 1, "ms" => 1e-3, "ns" => 1e-9, _ => 1e-6 };

    [GeneratedRegex("^[-+]?(?:0|(?:[0-9]{1,12}(?:\\.[0-9]{0,12})?(?:ns|us|µs|μs|ms|s|m|h))+)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();

    [GeneratedRegex("(?<number>[0-9]+(?:\\.[0-9]*)?)(?<unit>ns|us|µs|μs|ms|s|m|h)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}
