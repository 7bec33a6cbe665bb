using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Yaml;

/// <summary>A node of a YAML document, with where it stands. An alias is the node that it names, where that stands.</summary>
internal abstract class YamlNode(Place span)
{
    /// <summary>Where it stands, without the white space behind it.</summary>
    public Place Span { get; } = span;
}
