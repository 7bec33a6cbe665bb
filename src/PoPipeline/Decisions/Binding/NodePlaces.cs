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
        if (!places.TryGetValue(node, out var found))
        {
            places.Add(node, found = Bounded(node switch
            {
                YamlMapping mapping => Around(node.Span.Region, mapping.Entries.SelectMany(entry => Of(entry))),
                YamlSequence sequence => Around(node.Span.Region, sequence.Items.SelectMany(item => Of(item))),
                _ => [node.Span.Region],
            }));
        }

        return found;
    }

    /// <summary>Where a key, its value and all in it stand.</summary>
    /// <param name="entry">The entry.</param>
    public IEnumerable<Region> Of(YamlEntry entry) => Of(entry.Value).Prepend(entry.Key.Span.Region);

    private static ImmutableArray<Region> Around(Region own, IEnumerable<Region> inner) => [own, .. inner.Where(region => !own.Contains(region)).Distinct()];

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
