using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>A file of templates, with where each of its characters stands.</summary>
internal sealed class SourceText
{
    private readonly List<int> lines = [0];

    /// <summary>A file.</summary>
    /// <param name="path">The path, relative to the repository's root.</param>
    /// <param name="text">What it holds.</param>
    public SourceText(string path, string text)
    {
        Path = path;
        Text = text;
        for (var at = text.AsSpan().IndexOfAny('\n', '\r'); at >= 0; at = text.AsSpan(at).IndexOfAny('\n', '\r') is >= 0 and var next ? at + next : -1)
        {
            at += text[at] is '\r' && at + 1 < text.Length && text[at + 1] is '\n' ? 2 : 1;
            lines.Add(at);
        }
    }

    /// <summary>The path, relative to the repository's root.</summary>
    public string Path { get; }

    /// <summary>What it holds.</summary>
    public string Text { get; }

    /// <summary>The line and the column of a character, from 1.</summary>
    /// <param name="offset">The offset, from 0.</param>
    public (int Line, int Column) PositionOf(int offset)
    {
        var found = lines.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, offset - lines[line] + 1);
    }

    /// <summary>Where a line starts; the last one where there are fewer.</summary>
    /// <param name="line">The line, from 1.</param>
    public int OffsetOf(int line) => lines[Math.Clamp(line - 1, 0, lines.Count - 1)];

    /// <summary>Where a part of it stands.</summary>
    /// <param name="offset">The first character, from 0.</param>
    /// <param name="length">How many.</param>
    public Place PlaceOf(int offset, int length)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        length = Math.Clamp(length, 0, Text.Length - offset);
        var (line, column) = PositionOf(offset);
        if (length == 0)
        {
            return new Place(Path, new Region(line, column, line, column));
        }

        // The end is just behind the last character, which may end its line.
        var (endLine, endColumn) = PositionOf(offset + length - 1);
        return new Place(Path, new Region(line, column, endLine, endColumn + 1));
    }
}
