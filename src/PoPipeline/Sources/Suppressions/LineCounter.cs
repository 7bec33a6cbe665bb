using System.Text;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Turns rising offsets in UTF-8 into lines and columns, in one pass.</summary>
/// <param name="text">The text.</param>
internal sealed class LineCounter(byte[] text)
{
    private int line = 1;
    private int lineStart;

    /// <summary>The region of a few characters on one line.</summary>
    /// <param name="offset">Where they start, in bytes; not before the last that was asked for.</param>
    /// <param name="length">How many there are.</param>
    public Region RegionOf(int offset, int length)
    {
        while (text.AsSpan(lineStart, offset - lineStart).IndexOf((byte)'\n') is var next and >= 0)
        {
            line++;
            lineStart += next + 1;
        }

        var column = Encoding.UTF8.GetCharCount(text, lineStart, offset - lineStart) + 1;
        return new Region(line, column, line, column + length);
    }
}
