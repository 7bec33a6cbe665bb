using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks of keys that hold for every mapping.</summary>
internal static class MappingKeys
{
    /// <summary>YAML's key that puts another mapping in.</summary>
    public const string Merge = "<<";

    private const int SmallMapping = 12;

    /// <summary>Reports keys that stand twice, in any case, and the merge key, which GitHub does not read.</summary>
    public static void CheckDuplicates(YamlMapping mapping, ValidationContext context)
    {
        // Most mappings are small: looking at each pair takes less than filling a table.
        var seen = mapping.Entries.Length > SmallMapping ? new Dictionary<string, YamlScalar>(StringComparer.OrdinalIgnoreCase) : null;
        for (var index = 0; index < mapping.Entries.Length; index++)
        {
            var key = mapping.Entries[index].Key;
            if (key.Value is Merge && key.IsPlain)
            {
                context.Add(ProblemKind.Syntax, "GitHub does not read the merge key '<<'; write the keys out, or use an alias for the whole value", key.Span);
            }
            else if ((seen is null ? Earlier(mapping, index) : seen.TryAdd(key.Value, key) ? null : seen[key.Value]) is not null)
            {
                context.Add(ProblemKind.Key, $"The key '{key.Value}' stands twice; upper and lower case make no difference", key.Span);
            }
        }
    }

    private static YamlScalar? Earlier(YamlMapping mapping, int index)
    {
        for (var earlier = 0; earlier < index; earlier++)
        {
            if (mapping.Entries[earlier].Key.Value.Equals(mapping.Entries[index].Key.Value, StringComparison.OrdinalIgnoreCase))
            {
                return mapping.Entries[earlier].Key;
            }
        }

        return null;
    }

    /// <summary>Where a mapping starts: its first key.</summary>
    public static Place StartOf(YamlMapping mapping) => mapping.Entries is [var first, ..] ? first.Key.Span : mapping.Span;
}
