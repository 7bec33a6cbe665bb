using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Short ways into nodes of which nothing is sure.</summary>
internal static class NodeExtensions
{
    /// <summary>The scalar behind a key; null where there is none, or no scalar, or nothing is written.</summary>
    public static YamlScalar? Scalar(this YamlMapping? mapping, string key) =>
        mapping?[key] is YamlScalar { IsNull: false } scalar ? scalar : null;

    /// <summary>The mapping behind a key; null where there is none.</summary>
    public static YamlMapping? Mapping(this YamlMapping? mapping, string key) => mapping?[key] as YamlMapping;

    /// <summary>An input of what is used or called, by its name in any case, as everywhere on GitHub; null where none of that name is given, or no scalar.</summary>
    public static YamlScalar? Input(this YamlMapping? with, string name) => with.InputEntry(name)?.Value is YamlScalar { IsNull: false } scalar ? scalar : null;

    /// <summary>The entry of an input, by its name in any case; null where none of that name is given.</summary>
    public static YamlEntry? InputEntry(this YamlMapping? with, string name)
    {
        foreach (var entry in with?.Entries ?? [])
        {
            if (entry.Key.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The sequence behind a key; null where there is none.</summary>
    public static YamlSequence? Sequence(this YamlMapping? mapping, string key) => mapping?[key] as YamlSequence;

    /// <summary>The scalars of a sequence, or the one scalar that may stand in its place.</summary>
    public static IEnumerable<YamlScalar> Scalars(this YamlNode? node) => node switch
    {
        YamlScalar { IsNull: false } scalar => [scalar],
        YamlSequence sequence => sequence.Items.OfType<YamlScalar>().Where(item => !item.IsNull),
        _ => [],
    };

    /// <summary>The value and where it stands; null for nothing.</summary>
    public static Located<string>? Located(this YamlScalar? scalar) => scalar is null ? null : new Located<string>(scalar.Value, scalar.Span);

    /// <summary>A mapping's entry from its key to the end of its value.</summary>
    public static Place PlaceOf(this YamlEntry entry)
    {
        var (key, value) = (entry.Key.Span, entry.Value.Span);

        // The value of an alias stands where its anchor is; only the key is here then.
        return (value.Region.StartLine, value.Region.StartColumn).CompareTo((key.Region.EndLine, key.Region.EndColumn)) < 0 ? key : key.To(value);
    }

    /// <summary>Whether the platform pastes something into the text.</summary>
    public static bool HasExpression(this YamlScalar scalar) => scalar.Value.Contains("${{", StringComparison.Ordinal);

    /// <summary>Whether the scalar is the boolean, as YAML 1.2 and GitHub read it.</summary>
    public static bool Is(this YamlScalar? scalar, bool expected) =>
        scalar is not null && bool.TryParse(scalar.Value, out var value) && value == expected;
}
