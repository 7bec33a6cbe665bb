using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Whether a called workflow asks for more than its caller may give: the token can only lose permissions on its way.</summary>
/// <remarks>Source: PermissionsHelper in https://github.com/actions/runner.</remarks>
internal static class CalledPermissions
{
    private static readonly ImmutableArray<string> Levels = ["none", "read", "write"];

    /// <summary>What is asked for in vain, as a sentence without its end; null where nothing is, or where what the caller gives is a setting of the repository.</summary>
    /// <param name="name">The called workflow, as it is called.</param>
    /// <param name="called">The root of it.</param>
    /// <param name="granted">What the caller gives; null where it says nothing.</param>
    /// <param name="local">The root of a file of the repository.</param>
    public static string? Fault(string name, YamlMapping called, YamlNode? granted, Func<string, YamlMapping?> local) =>
        granted is null ? null : Fault(name, called, granted, local, CallCircle.MaximumDepth);

    private static string? Fault(string name, YamlMapping called, YamlNode granted, Func<string, YamlMapping?> local, int depth)
    {
        if (Excess(called["permissions"], granted) is { } excess)
        {
            return $"The workflow '{name}' asks for {excess}";
        }

        foreach (var entry in (called["jobs"] as YamlMapping)?.Entries ?? [])
        {
            if (entry.Value is not YamlMapping job)
            {
                continue;
            }

            if (Excess(job["permissions"], granted) is { } more)
            {
                return $"The job '{entry.Key.Value}' of the workflow '{name}' asks for {more}";
            }

            // One that says something itself is told of its own calls; of one that does not, what its caller gives goes through.
            if (depth > 0 && job["permissions"] is null && called["permissions"] is null && job["uses"] is YamlScalar uses
                && LocalAction.PathOf(uses.Value) is { } path && local(path) is { } next && Fault(uses.Value, next, granted, local, depth - 1) is { } below)
            {
                return below;
            }
        }

        return null;
    }

    private static string? Excess(YamlNode? asked, YamlNode granted)
    {
        if (asked is null)
        {
            return null;
        }

        var excess = PermissionsShape.Scopes.Keys.Order(StringComparer.Ordinal)
            .Select(scope => (Scope: scope, Asked: Level(asked, scope), Granted: Level(granted, scope)))
            .Where(level => level.Asked > level.Granted && level.Granted >= 0)
            .ToList();
        return excess.Count == 0 ? null
            : $"{Listed(excess.Select(level => $"'{level.Scope}: {Levels[level.Asked]}'"))}, and its caller gives {Listed(excess.Select(level => $"'{level.Scope}: {Levels[level.Granted]}'"))}, so that no run starts";
    }

    // Of all scopes those that are hundreds are not worth naming.
    private static string Listed(IEnumerable<string> words) => string.Join(", ", words.Take(5)) + (words.Skip(5).Any() ? ", …" : "");

    // Below zero where it cannot be told.
    private static int Level(YamlNode node, string scope)
    {
        switch (node)
        {
            case YamlScalar { Value: "write-all" }:
                return Highest(scope);
            case YamlScalar { Value: "read-all" }:
                return PermissionsShape.Scopes[scope].Contains("read") ? 1 : 0;
            case YamlMapping mapping:
                return mapping[scope] is not { } level ? 0 : level is YamlScalar { Value: var value } ? Levels.IndexOf(value) : -1;
            default:
                return -1;
        }
    }

    private static int Highest(string scope) => PermissionsShape.Scopes[scope].Contains("write") ? 2 : 1;
}
