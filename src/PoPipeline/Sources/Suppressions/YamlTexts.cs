using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads lists that may be written as one text.</summary>
internal static class YamlTexts
{
    /// <summary>The texts of a list, or the one text; none where there is something else.</summary>
    public static IEnumerable<YamlScalar> Of(YamlNode? node) => node switch
    {
        YamlSequence list => list.Items.OfType<YamlScalar>().Where(IsText),
        YamlScalar scalar when IsText(scalar) => [scalar],
        _ => [],
    };

    /// <summary>The text below a key; empty where there is none.</summary>
    public static string Text(this YamlMapping mapping, string key) => mapping[key] is YamlScalar { IsNull: false } scalar ? scalar.Value : "";

    private static bool IsText(YamlScalar scalar) => scalar is { IsNull: false, Value.Length: > 0 };
}
