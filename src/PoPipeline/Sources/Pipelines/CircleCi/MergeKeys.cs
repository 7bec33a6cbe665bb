using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Puts what merge keys name in their place: <c>&lt;&lt;: *defaults</c>. What a mapping says itself counts for more.</summary>
/// <remarks>
/// Source: https://yaml.org/type/merge.html. Ruby, and so GitLab, takes the keys in the order of the file and minds no quotes around the merge key, which is why each of the two has code of its own.
/// </remarks>
internal static class MergeKeys
{
    private const string Key = "<<";

    /// <summary>The tree without merge keys.</summary>
    /// <param name="document">The document.</param>
    public static YamlNode? Resolve(YamlDocument document) =>
        document.Root is null || !document.Source.Contains(Key + ":", StringComparison.Ordinal) && !document.Source.Contains("<< :", StringComparison.Ordinal) && !document.Source.Contains("\"<<\"", StringComparison.Ordinal)
            ? document.Root
            : Resolve(document.Root, new Dictionary<YamlNode, YamlNode>(ReferenceEqualityComparer.Instance));

    // The reader bounds how deep a document is; each node is looked at once.
    private static YamlNode Resolve(YamlNode node, Dictionary<YamlNode, YamlNode> done)
    {
        if (node is YamlScalar)
        {
            return node;
        }

        if (done.TryGetValue(node, out var known))
        {
            return known;
        }

        return done[node] = node switch
        {
            YamlSequence sequence => new YamlSequence(sequence.Span, [.. sequence.Items.Select(item => Resolve(item, done))], sequence.IsFlow) { Tag = sequence.Tag },
            YamlMapping mapping => new YamlMapping(mapping.Span, Entries(mapping, done), mapping.IsFlow),
            _ => node,
        };
    }

    private static ImmutableArray<YamlEntry> Entries(YamlMapping mapping, Dictionary<YamlNode, YamlNode> done)
    {
        var own = mapping.Entries.Where(entry => !IsMerge(entry)).Select(entry => entry with { Value = Resolve(entry.Value, done) }).ToList();
        var names = own.Select(entry => entry.Key.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var merged in mapping.Entries.Where(IsMerge).SelectMany(entry => entry.Value is YamlSequence several ? several.Items : [entry.Value]))
        {
            own.AddRange((Resolve(merged, done) as YamlMapping)?.Entries.Where(entry => names.Add(entry.Key.Value)) ?? []);
        }

        return [.. own];
    }

    private static bool IsMerge(YamlEntry entry) => entry.Key is { Value: Key, IsPlain: true } && entry.Value is YamlMapping or YamlSequence;
}
