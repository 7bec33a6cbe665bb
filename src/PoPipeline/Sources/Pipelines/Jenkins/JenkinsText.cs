using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>The text of a file of Groovy, with where its lines start.</summary>
internal sealed class JenkinsText
{
    private readonly List<int> lines = [0];

    /// <summary>Finds the lines.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    public JenkinsText(string path, string text)
    {
        Path = path;
        Text = text;
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            lines.Add(at + 1);
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its text.</summary>
    public string Text { get; }

    /// <summary>Where a stretch of it stands.</summary>
    /// <param name="start">The offset of its first character.</param>
    /// <param name="end">The offset behind its last character.</param>
    public Place PlaceOf(int start, int end)
    {
        var (startLine, startColumn) = PositionOf(start);
        var (endLine, endColumn) = PositionOf(Math.Max(start, end));
        return new Place(Path, new Region(startLine, startColumn, endLine, endColumn));
    }

    /// <summary>Where a node stands.</summary>
    public Place PlaceOf(GroovyNode node) => PlaceOf(node.Start, node.End);

    /// <summary>The line and the column of a character, both from 1.</summary>
    public (int Line, int Column) PositionOf(int offset)
    {
        var line = lines.BinarySearch(offset);
        line = line < 0 ? ~line - 1 : line;
        return (line + 1, offset - lines[line] + 1);
    }

    /// <summary>The whole of it.</summary>
    public Place Whole => PlaceOf(0, Text.Length);

    /// <summary>Where each line of it stands.</summary>
    public ImmutableArray<TextAnchor> Anchors => [.. lines.Select((offset, index) => new TextAnchor(offset, index + 1, 1))];

    /// <summary>What stands there.</summary>
    public string Written(GroovyNode node) => Text[node.Start..Math.Max(node.Start, node.End)];

    /// <summary>What a text says where it stands plain; what is pasted stays as written. Null where the node is no text.</summary>
    /// <param name="node">The node; null where there is none.</param>
    public Located<string>? Said(GroovyNode? node) => node switch
    {
        GroovyText text => new Located<string>(string.Concat(text.Pieces.Select(piece => piece.Value)), InnerPlaceOf(text)),
        GroovyConstant constant => new Located<string>(constant.Text, PlaceOf(constant)),
        GroovyCall { Receiver: GroovyText text } => Said(text),
        _ => null,
    };

    /// <summary>Where a text stands, without its quotes.</summary>
    public Place InnerPlaceOf(GroovyText text) => text.Pieces.IsEmpty ? PlaceOf(text) : PlaceOf(text.Pieces[0].Start, text.Pieces[^1].End);

    /// <summary>All texts of a list, or the one that stands in its place.</summary>
    public ImmutableArray<Located<string>> AllSaid(GroovyNode? node) => node is GroovyList list
        ? [.. list.Items.Select(Said).OfType<Located<string>>()]
        : Said(node) is { } one ? [one] : [];
}
