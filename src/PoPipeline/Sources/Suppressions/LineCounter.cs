using System.Text;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Turns rising offsets in UTF-8 into lines and columns, in one pass.</summary>
/// <param name="path">The file.</param>
/// <param name="text">Its text.</param>
internal sealed class LineCounter(string path, byte[] text)
{
    private int line = 1;
    private int lineStart;

    /// <summary>The place of a few characters on one line.</summary>
    /// <param name="offset">Where they start, in bytes; not before the last that was asked for.</param>
    /// <param name="length">How many there are.</param>
    public Place PlaceOf(int offset, int length)
    {
        while (text.AsSpan(lineStart, offset - lineStart).IndexOf((byte)'\n') is var next and >= 0)
        {
            line++;
            lineStart += next + 1;
        }

        var column = Encoding.UTF8.GetCharCount(text, lineStart, offset - lineStart) + 1;
        return new Place(path, new Region(line, column, line, column + length));
    }
}
