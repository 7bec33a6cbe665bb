using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Decisions.Binding;

/// <summary>
/// Where the nodes of one file stand. An alias is the node that it names, which may stand far away from what holds it: a place there is a place in
/// the holder, too.
/// </summary>
internal sealed class NodePlaces
{
    // Beyond it the whole stretch counts, so that a file of aliases costs no more than its length.
    private const int Most = 64;

    private readonly Dictionary<YamlNode, ImmutableArray<Region>> places = new(ReferenceEqualityComparer.Instance);

    /// <summary>Where a node and all in it stand.</summary>
    /// <param name="node">The node.</param>
    public ImmutableArray<Region> Of(YamlNode node)
    {
        if (node is YamlScalar)
        {
            return [node.Span.Region];
        }

        if (!places.TryGetValue(node, out var found))
        {
            places.Add(node, found = Bounded(Find(node)));
        }

        return found;
    }

    /// <summary>Where a key, its value and all in it stand.</summary>
    /// <param name="entry">The entry.</param>
    public ImmutableArray<Region> Of(YamlEntry entry) => [entry.Key.Span.Region, .. Of(entry.Value)];

    private ImmutableArray<Region> Find(YamlNode node)
    {
        // Hardly anything stands outside of what holds it.
        var own = node.Span.Region;
        List<Region>? outside = null;
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    Add(entry.Key.Span.Region);
                    AddAll(entry.Value);
                }

                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    AddAll(item);
                }

                break;
        }

        return outside is null ? [own] : [own, .. outside.Distinct()];

        void Add(Region region)
        {
            if (!own.Contains(region))
            {
                (outside ??= []).Add(region);
            }
        }

        void AddAll(YamlNode inner)
        {
            if (inner is YamlScalar)
            {
                Add(inner.Span.Region);
                return;
            }

            foreach (var region in Of(inner))
            {
                Add(region);
            }
        }
    }

    private static ImmutableArray<Region> Bounded(ImmutableArray<Region> regions)
    {
        if (regions.Length <= Most)
        {
            return regions;
        }

        var (startLine, startColumn) = regions.Min(region => (region.StartLine, region.StartColumn));
        var (endLine, endColumn) = regions.Max(region => (region.EndLine, region.EndColumn));
        return [new Region(startLine, startColumn, endLine, endColumn)];
    }
}
