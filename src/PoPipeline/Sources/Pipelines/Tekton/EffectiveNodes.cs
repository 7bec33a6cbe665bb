using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>
/// What YAML becomes on its way to a cluster: of a key that stands twice the last value counts, and <c>&lt;&lt;</c> brings in the entries of another mapping, which those
/// that are written in its place go before.
/// </summary>
/// <remarks>Source: https://github.com/kubernetes/kubernetes/issues/14791 and https://yaml.org/type/merge.html, which the reader of YAML follows that kubectl and Pipelines-as-Code use.</remarks>
internal static class EffectiveNodes
{
    private const string Merge = "<<";

    /// <summary>The same document with what counts.</summary>
    /// <param name="document">As it is written.</param>
    public static YamlDocument Of(YamlDocument document)
    {
        if (document.Error is not null)
        {
            return document;
        }

        var made = new Dictionary<YamlNode, YamlNode>(ReferenceEqualityComparer.Instance);
        var roots = document.Roots.Select(root => Of(root, made)).ToImmutableArray();
        return made.Any(pair => !ReferenceEquals(pair.Key, pair.Value)) ? document with { Root = roots.FirstOrDefault(), Roots = roots } : document;
    }

    // Each node once, however many aliases stand for it; what stays as it is stays the same.
    private static YamlNode Of(YamlNode node, Dictionary<YamlNode, YamlNode> made)
    {
        if (node is YamlScalar)
        {
            return node;
        }

        if (made.TryGetValue(node, out var known))
        {
            return known;
        }

        var result = node switch
        {
            YamlSequence sequence => Of(sequence, made),
            YamlMapping mapping => Of(mapping, made),
            _ => node,
        };
        made[node] = result;
        return result;
    }

    private static YamlSequence Of(YamlSequence sequence, Dictionary<YamlNode, YamlNode> made)
    {
        var items = sequence.Items.Select(item => Of(item, made)).ToImmutableArray();
        return items.Zip(sequence.Items).All(pair => ReferenceEquals(pair.First, pair.Second)) ? sequence : new YamlSequence(sequence.Span, items, sequence.IsFlow) { Tag = sequence.Tag };
    }

    private static YamlMapping Of(YamlMapping mapping, Dictionary<YamlNode, YamlNode> made)
    {
        var isSame = true;
        var last = new Dictionary<string, int>(mapping.Entries.Length, StringComparer.Ordinal);
        var values = new YamlNode[mapping.Entries.Length];
        var repeated = ImmutableArray.CreateBuilder<YamlScalar>();
        for (var index = 0; index < values.Length; index++)
        {
            var entry = mapping.Entries[index];
            values[index] = Of(entry.Value, made);
            var isMerge = IsMerge(entry, values[index]);
            isSame &= ReferenceEquals(values[index], entry.Value) && !isMerge;
            if (isMerge)
            {
                continue;
            }

            if (last.ContainsKey(entry.Key.Value))
            {
                isSame = false;
                repeated.Add(entry.Key);
            }

            last[entry.Key.Value] = index;
        }

        if (isSame)
        {
            return mapping;
        }

        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var merged = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < values.Length; index++)
        {
            var entry = mapping.Entries[index];
            if (IsMerge(entry, values[index]))
            {
                entries.AddRange(Sources(values[index]).SelectMany(source => source.Entries).Where(brought => !last.ContainsKey(brought.Key.Value) && merged.Add(brought.Key.Value)));
            }
            else if (last[entry.Key.Value] == index)
            {
                entries.Add(new YamlEntry(entry.Key, values[index]));
            }
        }

        return new YamlMapping(mapping.Span, entries.DrainToImmutable(), mapping.IsFlow) { Repeated = repeated.DrainToImmutable() };
    }

    private static bool IsMerge(YamlEntry entry, YamlNode value) => entry.Key is { IsPlain: true, Value: Merge } && Sources(value).Any();

    private static IEnumerable<YamlMapping> Sources(YamlNode value) => value switch
    {
        YamlMapping mapping => [mapping],
        YamlSequence sequence => sequence.Items.OfType<YamlMapping>(),
        _ => [],
    };
}
