using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

/// <summary>From this offset of a decoded text on, until the next anchor, characters stand side by side in the file.</summary>
/// <param name="Offset">The offset in the decoded text, from 0.</param>
/// <param name="Line">The line in the file, from 1.</param>
/// <param name="Column">The column in the file, from 1.</param>
public readonly record struct TextAnchor(int Offset, int Line, int Column)
{
    /// <summary>Where a part of a decoded text is written.</summary>
    /// <param name="anchors">The anchors of the text, ascending.</param>
    /// <param name="whole">Where the whole text is written, the answer where there are no anchors.</param>
    /// <param name="offset">The first character, from 0.</param>
    /// <param name="length">How many characters.</param>
    public static Place PlaceOf(ImmutableArray<TextAnchor> anchors, Place whole, int offset, int length)
    {
        if (anchors.IsDefaultOrEmpty)
        {
            return whole;
        }

        var (startLine, startColumn) = PositionOf(anchors, offset);
        if (length == 0)
        {
            return new Place(whole.Path, new Region(startLine, startColumn, startLine, startColumn));
        }

        // The end is just behind the last character, which may stand on another line than the character after it.
        var (endLine, endColumn) = PositionOf(anchors, offset + length - 1);
        return new Place(whole.Path, new Region(startLine, startColumn, endLine, endColumn + 1));
    }

    private static (int Line, int Column) PositionOf(ImmutableArray<TextAnchor> anchors, int offset)
    {
        var low = 0;
        var high = anchors.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (anchors[middle].Offset <= offset)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        var anchor = anchors[low];
        return (anchor.Line, anchor.Column + offset - anchor.Offset);
    }
}
