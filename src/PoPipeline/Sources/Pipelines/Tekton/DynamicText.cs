using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>
/// Reads files of Pipelines-as-Code, which fills in its variables before the text is YAML: <c>value: {{ revision }}</c> is a text to it, and a mapping of mappings
/// to YAML. Their braces are read as letters that nobody writes, one for one, so that every place stays what it is.
/// </summary>
/// <remarks>Source: https://pipelinesascode.com/docs/guide/authoringprs/#dynamic-variables.</remarks>
internal static class DynamicText
{
    // Of the area for private use, where no character has a meaning.
    private const char Open = '\uE07B';
    private const char Close = '\uE07D';

    private static readonly SearchValues<char> Marks = SearchValues.Create([Open, Close]);

    /// <summary>Reads all documents of a text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">Its text.</param>
    public static YamlDocument Read(string path, string source)
    {
        var plain = YamlReader.ReadAll(path, source);
        if ((plain.Error is null && plain.Problems.IsEmpty) || plain.IsTooLarge || !source.Contains("{{", StringComparison.Ordinal) || source.AsSpan().ContainsAny(Marks))
        {
            return plain;
        }

        var marked = YamlReader.ReadAll(path, Marked(source));
        if (marked.Error is not null && TemplateText.WithoutInstructions(source) is { } rest)
        {
            marked = YamlReader.ReadAll(path, Marked(rest));
        }

        return marked.Error is not null && plain.Error is not null
            ? plain
            : marked with { Source = source, Root = marked.Root is null ? null : Restored(marked.Root, source), Roots = [.. marked.Roots.Select(root => Restored(root, source))] };
    }

    private static string Marked(string source) => string.Create(source.Length, source, static (text, source) =>
    {
        source.CopyTo(text);
        for (var at = 0; at + 1 < text.Length && text[at..].IndexOf("{{") is >= 0 and var found;)
        {
            var start = at + found;
            var length = text[start..].IndexOf("}}");
            var line = text[start..].IndexOfAny('\n', '\r');
            if (length < 0 || (line >= 0 && line < length))
            {
                at = start + 2;
                continue;
            }

            text.Slice(start, 2).Fill(Open);
            text.Slice(start + length, 2).Fill(Close);
            at = start + length + 2;
        }
    });

    private static YamlNode Restored(YamlNode node, string source) => node switch
    {
        YamlScalar scalar => Restored(scalar, source),
        YamlSequence sequence => new YamlSequence(sequence.Span, [.. sequence.Items.Select(item => Restored(item, source))], sequence.IsFlow),
        YamlMapping mapping => new YamlMapping(mapping.Span, [.. mapping.Entries.Select(entry => new YamlEntry(Restored(entry.Key, source), Restored(entry.Value, source)))], mapping.IsFlow),
        _ => node,
    };

    private static YamlScalar Restored(YamlScalar scalar, string source) =>
        new(scalar.Span, scalar.Value.Replace(Open, '{').Replace(Close, '}'), scalar.Style, scalar.Tag, source, scalar.SourceStart, scalar.SourceEnd);
}
