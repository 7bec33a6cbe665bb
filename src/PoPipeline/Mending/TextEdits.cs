using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PoPipeline.Rules.Model;

namespace PoPipeline.Mending;

/// <summary>Puts edits into a text, and leaves every other character as it is.</summary>
internal static class TextEdits
{
    // A line to some readers, and a character like others to the rest: behind one, a line's number means two things.
    private const string DoubtfulBreaks = "\u0085\u2028\u2029";

    /// <summary>Puts edits into a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="edits">The edits; their line breaks become those of the lines around them.</param>
    /// <param name="edited">The text with them.</param>
    /// <param name="fault">Why they cannot be put in, as a clause.</param>
    public static bool TryApply(string text, IEnumerable<Edit> edits, [NotNullWhen(true)] out string? edited, [NotNullWhen(false)] out string? fault)
    {
        edited = null;
        fault = null;
        var starts = LineStarts(text);
        var pieces = new List<(int Start, int End, string Text)>();
        foreach (var edit in edits)
        {
            var region = edit.Place.Region;
            if (OffsetOf(text, starts, region.StartLine, region.StartColumn) is not { } start || OffsetOf(text, starts, region.EndLine, region.EndColumn) is not { } end || end < start)
            {
                fault = "the place of the edit does not lie in the file";
                return false;
            }

            if (text.AsSpan(0, end).IndexOfAny(DoubtfulBreaks) >= 0)
            {
                fault = "the file holds a line break that is none to every reader, so that the place is not certain";
                return false;
            }

            pieces.Add((start, end, edit.Text.ReplaceLineEndings(BreakAt(text, starts, region.StartLine))));
        }

        pieces.Sort((one, other) => (one.Start, one.End).CompareTo((other.Start, other.End)));
        if (pieces.Zip(pieces.Skip(1)).Any(pair => Collide(pair.First, pair.Second)))
        {
            fault = "its edits overlap";
            return false;
        }

        for (var index = pieces.Count - 1; index >= 0; index--)
        {
            var (start, end, inserted) = pieces[index];
            text = string.Concat(text.AsSpan(0, start), inserted, text.AsSpan(end));
        }

        edited = text;
        return true;
    }

    private static bool Collide((int Start, int End, string Text) first, (int Start, int End, string Text) second) =>
        second.Start < first.End || second.Start == first.Start;

    // Line breaks are what they are to YAML: CR LF, LF, or CR alone.
    private static ImmutableArray<int> LineStarts(string text)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '\n' || (text[at] is '\r' && (at + 1 == text.Length || text[at + 1] is not '\n')))
            {
                starts.Add(at + 1);
            }
        }

        return starts.DrainToImmutable();
    }

    private static int? OffsetOf(string text, ImmutableArray<int> starts, int line, int column)
    {
        if (line < 1 || column < 1 || line > starts.Length)
        {
            return null;
        }

        var offset = starts[line - 1] + column - 1;
        return offset <= EndOf(text, starts, line) ? offset : null;
    }

    // Where the line ends, its break left out.
    private static int EndOf(string text, ImmutableArray<int> starts, int line)
    {
        var end = line < starts.Length ? starts[line] : text.Length;
        while (end > starts[line - 1] && text[end - 1] is '\n' or '\r')
        {
            end--;
        }

        return end;
    }

    // That of the line itself, else of the one above it: a file may mix them.
    private static string BreakAt(string text, ImmutableArray<int> starts, int line)
    {
        var ended = Math.Min(line, starts.Length - 1);
        return ended < 1 ? "\n" : text[EndOf(text, starts, ended)..starts[ended]];
    }
}
