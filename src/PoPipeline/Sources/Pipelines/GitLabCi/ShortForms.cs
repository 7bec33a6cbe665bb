using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Reads values that may be written in a short form: one in place of a list, a name in place of a mapping; and lists that references have put into lists.</summary>
internal static class ShortForms
{
    /// <summary>The name of an image, a service or an environment; null where there is none.</summary>
    /// <param name="node">The value.</param>
    public static YamlScalar? Named(YamlNode? node) => node as YamlScalar ?? (node as YamlMapping)?["name"] as YamlScalar;

    /// <summary>The texts of a list, those of lists within it too; a single value counts as a list of it.</summary>
    /// <param name="node">The value; null where there is none.</param>
    public static ImmutableArray<YamlScalar> Texts(YamlNode? node)
    {
        var texts = ImmutableArray.CreateBuilder<YamlScalar>();
        Collect(node, texts, depth: 0);
        return texts.DrainToImmutable();
    }

    /// <summary>The same texts, each with its place.</summary>
    /// <param name="node">The value; null where there is none.</param>
    public static ImmutableArray<Located<string>> Located(YamlNode? node) => [.. Texts(node).Select(text => new Located<string>(text.Value, text.Span))];

    /// <summary>The mappings of a list, as those of <c>rules</c>, those of lists within it too.</summary>
    /// <param name="node">The value; null where there is none.</param>
    public static IEnumerable<YamlMapping> Mappings(YamlNode? node) => Mappings(node, depth: 0);

    private static IEnumerable<YamlMapping> Mappings(YamlNode? node, int depth) => node switch
    {
        YamlMapping one => [one],
        YamlSequence several when depth < YamlReader.MaximumDepth => several.Items.SelectMany(item => Mappings(item, depth + 1)),
        _ => [],
    };

    private static void Collect(YamlNode? node, ImmutableArray<YamlScalar>.Builder texts, int depth)
    {
        switch (node)
        {
            case YamlScalar { IsNull: false } scalar:
                texts.Add(scalar);
                break;
            case YamlSequence sequence when depth < YamlReader.MaximumDepth:
                foreach (var item in sequence.Items)
                {
                    Collect(item, texts, depth + 1);
                }

                break;
        }
    }
}
