using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Templates;

/// <summary>A field of a form.</summary>
/// <param name="Index">Its place in <c>body</c>, from 0, as GitHub's messages count.</param>
/// <param name="Node">The field as written.</param>
internal sealed record FormField(int Index, YamlMapping Node)
{
    /// <summary>The type; null where it is not known.</summary>
    public FieldShape? Shape { get; } = FieldShape.All.FirstOrDefault(shape => (Node["type"] as YamlScalar)?.Value == shape.Type);

    /// <summary>The id; null where there is none.</summary>
    public YamlScalar? Id { get; } = Node["id"] as YamlScalar is { IsNull: false } id ? id : null;

    /// <summary>What it looks like and says; null where there is nothing.</summary>
    public YamlMapping? Attributes { get; } = Node["attributes"] as YamlMapping;

    /// <summary>What it asks; null where it asks nothing.</summary>
    public YamlScalar? Label { get; } = (Node["attributes"] as YamlMapping)?["label"] as YamlScalar is { IsNull: false } label ? label : null;

    /// <summary>Its options, in order.</summary>
    public ImmutableArray<YamlNode> Options { get; } = ((Node["attributes"] as YamlMapping)?["options"] as YamlSequence)?.Items ?? [];

    /// <summary>Whether somebody fills it in.</summary>
    public bool IsInput => Shape?.Type is not FieldShape.Markdown;

    /// <summary>The text of an option; null where it has none.</summary>
    public static YamlScalar? TextOf(YamlNode option) => option switch
    {
        YamlScalar scalar => scalar,
        YamlMapping mapping => mapping["label"] as YamlScalar,
        _ => null,
    };
}
