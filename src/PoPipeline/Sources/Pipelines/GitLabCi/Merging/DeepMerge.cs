using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Merging;

/// <summary>Merges mappings as GitLab does: mappings key by key, whatever else is replaced as a whole.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/yaml_optimization/#merge-details, and for merge keys <c>revive_hash</c> in https://github.com/ruby/psych/blob/master/lib/psych/visitors/to_ruby.rb.</remarks>
/// <param name="budget">What it may take.</param>
internal sealed class DeepMerge(MergeBudget budget)
{
    private const string MergeKey = "<<";

    // As deep as a document may nest.
    private const int Deepest = YamlReader.MaximumDepth;

    /// <summary>One mapping on top of another; each entry stands where it is written.</summary>
    /// <param name="lower">The mapping whose entries are replaced; null for none.</param>
    /// <param name="upper">The mapping whose entries win.</param>
    public YamlMapping Of(YamlMapping? lower, YamlMapping upper) => lower is null ? upper : Of(lower, upper, Deepest);

    /// <summary>A node without merge keys and without entries that a later one of the same name replaces, as Ruby's reader of YAML gives it.</summary>
    /// <param name="node">The node.</param>
    public YamlNode Plain(YamlNode node) => Plain(node, Deepest);

    private YamlMapping Of(YamlMapping lower, YamlMapping upper, int depth)
    {
        if (depth == 0 || !budget.Take(lower.Entries.Length + upper.Entries.Length))
        {
            return upper;
        }

        var positions = new Dictionary<string, int>(lower.Entries.Length + upper.Entries.Length, StringComparer.Ordinal);
        var merged = new List<YamlEntry>(lower.Entries.Length + upper.Entries.Length);
        foreach (var entry in lower.Entries)
        {
            Put(entry, positions, merged);
        }

        foreach (var entry in upper.Entries)
        {
            var below = positions.TryGetValue(entry.Key.Value, out var at) ? merged[at].Value : null;
            Put(entry.Value is YamlMapping above && below is YamlMapping under ? new YamlEntry(entry.Key, Of(under, above, depth - 1)) : entry, positions, merged);
        }

        return new YamlMapping(upper.Span, [.. merged], upper.IsFlow);
    }

    private static void Put(YamlEntry entry, Dictionary<string, int> positions, List<YamlEntry> merged)
    {
        if (positions.TryAdd(entry.Key.Value, merged.Count))
        {
            merged.Add(entry);
        }
        else
        {
            merged[positions[entry.Key.Value]] = entry;
        }
    }

    private YamlNode Plain(YamlNode node, int depth)
    {
        if (depth == 0)
        {
            return node;
        }

        switch (node)
        {
            case YamlMapping mapping when budget.Take(mapping.Entries.Length):
                return PlainMapping(mapping, depth);
            case YamlSequence sequence when budget.Take(sequence.Items.Length) && sequence.Items.Any(item => item is not YamlScalar):
                return new YamlSequence(sequence.Span, [.. sequence.Items.Select(item => Plain(item, depth - 1))], sequence.IsFlow) { Tag = sequence.Tag };
            default:
                return node;
        }
    }

    private YamlMapping PlainMapping(YamlMapping mapping, int depth)
    {
        var positions = new Dictionary<string, int>(mapping.Entries.Length, StringComparer.Ordinal);
        var plain = new List<YamlEntry>(mapping.Entries.Length);

        // Ruby takes the entries one after the other, so that what a merge key names gives way to what stands behind it, and replaces what stands before it: not what YAML's own page says
        // (https://yaml.org/type/merge.html), which is why this is no code that other platforms share. Of several mappings in a list the first ones count for more; the quotes of a key count for nothing.
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key.Value is not MergeKey)
            {
                Put(new YamlEntry(entry.Key, Plain(entry.Value, depth - 1)), positions, plain);
                continue;
            }

            foreach (var source in Sources(entry.Value).Reverse())
            {
                foreach (var merged in ((YamlMapping)Plain(source, depth - 1)).Entries)
                {
                    Put(merged, positions, plain);
                }
            }
        }

        return new YamlMapping(mapping.Span, [.. plain], mapping.IsFlow);
    }

    private static IEnumerable<YamlMapping> Sources(YamlNode value) => value switch
    {
        YamlMapping mapping => [mapping],
        YamlSequence sequence => sequence.Items.OfType<YamlMapping>(),
        _ => [],
    };
}
