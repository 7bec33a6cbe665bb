using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks of keys that hold for every mapping.</summary>
internal static class MappingKeys
{
    /// <summary>YAML's key that puts another mapping in.</summary>
    public const string Merge = "<<";

    /// <summary>Reports keys that stand twice, in any case, and the merge key, which GitHub does not read.</summary>
    public static void CheckDuplicates(YamlMapping mapping, ValidationContext context)
    {
        var seen = mapping.Entries.Length > 1 ? new Dictionary<string, int>(mapping.Entries.Length, StringComparer.OrdinalIgnoreCase) : null;
        foreach (var entry in mapping.Entries)
        {
            var key = entry.Key;
            if (key.Value is Merge && key.IsPlain)
            {
                context.Add(ProblemKinds.Syntax, "GitHub does not read the merge key '<<'; write the keys out, or use an alias for the whole value", key.Span);
            }
            else if (seen is not null && !seen.TryAdd(key.Value, key.Span.StartLine))
            {
                context.Add(ProblemKinds.Key, $"The key '{key.Value}' stands twice, first on line {seen[key.Value]}; upper and lower case make no difference", key.Span);
            }
        }
    }

    /// <summary>Where a mapping starts: its first key.</summary>
    public static Region StartOf(YamlMapping mapping) => mapping.Entries is [var first, ..] ? first.Key.Span : mapping.Span;
}
