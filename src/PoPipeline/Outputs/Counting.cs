using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs;

/// <summary>Counts in words.</summary>
internal static class Counting
{
    /// <summary><c>1 finding</c>, <c>2 findings</c>.</summary>
    public static string Of(int count, string noun) => Counted.Of(count, noun);

    /// <summary><c>1 fix</c>, <c>2 fixes</c>.</summary>
    public static string Of(int count, string noun, string plural) => Counted.Of(count, noun, plural);

    /// <summary><c>PO3202, PO3204</c>, or <c>18 rules</c> where there are too many to name.</summary>
    public static string Named(IReadOnlyCollection<string> names, string noun, int most) => names.Count > most ? Of(names.Count, noun) : string.Join(", ", names);

    /// <summary><c>1 high, 3 low</c>; empty where there is none.</summary>
    public static string BySeverity(IReadOnlyCollection<AssessedFinding> findings)
    {
        List<string> counts = [];
        foreach (var severity in Severities.Descending)
        {
            var count = findings.Count(finding => finding.Severity == severity);
            if (count > 0)
            {
                counts.Add($"{count} {Severities.Word(severity)}");
            }
        }

        return string.Join(", ", counts);
    }

    /// <summary>How many days an exception still holds, the last day included: 1 on its last day.</summary>
    /// <param name="until">The last day.</param>
    /// <param name="snapshot">What says which day it is.</param>
    public static int DaysLeft(DateOnly until, Snapshot snapshot) =>
        until.DayNumber - DateOnly.FromDateTime(snapshot.ObservedAt.UtcDateTime).DayNumber + 1;
}
