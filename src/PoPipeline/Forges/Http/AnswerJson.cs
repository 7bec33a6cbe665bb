using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace PoPipeline.Forges.Http;

/// <summary>
/// Parses answers of servers. JSON can hold what is no text, such as one half of a character that takes two, and so can bytes that are not UTF-8; whoever reads such a text, or
/// writes it, meets an exception. Here each of them becomes U+FFFD, in names as in values, so that no reader has to think of it.
/// </summary>
internal static class AnswerJson
{
    private const int EscapeLength = 6;

    private static ReadOnlySpan<byte> Replacement => "fffd"u8;

    /// <summary>Parses an answer.</summary>
    /// <param name="bytes">The answer, which stays as it is.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> bytes) => JsonDocument.Parse(Mended(bytes));

    private static ReadOnlyMemory<byte> Mended(ReadOnlyMemory<byte> bytes)
    {
        var text = Utf8.IsValid(bytes.Span) ? bytes : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes.Span));
        byte[]? copy = null;
        for (var at = 0; text.Span[at..].IndexOf((byte)'\\') is >= 0 and var distance;)
        {
            at += distance;
            if (UnitAt(text.Span, at) is not { } unit)
            {
                // What a backslash escapes begins no escape of its own.
                at = Math.Min(at + 2, text.Length);
            }
            else if (char.IsHighSurrogate(unit) && UnitAt(text.Span, at + EscapeLength) is { } second && char.IsLowSurrogate(second))
            {
                at += 2 * EscapeLength;
            }
            else
            {
                if (char.IsSurrogate(unit))
                {
                    copy ??= text.ToArray();
                    Replacement.CopyTo(copy.AsSpan(at + 2));
                }

                at += EscapeLength;
            }
        }

        return copy ?? text;
    }

    // Null where there is no escape by number.
    private static char? UnitAt(ReadOnlySpan<byte> text, int at)
    {
        if (at + EscapeLength > text.Length || text[at] is not (byte)'\\' || text[at + 1] is not (byte)'u')
        {
            return null;
        }

        var unit = 0;
        foreach (var digit in text.Slice(at + 2, EscapeLength - 2))
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return null;
            }

            unit = (unit << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return (char)unit;
    }
}
