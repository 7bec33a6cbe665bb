using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Commands;

/// <summary>Puts a text together from stretches of a file, and from what stands for such stretches.</summary>
/// <param name="source">The file.</param>
internal sealed class AnchoredTextBuilder(LinedText source)
{
    private readonly StringBuilder text = new();
    private readonly List<TextAnchor> anchors = [];
    private int first = -1;
    private int last;

    /// <summary>How long the text is so far.</summary>
    public int Length => text.Length;

    /// <summary>Puts a stretch of the file behind the others, each break of a line as <c>\n</c>.</summary>
    /// <param name="start">The offset of its first character.</param>
    /// <param name="end">The offset behind its last one.</param>
    public AnchoredTextBuilder Copy(int start, int end)
    {
        Cover(start, end);
        while (start < end)
        {
            var rest = source.Text.AsSpan(start, end - start);
            var next = rest.IndexOf('\n');
            var line = next < 0 ? rest : rest[..next];
            Anchor(start);
            text.Append(next > 0 && line[^1] is '\r' ? line[..^1] : line);
            if (next < 0)
            {
                break;
            }

            Anchor(start + next);
            text.Append('\n');
            start += next + 1;
        }

        return this;
    }

    /// <summary>Puts a text behind the others that stands for a stretch of the file.</summary>
    /// <param name="value">The text.</param>
    /// <param name="start">The offset of the first character of the stretch.</param>
    /// <param name="end">The offset behind its last one.</param>
    public AnchoredTextBuilder Put(ReadOnlySpan<char> value, int start, int end)
    {
        Cover(start, end);
        if (value.IsEmpty)
        {
            return this;
        }

        var written = source.Text.AsSpan(start, Math.Max(0, end - start));
        var width = Math.Max(1, written.IndexOf('\n') is >= 0 and var next ? next : written.Length);
        Anchor(start);
        text.Append(value[..Math.Min(width, value.Length)]);

        // What is longer than what it stands for stays at the end of that.
        foreach (var character in value[Math.Min(width, value.Length)..])
        {
            Anchor(start + width - 1);
            text.Append(character);
        }

        return this;
    }

    /// <summary>What was put together.</summary>
    public AnchoredText Build()
    {
        var start = Math.Max(first, 0);
        if (anchors.Count == 0)
        {
            Anchor(start);
        }

        return new AnchoredText(source.PlaceOf(start, Math.Max(start, last)), text.ToString(), [.. anchors]);
    }

    private void Cover(int start, int end)
    {
        first = first < 0 ? start : Math.Min(first, start);
        last = Math.Max(last, end);
    }

    private void Anchor(int offset)
    {
        var (line, column) = source.PositionOf(offset);
        var anchor = new TextAnchor(text.Length, line, column);
        if (anchors.Count > 0 && anchors[^1] is var before)
        {
            if (before.Offset == anchor.Offset)
            {
                anchors[^1] = anchor;
                return;
            }

            if (before.Line == line && before.Column + anchor.Offset - before.Offset == column)
            {
                return;
            }
        }

        anchors.Add(anchor);
    }
}
