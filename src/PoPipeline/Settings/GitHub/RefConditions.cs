using System.Text.Json;

namespace PoPipeline.Settings.GitHub;

/// <summary>Whether the conditions of a ruleset take in a branch.</summary>
internal static class RefConditions
{
    private const string Prefix = "refs/heads/";

    // A pattern that matches both of these names nothing in particular.
    private static readonly string[] AnyNames = ["\u0001", "\u0001/\u0002"];

    /// <summary>
    /// Whether they do; null where that is not told. One that leaves out refs and names none takes in all others, as GitHub has it; of one that does neither GitHub says
    /// nothing.
    /// </summary>
    /// <param name="condition">The condition on names of refs, with <c>include</c> and <c>exclude</c>.</param>
    /// <param name="branch">The branch: <c>main</c>.</param>
    /// <param name="defaultBranch">The default branch.</param>
    public static bool? TakeIn(JsonElement condition, string branch, string defaultBranch)
    {
        if (Names(condition, "include") is not { } include || Names(condition, "exclude") is not { } exclude || (include.Count == 0 && exclude.Count == 0))
        {
            return null;
        }

        var included = include.Count == 0 ? true : Any(include, branch, defaultBranch);
        var excluded = Any(exclude, branch, defaultBranch);
        return included is false || excluded is true ? false
            : included is null || excluded is null ? null
            : true;
    }

    /// <summary>Whether they take in the default branch of every repository, whatever it is called; null where that is not told.</summary>
    /// <param name="condition">The condition on names of refs.</param>
    public static bool? TakeInAnyDefault(JsonElement condition)
    {
        var taken = AnyNames.Select(name => TakeIn(condition, name, name)).ToList();
        return taken.Contains(null) ? null : Names(condition, "exclude") is { Count: 0 } && taken.TrueForAll(one => one is true);
    }

    private static bool? Any(List<string> patterns, string branch, string defaultBranch)
    {
        var matches = patterns.ConvertAll(pattern => Matches(pattern, branch, defaultBranch));
        return matches.Contains(true) ? true : matches.Contains(null) ? null : false;
    }

    // None where it is no list of texts.
    private static List<string>? Names(JsonElement condition, string name) =>
        !condition.HasItems(name) || condition.Items(name).Any(item => item.ValueKind is not JsonValueKind.String) ? null : [.. condition.Items(name).Select(item => item.GetString() ?? "")];

    private static bool? Matches(string pattern, string branch, string defaultBranch) => pattern switch
    {
        "~ALL" => true,
        "~DEFAULT_BRANCH" => branch == defaultBranch,
        _ => RefPattern.Matches(pattern.StartsWith("refs/", StringComparison.Ordinal) ? pattern : Prefix + pattern, Prefix + branch),
    };
}
