using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>Takes values out of what was read, however the format writes them.</summary>
internal static class Nodes
{
    private const int MostItems = 2000;

    /// <summary>The items of a list; of one block, which HCL takes for a list, that block.</summary>
    /// <param name="node">The value.</param>
    public static IEnumerable<YamlNode> Items(YamlNode? node) => node switch
    {
        YamlSequence list => list.Items.Take(MostItems),
        YamlMapping block => [block],
        _ => [],
    };

    /// <summary>The objects of a list.</summary>
    /// <param name="node">The value.</param>
    public static IEnumerable<YamlMapping> Objects(YamlNode? node) => Items(node).OfType<YamlMapping>();

    /// <summary>The texts of a list; a text alone is one of one.</summary>
    /// <param name="node">The value.</param>
    public static IEnumerable<YamlScalar> Texts(YamlNode? node) => node is YamlScalar { IsNull: false } text ? [text] : Items(node).OfType<YamlScalar>();

    /// <summary>A text that is there; null where it is missing, null or empty.</summary>
    /// <param name="node">The value.</param>
    public static YamlScalar? Text(YamlNode? node) => node is YamlScalar { IsNull: false, Value.Length: > 0 } text ? text : null;

    /// <summary>Whether a value is true, in quotes or not.</summary>
    /// <param name="node">The value.</param>
    public static bool IsTrue(YamlNode? node) => node is YamlScalar { Value: "true" };

    /// <summary>Whether a value is false, in quotes or not.</summary>
    /// <param name="node">The value.</param>
    public static bool IsFalse(YamlNode? node) => node is YamlScalar { Value: "false" };

    /// <summary>A text with where it stands; null where there is none.</summary>
    /// <param name="node">The value.</param>
    public static Located<string>? Located(YamlNode? node) => Text(node) is { } text ? new Located<string>(text.Value, text.Span) : null;

    /// <summary>The value of a key of the top, which Go finds whatever its letters' case is.</summary>
    /// <param name="mapping">The object.</param>
    /// <param name="key">The key.</param>
    public static YamlEntry? Entry(YamlMapping mapping, string key) =>
        mapping.Entry(key) ?? mapping.Entries.FirstOrDefault(entry => entry.Key.Value.Equals(key, StringComparison.OrdinalIgnoreCase));
}
