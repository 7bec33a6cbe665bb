using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Decisions.Binding;

/// <summary>The places of one file that a finding is about.</summary>
/// <param name="regions">The regions.</param>
internal sealed class Focus(ImmutableArray<Region> regions)
{
    /// <summary>The regions.</summary>
    public ImmutableArray<Region> Regions { get; } = regions;

    /// <summary>Whether two regions have a character in common; an empty one lies in what surrounds it.</summary>
    public static bool Touches(Region one, Region other)
    {
        var start = Later(Start(one), Start(other));
        var end = Earlier(End(one), End(other));
        return start.CompareTo(end) < 0 || (start == end && (Start(one) == End(one) || Start(other) == End(other)));
    }

    /// <summary>Whether one of the places lies in a region, or around it.</summary>
    public bool Touches(Region region) => Regions.Any(own => Touches(own, region));

    /// <summary>Whether one of the places lies in a node, or around it, or in something that it stands for.</summary>
    /// <remarks>An alias is the node that it names, where that stands, which may be far away from what holds it.</remarks>
    public bool Touches(YamlNode node) => Touches(node.Span) || node switch
    {
        YamlMapping mapping => mapping.Entries.Any(Touches),
        YamlSequence sequence => sequence.Items.Any(Touches),
        _ => false,
    };

    /// <summary>Whether one of the places lies in a key or its value, or around them.</summary>
    public bool Touches(YamlEntry entry) => Touches(entry.Key.Span) || Touches(entry.Value);

    private static (int Line, int Column) Start(Region region) => (region.StartLine, region.StartColumn);

    private static (int Line, int Column) End(Region region) => (region.EndLine, region.EndColumn);

    private static (int Line, int Column) Later((int, int) one, (int, int) other) => one.CompareTo(other) > 0 ? one : other;

    private static (int Line, int Column) Earlier((int, int) one, (int, int) other) => one.CompareTo(other) < 0 ? one : other;
}
