using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads <c>permissions</c>.</summary>
internal static class PermissionsReader
{
    /// <summary>What a token may do; null where nothing is said.</summary>
    public static TokenPermissions? Read(YamlEntry? permissions) => permissions?.Value switch
    {
        YamlMapping mapping => new TokenPermissions { Span = mapping.Span, Rest = Access.None, Grants = [.. mapping.Entries.Select(Grant).OfType<Grant>()] },
        YamlScalar { Value: "read-all" } word => new TokenPermissions { Span = word.Span, Rest = Access.Read },
        YamlScalar { Value: "write-all" } word => new TokenPermissions { Span = word.Span, Rest = Access.Write },

        // GitHub reads a key without a value as if it were not there.
        _ => null,
    };

    private static Grant? Grant(YamlEntry entry) =>
        entry.Value is YamlScalar access && AccessOf(access.Value) is { } level
            ? new Grant(entry.Key.Value, level, entry.PlaceOf(), access.Span)
            : null;

    private static Access? AccessOf(string word) => word switch
    {
        "none" => Access.None,
        "read" => Access.Read,
        "write" => Access.Write,
        _ => null,
    };
}
