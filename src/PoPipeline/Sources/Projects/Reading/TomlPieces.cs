using System.Buffers;

namespace PoPipeline.Sources.Projects.Reading;

/// <summary>Finds where a document of TOML can be cut, so that each piece is a document of its own: before a header of a list of tables of the root, as <c>[[package]]</c>.</summary>
internal static class TomlPieces
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"'#[]"u8);
    private static readonly SearchValues<byte> InString = SearchValues.Create("\"\\\n"u8);
    private static readonly SearchValues<byte> Bare = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8);

    /// <summary>Where the piece ends that begins somewhere; the end of the text where it cannot be cut, or is no TOML.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the piece begins.</param>
    /// <param name="least">How long it is at least.</param>
    public static int EndOf(ReadOnlySpan<byte> text, int start, int least)
    {
        var depth = 0;
        for (var at = start; at >= 0 && text[at..].IndexOfAny(Marks) is >= 0 and var step;)
        {
            at += step;
            switch (text[at])
            {
                case (byte)'#':
                    at = Behind(text, at, "\n"u8);
                    break;
                case (byte)'[':
                    if (depth == 0 && at - start >= least && text[at - 1] is (byte)'\n' && IsList(text[at..]))
                    {
                        return at;
                    }

                    depth++;
                    at++;
                    break;
                case (byte)']':
                    depth = Math.Max(0, depth - 1);
                    at++;
                    break;
                default:
                    at = BehindString(text, at);
                    break;
            }
        }

        return text.Length;
    }

    private static bool IsList(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("[["u8))
        {
            return false;
        }

        var length = text[2..].IndexOfAnyExcept(Bare);
        return length > 0 && text[(2 + length)..].StartsWith("]]"u8);
    }

    // -1 where it has no end.
    private static int BehindString(ReadOnlySpan<byte> text, int at)
    {
        if (text[at] is (byte)'\'')
        {
            return text[at..].StartsWith("'''"u8) ? BehindAll(text, Behind(text, at + 3, "'''"u8), (byte)'\'') : Behind(text, at + 1, "'"u8);
        }

        var isLong = text[at..].StartsWith("\"\"\""u8);
        for (at += isLong ? 3 : 1; text[at..].IndexOfAny(InString) is >= 0 and var step;)
        {
            at += step;
            switch (text[at])
            {
                case (byte)'\\':
                    at = Math.Min(at + 2, text.Length);
                    break;
                case (byte)'\n' when !isLong:
                    return -1;
                case (byte)'"' when !isLong:
                    return at + 1;
                case (byte)'"' when text[at..].StartsWith("\"\"\""u8):
                    return BehindAll(text, at + 3, (byte)'"');
                default:
                    at++;
                    break;
            }
        }

        return -1;
    }

    // Up to two more marks are the last ones of the text.
    private static int BehindAll(ReadOnlySpan<byte> text, int at, byte mark)
    {
        for (var more = 0; at >= 0 && more < 2 && at < text.Length && text[at] == mark; more++)
        {
            at++;
        }

        return at;
    }

    private static int Behind(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> what) => text[at..].IndexOf(what) is >= 0 and var step ? at + step + what.Length : -1;
}
