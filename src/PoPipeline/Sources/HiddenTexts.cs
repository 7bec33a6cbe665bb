using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources;

/// <summary>Finds characters that nobody sees, or that have others shown in another order.</summary>
/// <remarks>
/// Sources: https://www.unicode.org/reports/tr9/ for the directions, https://www.unicode.org/reports/tr55/ for source code, https://trojansource.codes.
/// </remarks>
internal static class HiddenTexts
{
    // More say nothing that the first ones do not.
    private const int Most = 100;

    // All tags share the first half of their pair.
    private const char TagHalf = '\uDB40';

    private static readonly SearchValues<char> Hidden = SearchValues.Create(
        "\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206A\u206B\u206C\u206D\u206E\u206F\u2800\u3164"
        + "\uFE00\uFE01\uFE02\uFE03\uFE04\uFE05\uFE06\uFE07\uFE08\uFE09\uFE0A\uFE0B\uFE0C\uFE0D\uFE0E\uFE0F\uFEFF\uFFA0\uFFF9\uFFFA\uFFFB" + TagHalf);

    /// <summary>Those of a text, in its order.</summary>
    /// <param name="path">The file that the text is of.</param>
    /// <param name="text">The text.</param>
    public static ImmutableArray<HiddenText> In(string path, string text)
    {
        var at = text.AsSpan().IndexOfAny(Hidden);
        if (at < 0)
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<HiddenText>();
        var (line, start, counted) = (1, 0, 0);
        while (at < text.Length && found.Count < Most)
        {
            var kind = KindAt(text, at);
            var end = at + LengthAt(text, at);
            if (kind is { } known)
            {
                while (end < text.Length && Hidden.Contains(text[end]) && KindAt(text, end) == known)
                {
                    end += LengthAt(text, end);
                }

                for (; counted < at; counted++)
                {
                    if (text[counted] is '\n' || (text[counted] is '\r' && text[counted + 1] is not '\n'))
                    {
                        (line, start) = (line + 1, counted + 1);
                    }
                }

                // What ends the order of something tells no more than that did.
                if (text[at] is not ('\u202C' or '\u2069') || found.Count == 0 || found[^1] is not { Kind: HiddenKind.Override or HiddenKind.Embedding } last || last.Span.Region.StartLine != line)
                {
                    found.Add(Describe(path, text, known, at, end, line, start));
                }
            }

            var next = text.AsSpan(end).IndexOfAny(Hidden);
            at = next < 0 ? text.Length : end + next;
        }

        return found.ToImmutable();
    }

    private static HiddenText Describe(string path, string text, HiddenKind kind, int at, int end, int line, int start)
    {
        var stop = text.AsSpan(end).IndexOfAny('\r', '\n');
        var whole = text.AsSpan(start, (stop < 0 ? text.Length : end + stop) - start);
        var codes = new SortedSet<int>();
        for (var index = at; index < end; index += LengthAt(text, index))
        {
            codes.Add(CodeAt(text, index));
        }

        return new HiddenText(kind, string.Join(", ", codes.Take(5).Select(code => $"U+{code:X4}")), new Place(path, new Region(line, at - start + 1, line, end - start + 1)))
        {
            IsRemark = IsRemark(text.AsSpan(start, at - start)),
            IsBesideLetters = whole.ContainsAnyInRange('\u0590', '\u05FF') || HasArabic(whole),
        };
    }

    // The mark of Arabic letters lies among them.
    private static bool HasArabic(ReadOnlySpan<char> line)
    {
        for (var at = line.IndexOfAnyInRange('\u0600', '\u08FF'); at >= 0;)
        {
            if (line[at] is not '\u061C')
            {
                return true;
            }

            line = line[(at + 1)..];
            at = line.IndexOfAnyInRange('\u0600', '\u08FF');
        }

        return line.ContainsAnyInRange('\uFB1D', '\uFDFF') || line.ContainsAnyInRange('\uFE70', '\uFEFC');
    }

    // What stands behind '#', outside of quotes, or behind a key that is for people.
    private static bool IsRemark(ReadOnlySpan<char> before)
    {
        var said = before.TrimStart().TrimStart("- ");
        if (said.StartsWith("description:") || said.StartsWith("title:"))
        {
            return true;
        }

        var quote = '\0';
        for (var index = 0; index < before.Length; index++)
        {
            var character = before[index];
            var isFirst = index == 0 || before[index - 1] is ' ' or '\t';
            if (quote is '\'' && character is '\'' && index + 1 < before.Length && before[index + 1] is '\'')
            {
                // Two of them stand for one.
                index++;
            }
            else if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '#' && isFirst)
            {
                return true;
            }
            else if (character is '"' or '\'' && (isFirst || before[index - 1] is '=' or '(' or '[' or '{' or ':' or ','))
            {
                quote = character;
            }
        }

        return false;
    }

    // What joins pictures, and what letters of other scripts are joined or parted by, is as it should be.
    private static HiddenKind? KindAt(string text, int at) => text[at] switch
    {
        '\u202D' or '\u202E' => HiddenKind.Override,
        '\u202A' or '\u202B' or '\u202C' or (>= '\u2066' and <= '\u2069') => HiddenKind.Embedding,
        '\u200E' or '\u200F' or '\u061C' => HiddenKind.Mark,
        '\u200C' or '\u200D' when at > 0 && (text[at - 1] is >= '\u0600' and < '\u2000' or '\uFE0F' || char.IsSurrogate(text[at - 1]) || IsPicture(text[at - 1])) => null,
        >= '\uFE00' and <= '\uFE0F' => SelectorAt(text, at),
        TagHalf => IsTag(text, at) ? (IsFlag(text, at) ? null : HiddenKind.Tag) : at + 1 < text.Length && text[at + 1] is >= '\uDD00' and <= '\uDDEF' ? SelectorAt(text, at) : null,
        _ => HiddenKind.Invisible,
    };

    // One behind a character that is drawn in several ways says in which; several of them spell bytes, and so does one where nothing is drawn in two ways.
    private static HiddenKind? SelectorAt(string text, int at)
    {
        var before = at == 0 ? ' ' : text[at - 1];
        return IsSelector(text, at - 1) || IsSelector(text, at + LengthAt(text, at)) ? HiddenKind.Tag
            : before > '\u007F' || char.IsAsciiDigit(before) || before is '#' or '*' ? null : HiddenKind.Invisible;
    }

    // Also where it is the second half of one.
    private static bool IsSelector(string text, int at) => at >= 0 && at < text.Length
        && (text[at] is >= '\uFE00' and <= '\uFE0F'
            || (text[at] is TagHalf && at + 1 < text.Length && text[at + 1] is >= '\uDD00' and <= '\uDDEF')
            || (text[at] is >= '\uDD00' and <= '\uDDEF' && at > 0 && text[at - 1] is TagHalf));

    private static bool IsPicture(char character) => character is >= '\u2190' and < '\u2C00';

    private static bool IsTag(string text, int at) => at + 1 < text.Length && text[at + 1] is >= '\uDC00' and <= '\uDC7F';

    // The flag of a part of a country is a black flag and tags.
    private static bool IsFlag(string text, int at)
    {
        for (var steps = 0; steps < 8 && at >= 2; steps++, at -= 2)
        {
            if (text[at - 2] is '\uD83C' && text[at - 1] is '\uDFF4')
            {
                return true;
            }

            if (text[at - 2] is not TagHalf)
            {
                return false;
            }
        }

        return false;
    }

    private static int LengthAt(string text, int at) => text[at] is TagHalf && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    private static int CodeAt(string text, int at) => LengthAt(text, at) == 2 ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];
}
