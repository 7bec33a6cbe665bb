using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>What templates become, with where each part of it is written.</summary>
internal sealed class RenderedText
{
    /// <summary>What stands for a text that no file tells; the files may hold the character as well.</summary>
    public const char Mark = '\uE000';

    private readonly StringBuilder text = new();
    private readonly List<RenderedPart> parts = [];
    private string? whole;

    /// <summary>The text.</summary>
    public string Text => whole ??= text.ToString();

    /// <summary>How long it is.</summary>
    public int Length => text.Length;

    /// <summary>Adds a text as it stands in a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="start">The first character.</param>
    /// <param name="length">How many.</param>
    public void Append(SourceText source, int start, int length)
    {
        if (length > 0)
        {
            parts.Add(new RenderedPart(text.Length, source, start, length) { IsVerbatim = true });
            _ = text.Append(source.Text, start, length);
            whole = null;
        }
    }

    /// <summary>Adds a text that an action makes.</summary>
    /// <param name="made">The text.</param>
    /// <param name="source">The file of the action.</param>
    /// <param name="start">The first character of the action.</param>
    /// <param name="length">How long it is.</param>
    public void Append(string made, SourceText source, int start, int length)
    {
        if (made.Length > 0)
        {
            parts.Add(new RenderedPart(text.Length, source, start, length));
            _ = text.Append(made);
            whole = null;
        }
    }

    /// <summary>Adds the mark of a text that no file tells.</summary>
    /// <param name="unknown">What is known of it.</param>
    /// <param name="source">The file of the action that makes it.</param>
    /// <param name="start">The first character of the action.</param>
    /// <param name="length">How long it is.</param>
    public void Append(UnknownText unknown, SourceText source, int start, int length)
    {
        parts.Add(new RenderedPart(text.Length, source, start, length) { Unknown = unknown });
        _ = text.Append(Mark);
        whole = null;
    }

    /// <summary>What no file tells at a place; null where the text is known there.</summary>
    /// <param name="offset">The offset, from 0.</param>
    public UnknownText? UnknownAt(int offset) => Text[offset] is Mark ? PartAt(offset)?.Unknown : null;

    /// <summary>Where a part of it is written: in the file of its first character.</summary>
    /// <param name="offset">The first character, from 0.</param>
    /// <param name="length">How many.</param>
    public Place PlaceOf(int offset, int length)
    {
        if (PartAt(offset) is not { } first)
        {
            return Place.StartOf("");
        }

        var start = first.PlaceOf(offset, 1);
        if (length == 0)
        {
            return start.Start;
        }

        // What a module or an argument brought in ends where it is put.
        var end = start;
        if (PartAt(offset + length - 1) is { } last)
        {
            var place = last.PlaceOf(offset + length - 1, 1);
            end = place.Path == start.Path && Before(start, place) ? place : start;
        }

        return start.To(end);
    }

    /// <summary>Where parts of it are written that stand side by side in a file, by the offset in this text: a list that is ascending.</summary>
    /// <param name="start">The first character, from 0.</param>
    /// <param name="length">How many.</param>
    /// <param name="path">The file whose places are meant.</param>
    public IEnumerable<TextAnchor> AnchorsOf(int start, int length, string path)
    {
        TextAnchor? before = null;
        for (var index = IndexAt(start); index >= 0 && index < parts.Count && parts[index].Start < start + length; index++)
        {
            var part = parts[index];
            var from = Math.Max(start, part.Start);
            if (part.Source.Path != path)
            {
                continue;
            }

            var place = part.PlaceOf(from, 1).Region;
            before = new TextAnchor(from - start, place.StartLine, place.StartColumn);
            yield return before.Value;
            if (!part.IsVerbatim)
            {
                continue;
            }

            // Each line of a file starts at its own column.
            var end = Math.Min(part.End, start + length);
            for (var at = Text.AsSpan(from, end - from).IndexOfAny('\n', '\r') is >= 0 and var first ? from + first : -1; at >= 0 && at + 1 < end; at = Text.AsSpan(at + 1, end - at - 1).IndexOfAny('\n', '\r') is >= 0 and var more ? at + 1 + more : -1)
            {
                var next = part.PlaceOf(at + 1, 1).Region;
                yield return new TextAnchor(at + 1 - start, next.StartLine, next.StartColumn);
            }
        }
    }

    /// <summary>The part at a place; null behind the end of an empty text.</summary>
    /// <param name="offset">The offset, from 0.</param>
    public RenderedPart? PartAt(int offset) => IndexAt(offset) is >= 0 and var index ? parts[index] : null;

    private static bool Before(Place one, Place other) =>
        (one.Region.StartLine, one.Region.StartColumn).CompareTo((other.Region.EndLine, other.Region.EndColumn)) < 0;

    private int IndexAt(int offset)
    {
        var low = 0;
        var high = parts.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (parts[middle].Start <= offset)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }
}

/// <summary>A stretch of a rendered text that comes from one place.</summary>
/// <param name="Start">Its first character in the rendered text.</param>
/// <param name="Source">The file that it comes from.</param>
/// <param name="Offset">Where it starts there.</param>
/// <param name="Length">How long it is there.</param>
internal sealed record RenderedPart(int Start, SourceText Source, int Offset, int Length)
{
    /// <summary>Whether it stands there as it is.</summary>
    public bool IsVerbatim { get; init; }

    /// <summary>What is known of a text that no file tells; null where the text is known.</summary>
    public UnknownText? Unknown { get; init; }

    /// <summary>The offset behind it in the rendered text, where it stands in the file as it is.</summary>
    public int End => Start + Length;

    /// <summary>Where a part of it is written.</summary>
    /// <param name="offset">The first character in the rendered text.</param>
    /// <param name="length">How many.</param>
    public Place PlaceOf(int offset, int length) => IsVerbatim ? Source.PlaceOf(Offset + Math.Min(offset - Start, Length), Math.Min(length, Math.Max(0, End - offset))) : Source.PlaceOf(Offset, Length);
}

/// <summary>A text that no file tells.</summary>
/// <param name="Text">What stands for it, as written.</param>
/// <param name="Provenance">Who controls it.</param>
internal sealed record UnknownText(string Text, Provenance Provenance)
{
    /// <summary>The module that makes it, where that lies elsewhere; null where none does.</summary>
    public ModuleCall? Call { get; init; }
}
