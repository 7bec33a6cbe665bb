using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Yaml;

/// <summary>A sequence.</summary>
internal sealed class YamlSequence(Place span, ImmutableArray<YamlNode> items, bool isFlow) : YamlNode(span)
{
    /// <summary>The items, in order.</summary>
    public ImmutableArray<YamlNode> Items { get; } = items;

    /// <summary>Whether it is written in brackets.</summary>
    public bool IsFlow { get; } = isFlow;

    /// <summary>The explicit tag, such as <c>!reference</c>; null where there is none.</summary>
    public string? Tag { get; init; }
}
