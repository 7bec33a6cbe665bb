using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Commands;

/// <summary>Goes through the lines of a text, each with where it is written.</summary>
/// <param name="text">The text.</param>
internal sealed class LineWalk(AnchoredText text)
{
    private int start;
    private int anchor;

    /// <summary>Goes to the next line.</summary>
    /// <param name="line">The line, without its break.</param>
    /// <returns>Whether there is one.</returns>
    public bool Next(out AnchoredText line)
    {
        if (start > text.Text.Length)
        {
            line = text;
            return false;
        }

        var next = text.Text.IndexOf('\n', start);
        var end = next < 0 ? text.Text.Length : next;
        line = LineOf(end);
        start = end + 1;
        return true;
    }

    // The anchors of all lines are gone through once.
    private AnchoredText LineOf(int end)
    {
        var written = text.Text[start..end];
        if (text.Anchors.IsEmpty)
        {
            return text with { Text = written };
        }

        while (anchor + 1 < text.Anchors.Length && text.Anchors[anchor + 1].Offset <= start)
        {
            anchor++;
        }

        var first = text.Anchors[anchor];
        var found = new List<TextAnchor> { new(0, first.Line, first.Column + start - first.Offset) };
        for (var behind = anchor + 1; behind < text.Anchors.Length && text.Anchors[behind].Offset < end; behind++)
        {
            found.Add(text.Anchors[behind] with { Offset = text.Anchors[behind].Offset - start });
        }

        var whole = new Place(text.Span.Path, Region.Start);
        var anchors = found.ToArray();
        return new AnchoredText(TextAnchor.PlaceOf([.. anchors], whole, 0, written.Length), written, [.. anchors]);
    }
}
