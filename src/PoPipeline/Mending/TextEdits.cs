using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Mending;

/// <summary>Puts edits into a text, and leaves every other character as it is. What is known of the text is found once, however many edits there are.</summary>
internal sealed class TextEdits
{
    // A line to some readers, and a character like others to the rest: behind one, a line's number means two things.
    private const string DoubtfulBreaks = "\u0085\u2028\u2029";

    private readonly string text;
    private readonly ImmutableArray<int> starts;
    private readonly int certain;

    /// <summary>Looks at a text.</summary>
    /// <param name="text">The text.</param>
    public TextEdits(string text)
    {
        this.text = text;
        starts = LineStarts(text);
        certain = text.AsSpan().IndexOfAny(DoubtfulBreaks) is >= 0 and var doubtful ? doubtful : text.Length;
    }

    /// <summary>Why edits cannot be put in, as a clause; null where they can.</summary>
    /// <param name="edits">The edits.</param>
    public string? FaultOf(IEnumerable<Edit> edits) => TryPlace(edits, out _, out var fault) ? null : fault;

    /// <summary>Puts edits into the text.</summary>
    /// <param name="edits">The edits; their line breaks become those of the lines around them.</param>
    /// <param name="edited">The text with them, and what it has of the one without them.</param>
    /// <param name="fault">Why they cannot be put in, as a clause.</param>
    public bool TryApply(IEnumerable<Edit> edits, [NotNullWhen(true)] out EditedText? edited, [NotNullWhen(false)] out string? fault)
    {
        edited = null;
        if (!TryPlace(edits, out var pieces, out fault))
        {
            return false;
        }

        var whole = new StringBuilder(text.Length);
        var kept = ImmutableArray.CreateBuilder<(int, int, int)>();
        var from = 0;
        foreach (var (start, end, inserted) in pieces.Append((text.Length, text.Length, "")))
        {
            if (start > from)
            {
                kept.Add((from, whole.Length, start - from));
            }

            whole.Append(text, from, start - from).Append(inserted);
            from = end;
        }

        edited = new EditedText(whole.ToString(), new KeptText(kept.DrainToImmutable()));
        return true;
    }

    private bool TryPlace(IEnumerable<Edit> edits, [NotNullWhen(true)] out List<(int Start, int End, string Text)>? pieces, [NotNullWhen(false)] out string? fault)
    {
        pieces = [];
        fault = null;
        foreach (var edit in edits)
        {
            var region = edit.Place.Region;
            if (OffsetOf(region.StartLine, region.StartColumn) is not { } start || OffsetOf(region.EndLine, region.EndColumn) is not { } end || end < start)
            {
                fault = "the place of the edit does not lie in the file";
                return false;
            }

            if (end > certain)
            {
                fault = "the file holds a line break that is none to every reader, so that the place is not certain";
                return false;
            }

            pieces.Add((start, end, edit.Text.ReplaceLineEndings(BreakAt(region.StartLine))));
        }

        pieces.Sort((one, other) => (one.Start, one.End).CompareTo((other.Start, other.End)));
        if (pieces.Zip(pieces.Skip(1)).Any(pair => Collide(pair.First, pair.Second)))
        {
            fault = "its edits overlap";
            return false;
        }

        return true;
    }

    private static bool Collide((int Start, int End, string Text) first, (int Start, int End, string Text) second) =>
        second.Start < first.End || second.Start == first.Start;

    // Line breaks are what they are to YAML: CR LF, LF, or CR alone.
    private static ImmutableArray<int> LineStarts(string text)
    {
        var found = ImmutableArray.CreateBuilder<int>();
        found.Add(0);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '\n' || (text[at] is '\r' && (at + 1 == text.Length || text[at + 1] is not '\n')))
            {
                found.Add(at + 1);
            }
        }

        return found.DrainToImmutable();
    }

    private int? OffsetOf(int line, int column)
    {
        if (line < 1 || column < 1 || line > starts.Length)
        {
            return null;
        }

        var offset = starts[line - 1] + column - 1;
        return offset <= EndOf(line) ? offset : null;
    }

    // Where the line ends, its break left out.
    private int EndOf(int line)
    {
        var end = line < starts.Length ? starts[line] : text.Length;
        while (end > starts[line - 1] && text[end - 1] is '\n' or '\r')
        {
            end--;
        }

        return end;
    }

    // That of the line itself, else of the one above it: a file may mix them.
    private string BreakAt(int line)
    {
        var ended = Math.Min(line, starts.Length - 1);
        return ended < 1 ? "\n" : text[EndOf(ended)..starts[ended]];
    }
}

/// <summary>A text with edits.</summary>
/// <param name="Text">The text.</param>
/// <param name="Kept">What is kept in it of the text without them.</param>
internal sealed record EditedText(string Text, KeptText Kept);
