using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Yaml;

/// <summary>Names the place of a region by keys instead of lines, so that the name stays when lines move.</summary>
internal static class LogicalPlace
{
    // Deeper places share the name of what holds them; keys of others can be of any length.
    private const int Deepest = 32;
    private const int LongestKey = 80;

    private static readonly string[] Names = ["id", "name", "uses"];

    /// <summary>The keys that lead to a place, such as <c>jobs/build/steps/checkout/with</c>; empty where none does.</summary>
    public static string Of(YamlNode? root, Place span)
    {
        var keys = new List<string>();
        var start = span.Start;
        var node = root;
        for (var depth = 0; node is not null && depth < Deepest; depth++)
        {
            var (key, next) = Step(node, start);
            if (key is not null)
            {
                keys.Add(key.Length > LongestKey ? key[..LongestKey] : key);
            }

            node = next;
        }

        return string.Join('/', keys);
    }

    private static (string? Key, YamlNode? Next) Step(YamlNode node, Place start)
    {
        switch (node)
        {
            case YamlMapping mapping:
                var entry = mapping.Entries.FirstOrDefault(candidate => candidate.Key.Span.Contains(start) || candidate.Value.Span.Contains(start));
                return (entry?.Key.Value, entry is not null && entry.Value.Span.Contains(start) ? entry.Value : null);
            case YamlSequence sequence:
                var item = sequence.Items.FirstOrDefault(candidate => candidate.Span.Contains(start));
                return (item is null ? null : NameOf(item), item);
            default:
                return (null, null);
        }
    }

    // An index would change with every item that is put before.
    private static string? NameOf(YamlNode item) => item switch
    {
        YamlScalar scalar => scalar.Value,
        YamlMapping mapping => Names.Select(name => mapping[name]).OfType<YamlScalar>().FirstOrDefault()?.Value,
        _ => null,
    };
}
