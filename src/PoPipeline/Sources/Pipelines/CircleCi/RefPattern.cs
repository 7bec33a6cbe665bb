using System.Text.RegularExpressions;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Names of branches and tags in filters: a name, or a pattern between slashes that must match all of one.</summary>
/// <remarks>Source: https://circleci.com/docs/guides/orchestrate/workflows/#using-regular-expressions-to-filter-tags-and-branches.</remarks>
internal static class RefPattern
{
    // Nobody writes a longer one, and each is compiled.
    private const int Longest = 300;

    // What a change of a fork is built under.
    private const string Proposal = "pull/123";

    /// <summary>Whether an entry of a filter means changes that are proposed from outside as well.</summary>
    /// <param name="entry">The entry.</param>
    public static bool MeansProposals(string entry) => PatternIn(entry) is { } pattern ? TakesProposals(pattern) : entry == Proposal;

    /// <summary>Whether an entry of a filter means each name.</summary>
    /// <param name="entry">The entry.</param>
    public static bool MeansAll(string entry) => PatternIn(entry) is ".*" or "^.*$" or "^.*" or ".*$" or ".+" or "^.+$";

    /// <summary>The pattern in an entry; null where it is a name.</summary>
    /// <param name="entry">The entry.</param>
    public static string? PatternIn(string entry) => entry is ['/', .., '/'] && entry.Length > 1 ? entry[1..^1] : null;

    /// <summary>Whether a pattern takes the name under which a change of a fork is built; one that cannot be read does.</summary>
    /// <param name="pattern">The pattern.</param>
    public static bool TakesProposals(string pattern) => Matches(pattern, Proposal) ?? true;

    /// <summary>Whether a pattern matches all of a name; null where it cannot be read.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="name">The name.</param>
    public static bool? Matches(string pattern, string name)
    {
        if (pattern.Length > Longest)
        {
            return null;
        }

        try
        {
            return Regex.IsMatch(name, $"^(?:{pattern})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
