using System.Text.Json;

namespace PoPipeline.Settings.GitHub;

/// <summary>Whether the conditions of a ruleset take in a branch.</summary>
internal static class RefConditions
{
    private const string Prefix = "refs/heads/";

    /// <summary>Whether they do. One that leaves out refs and names none takes in all others, as GitHub has it.</summary>
    /// <param name="condition">The condition on names of refs, with <c>include</c> and <c>exclude</c>.</param>
    /// <param name="branch">The branch: <c>main</c>.</param>
    /// <param name="defaultBranch">The default branch.</param>
    public static bool TakeIn(JsonElement condition, string branch, string defaultBranch)
    {
        var include = Names(condition, "include");
        return (include.Count == 0 || include.Exists(pattern => Matches(pattern, branch, defaultBranch)))
            && !Names(condition, "exclude").Exists(pattern => Matches(pattern, branch, defaultBranch));
    }

    private static List<string> Names(JsonElement condition, string name) =>
        [.. condition.Items(name).Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString() ?? "")];

    private static bool Matches(string pattern, string branch, string defaultBranch) => pattern switch
    {
        "~ALL" => true,
        "~DEFAULT_BRANCH" => branch == defaultBranch,
        _ => RefPattern.Matches(pattern.StartsWith("refs/", StringComparison.Ordinal) ? pattern : Prefix + pattern, Prefix + branch),
    };
}
