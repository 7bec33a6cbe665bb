using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Templates;

/// <summary>A text whose offsets become lines and columns.</summary>
internal sealed class TemplateText
{
    private readonly string path;
    private readonly List<int> starts = [0];

    /// <summary>Finds the lines of a text.</summary>
    /// <param name="file">The file.</param>
    public TemplateText(SourceFile file)
    {
        path = file.Path;
        Text = file.Text;
        for (var next = Text.IndexOf('\n', StringComparison.Ordinal); next >= 0; next = Text.IndexOf('\n', next + 1))
        {
            starts.Add(next + 1);
        }
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Where a part of the text stands.</summary>
    /// <param name="start">The first character, from 0.</param>
    /// <param name="end">Behind the last character.</param>
    public Place PlaceOf(int start, int end)
    {
        var (startLine, startColumn) = PositionOf(Math.Clamp(start, 0, Text.Length));
        var (endLine, endColumn) = PositionOf(Math.Clamp(end, start, Text.Length));
        return new Place(path, new Region(startLine, startColumn, endLine, endColumn));
    }

    private (int Line, int Column) PositionOf(int offset)
    {
        var found = starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, offset - starts[line] + 1);
    }
}
