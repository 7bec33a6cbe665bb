using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Reads lists of parameters: what is declared, and what is handed.</summary>
internal static class Parameters
{
    /// <summary>The values that are handed, by name.</summary>
    /// <param name="list">The list.</param>
    public static IEnumerable<(YamlScalar Name, YamlNode Value)> Values(YamlSequence? list)
    {
        foreach (var item in list?.Items.OfType<YamlMapping>() ?? [])
        {
            if (item["name"] is YamlScalar { IsNull: false } name && item["value"] is { } value)
            {
                yield return (name, value);
            }
        }
    }

    /// <summary>The parameters that are declared.</summary>
    /// <param name="list">The list.</param>
    public static IEnumerable<(YamlScalar Name, string Type, YamlNode? Default)> Declared(YamlSequence? list)
    {
        foreach (var item in list?.Items.OfType<YamlMapping>() ?? [])
        {
            if (item["name"] is YamlScalar { IsNull: false } name)
            {
                yield return (name, (item["type"] as YamlScalar)?.Value ?? (item["default"] switch { YamlSequence => "array", YamlMapping => "object", _ => item["properties"] is null ? "string" : "object" }), item["default"]);
            }
        }
    }

    /// <summary>Who controls a value.</summary>
    /// <param name="value">The value: a text, a list of them, or a mapping to them.</param>
    /// <param name="scope">What the names in it stand for.</param>
    public static Provenance Of(YamlNode value, TextScope scope) => value switch
    {
        YamlScalar scalar => scope.Of(scalar.Value),
        YamlSequence sequence => Provenance.Join(sequence.Items.Select(item => Of(item, scope))),
        YamlMapping mapping => Provenance.Join(mapping.Entries.Select(entry => Of(entry.Value, scope))),
        _ => Provenance.Unknown,
    };

    /// <summary>The texts of a value, each of which is one of its strings.</summary>
    /// <param name="value">The value.</param>
    public static IEnumerable<YamlScalar> Texts(YamlNode? value) => value switch
    {
        YamlScalar scalar => [scalar],
        YamlSequence sequence => sequence.Items.SelectMany(Texts),
        YamlMapping mapping => mapping.Entries.SelectMany(entry => Texts(entry.Value)),
        _ => [],
    };
}
