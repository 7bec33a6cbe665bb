using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Commands;

/// <summary>Puts texts of a file together to a command.</summary>
internal static class AnchoredTexts
{
    // What a shell takes for more than itself outside quotes.
    private static readonly SearchValues<char> Quoted = SearchValues.Create(" \t\n\"'`$&|;<>()*?[]#~!\\{}");

    /// <summary>What stands for a word that only a run tells.</summary>
    public const string Unknown = "${_}";

    /// <summary>Texts one behind the other.</summary>
    /// <param name="separator">What stands between two of them.</param>
    /// <param name="parts">The texts; one at least.</param>
    public static AnchoredText Joined(string separator, IReadOnlyList<AnchoredText> parts)
    {
        var text = new StringBuilder();
        var anchors = ImmutableArray.CreateBuilder<TextAnchor>();
        foreach (var part in parts)
        {
            if (text.Length > 0)
            {
                text.Append(separator);
            }

            if (part.Anchors.IsEmpty && part.Text.Length > 0)
            {
                // All of it stands where its first character does.
                var (line, column) = (part.Span.Region.StartLine, part.Span.Region.StartColumn);
                for (var offset = 0; offset < part.Text.Length; offset++)
                {
                    anchors.Add(new TextAnchor(text.Length + offset, line, column));
                }
            }

            foreach (var anchor in part.Anchors)
            {
                anchors.Add(anchor with { Offset = anchor.Offset + text.Length });
            }

            text.Append(part.Text);
        }

        // The order of the text may be another one than that of the file.
        var starts = parts.Select(part => part.Span.Region).MinBy(region => (region.StartLine, region.StartColumn));
        var ends = parts.Select(part => part.Span.Region).MaxBy(region => (region.EndLine, region.EndColumn));
        var whole = new Place(parts[0].Span.Path, new Region(starts.StartLine, starts.StartColumn, ends.EndLine, ends.EndColumn));
        return new AnchoredText(whole, text.ToString(), anchors.Count > 0 && anchors[0].Offset == 0 ? Ascending(anchors) : []);
    }

    /// <summary>A text that is written nowhere, in the place of one that is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">Where it is to stand.</param>
    public static AnchoredText At(string text, Place place) => new(place, text, []);

    /// <summary>A text as one word of a shell.</summary>
    /// <param name="word">The text.</param>
    public static AnchoredText Word(AnchoredText word)
    {
        if (word.Text.Length > 0 && !word.Text.AsSpan().ContainsAny(Quoted))
        {
            return word;
        }

        // What is not known stays so: within single quotes nothing is replaced.
        return word.Text is Unknown ? word
            : word.Text.Contains(Unknown, StringComparison.Ordinal) ? Joined("", [At("\"", word.Span.Start), word, At("\"", word.Span.Start)])
            : word.Text.Contains('\'', StringComparison.Ordinal) ? word with { Text = $"'{word.Text.Replace("'", @"'\''", StringComparison.Ordinal)}'", Anchors = [] }
            : Joined("", [At("'", word.Span.Start), word, At("'", word.Span.Start)]);
    }

    /// <summary>Words of a program that no shell starts, as a command of one.</summary>
    /// <param name="words">The words; one at least.</param>
    public static AnchoredText Command(IEnumerable<AnchoredText> words) => Joined(" ", [.. words.Select(Word)]);

    // A separator is not written, so that an anchor may have the offset of the one before it.
    private static ImmutableArray<TextAnchor> Ascending(ImmutableArray<TextAnchor>.Builder anchors)
    {
        var found = ImmutableArray.CreateBuilder<TextAnchor>(anchors.Count);
        foreach (var anchor in anchors)
        {
            if (found.Count > 0 && found[^1].Offset == anchor.Offset)
            {
                found[^1] = anchor;
            }
            else
            {
                found.Add(anchor);
            }
        }

        return found.DrainToImmutable();
    }
}
