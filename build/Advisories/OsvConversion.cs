using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Build.Advisories;

/// <summary>Makes the data file of advisories out of files in OSV's format, <see href="https://ossf.github.io/osv-schema/"/>, and a table of the commits of vulnerable releases.</summary>
internal static partial class OsvConversion
{
    private const string Ecosystem = "GitHub Actions";
    private const string Forge = "https://github.com/";
    private const int LongestSummary = 300;

    /// <summary>Makes it.</summary>
    /// <param name="advisories">The files of advisories, of any ecosystem.</param>
    /// <param name="commits">The lines of the table: component, tag, commit, fixed version, and the ids of the advisory, with tabs between them; the first names them.</param>
    /// <exception cref="FormatException">Something in them is not what it has to be.</exception>
    public static string Convert(IEnumerable<string> advisories, IEnumerable<string> commits)
    {
        List<(string Component, Advisory Advisory)> found = [];
        var asOf = "";
        foreach (var text in advisories)
        {
            using var document = JsonDocument.Parse(text);
            var read = Read(document.RootElement).ToList();
            found.AddRange(read);
            asOf = read.Count > 0 && Text(document.RootElement, "modified")?[..10] is { } day && string.CompareOrdinal(day, asOf) > 0 ? day : asOf;
        }

        var byComponent = found.GroupBy(entry => entry.Component, entry => entry.Advisory).ToDictionary(group => group.Key, OnceEach, StringComparer.Ordinal);
        foreach (var line in commits.Skip(1).Where(line => line.Length > 0))
        {
            AddCommit(byComponent, line);
        }

        return AdvisoriesText.Write(asOf, byComponent.Select(entry => new AdvisedComponent(entry.Key, [.. entry.Value])));
    }

    private static IEnumerable<(string Component, Advisory Advisory)> Read(JsonElement entry)
    {
        if (entry.TryGetProperty("withdrawn", out var withdrawn) && withdrawn.ValueKind is not JsonValueKind.Null)
        {
            return [];
        }

        var advisory = new Advisory
        {
            Id = Text(entry, "id") ?? throw new FormatException("An advisory has no id."),
            Aliases = [.. Items(entry, "aliases").Select(alias => alias.GetString()!).Order(StringComparer.Ordinal)],
            Summary = Clause(Text(entry, "summary") ?? Text(entry, "details") ?? "It is vulnerable"),
            Severity = SeverityOf(entry),
        };
        return Items(entry, "affected")
            .Where(affected => affected.TryGetProperty("package", out var package) && Text(package, "ecosystem") == Ecosystem && Text(package, "name") is not null)
            .GroupBy(affected => NameOf(Text(affected.GetProperty("package"), "name")!), StringComparer.Ordinal)
            .Select(group => (group.Key, advisory with
            {
                Ranges = [.. group.SelectMany(Ranges).Distinct().OrderBy(range => range.From, Comparer<string?>.Create(Compare))],
                Versions = [.. group.SelectMany(affected => Items(affected, "versions")).Select(version => Number(version.GetString())).OfType<string>().Distinct(StringComparer.Ordinal)],
            }))
            .Where(entry => !entry.Item2.Ranges.IsEmpty || !entry.Item2.Versions.IsEmpty);
    }

    // Databases publish the same under names of their own, and say so. That of the forge counts, with what the others call it.
    private static List<Advisory> OnceEach(IEnumerable<Advisory> advisories)
    {
        List<Advisory> once = [];
        foreach (var advisory in advisories.OrderBy(advisory => !advisory.Id.StartsWith("GHSA-", StringComparison.Ordinal)).ThenBy(advisory => advisory.Id, StringComparer.Ordinal))
        {
            var index = once.FindIndex(advisory.IsSameAs);
            if (index < 0)
            {
                once.Add(advisory);
            }
            else
            {
                once[index] = once[index] with { Aliases = [.. once[index].Aliases.Append(advisory.Id).Concat(advisory.Aliases).Where(alias => alias != once[index].Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] };
            }
        }

        return once;
    }

    private static IEnumerable<VersionRange> Ranges(JsonElement affected)
    {
        foreach (var range in Items(affected, "ranges").Where(range => Text(range, "type") is "ECOSYSTEM" or "SEMVER"))
        {
            VersionRange? open = null;
            foreach (var item in Items(range, "events"))
            {
                var step = item.EnumerateObject().First();
                var version = step.Value.GetString();
                switch (step.Name)
                {
                    case "introduced":
                        open = new VersionRange { From = version is "0" ? null : Number(version) };
                        break;
                    case "fixed" when open is not null:
                        yield return open with { Fixed = Number(version) };
                        open = null;
                        break;
                    case "last_affected" when open is not null:
                        yield return open with { Last = Number(version) };
                        open = null;
                        break;
                }
            }

            if (open is not null)
            {
                yield return Bounded(open, LastKnown(affected) ?? LastKnown(range));
            }
        }
    }

    // Where nobody named the version that is right again, it may be said how far somebody looked: '< 2.0.1', '<= 1.1.0'.
    private static VersionRange Bounded(VersionRange range, string? lastKnown) => lastKnown?.Trim() switch
    {
        ['<', '=', .. var version] => range with { Last = Number(version) },
        ['<', .. var version] => range with { Fixed = Number(version) },
        ['=', .. var version] => range with { Last = Number(version) },
        _ => range,
    };

    private static string? LastKnown(JsonElement item) => item.TryGetProperty("database_specific", out var specific) ? Text(specific, "last_known_affected_version_range") : null;

    private static void AddCommit(Dictionary<string, List<Advisory>> byComponent, string line)
    {
        if (line.Split('\t') is not [var component, _, var commit, _, var ids] || !Commit().IsMatch(commit))
        {
            throw new FormatException($"The table of commits has a line of another form: {line}");
        }

        var names = ids.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var advisories = byComponent.GetValueOrDefault(NameOf(component)) ?? [];
        var index = advisories.FindIndex(advisory => names.Contains(advisory.Id, StringComparer.Ordinal) || names.Intersect(advisory.Aliases, StringComparer.Ordinal).Any());
        if (index < 0)
        {
            throw new FormatException($"The table of commits names {ids} of {component}, which no advisory says.");
        }

        var known = advisories[index].Commits;
        advisories[index] = advisories[index] with { Commits = known.Contains(commit, StringComparer.Ordinal) ? known : known.Add(commit) };
    }

    // An advisory grades by the worst that any user of the component may meet. For a pipeline that reuses it, it is a weakness that needs another one to be used, and hardly
    // worth more than knowing where even the advisory says that it is low.
    private static Severity SeverityOf(JsonElement entry)
    {
        var word = entry.TryGetProperty("database_specific", out var specific) ? Text(specific, "severity") : null;
        var isLow = word is not null
            ? word.Equals("LOW", StringComparison.OrdinalIgnoreCase)
            : Items(entry, "severity").Any(severity => Text(severity, "type") is "CVSS_V3" && Text(severity, "score") is { } vector && CvssV3.IsLow(vector));
        return isLow ? Severity.Low : Severity.Medium;
    }

    private static string NameOf(string name) => (name.StartsWith(Forge, StringComparison.OrdinalIgnoreCase) ? name[Forge.Length..] : name).Trim('/').ToLowerInvariant();

    private static string Clause(string text)
    {
        var line = Blanks().Replace(text, " ").Trim().TrimEnd('.');
        return line.Length <= LongestSummary ? line : line[..LongestSummary].TrimEnd() + "…";
    }

    // A version before a release counts as the release.
    private static string? Number(string? version) => version is not null && Version().Match(version.Trim()) is { Success: true } match ? match.Groups["number"].Value : null;

    private static int Compare(string? left, string? right)
    {
        var (one, other) = (Parts(left), Parts(right));
        return one.Zip(other).Select(pair => pair.First.CompareTo(pair.Second)).FirstOrDefault(order => order != 0) is var order and not 0 ? order : one.Length.CompareTo(other.Length);
    }

    private static int[] Parts(string? version) => version is null ? [] : [.. version.Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];

    private static string? Text(JsonElement item, string member) => item.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement item, string member) => item.TryGetProperty(member, out var values) && values.ValueKind is JsonValueKind.Array ? values.EnumerateArray() : default;

    [GeneratedRegex("^[0-9a-f]{40}$", RegexOptions.NonBacktracking)]
    private static partial Regex Commit();

    [GeneratedRegex(@"^v?(?<number>[0-9]{1,6}(?:\.[0-9]{1,6}){0,5})(?:[-+.].*)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();
}
