using System.Buffers;
using PoPipeline.Rules.Data;

namespace PoPipeline.Rules.Credentials;

/// <summary>
/// Finds credentials that a text gives under the name of one, in whatever language: <c>export API_TOKEN=…</c>, <c>-Ddb.password=…</c>, <c>--token …</c>,
/// <c>…;User Id=sa;Password=…</c>, <c>"password": "…"</c>. A value is judged like that of a variable with the name.
/// </summary>
internal static class NamedTexts
{
    private const int LongestName = 64;
    private const int LongestValue = 512;

    private static readonly SearchValues<char> Signs = SearchValues.Create("=:");
    private static readonly SearchValues<char> Space = SearchValues.Create(" \t");
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n");
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n\"'\\;,&|)]}");
    private static readonly SearchValues<char> Operators = SearchValues.Create("=!<>:+*/%^|&?~");

    /// <summary>Each, with what it is, its offset and its length.</summary>
    /// <param name="text">The text.</param>
    public static IEnumerable<(string Noun, int Offset, int Length)> Find(string text)
    {
        for (var sign = text.AsSpan().IndexOfAny(Signs); sign >= 0; sign = Next(text, sign, Signs))
        {
            if (AtSign(text, sign) is { } given)
            {
                yield return given;
            }
        }

        for (var dash = text.IndexOf('-', StringComparison.Ordinal); dash >= 0; dash = text.IndexOf('-', dash + 1))
        {
            if ((dash == 0 || Blanks.Contains(text[dash - 1])) && AtOption(text, dash) is { } given)
            {
                yield return given;
            }
        }
    }

    private static int Next(string text, int at, SearchValues<char> wanted) => text.AsSpan(at + 1).IndexOfAny(wanted) is >= 0 and var next ? at + 1 + next : -1;

    // NAME=value, name: value, "name": "value", name = 'value'.
    private static (string Noun, int Offset, int Length)? AtSign(string text, int sign)
    {
        var before = text.AsSpan(0, sign);
        var isSpaced = before.TrimEnd(' ').Length < sign;
        var name = NameBefore(before.TrimEnd(' '));
        if (name.Length == 0 || (sign + 1 < text.Length && Operators.Contains(text[sign + 1])) || NounOf(name) is not { } noun)
        {
            return null;
        }

        var start = sign + 1 + SpaceIn(text.AsSpan(sign + 1));
        var isApart = start > sign + 1;
        var value = ValueAt(text, ref start, out var isQuoted);
        var isGiven = isQuoted || (text[sign] is '=' ? !isSpaced && !isApart : !isSpaced && isApart);
        return isGiven && IsCredential(noun, value) ? ($"{noun} in '{name}'", start, value.Length) : null;
    }

    // --token value, -ApiKey value.
    private static (string Noun, int Offset, int Length)? AtOption(string text, int dash)
    {
        var rest = text.AsSpan(dash, Math.Min(text.Length - dash, LongestName));
        var length = rest.IndexOfAny(Blanks);
        var name = length < 0 || !SecretNames.MayBe(rest[..length]) ? "" : rest[..length].ToString().Trim('-');
        if (name.Length == 0 || !name.All(IsOfName) || NounOf(name) is not { } noun)
        {
            return null;
        }

        var start = dash + length + SpaceIn(text.AsSpan(dash + length));
        var value = ValueAt(text, ref start, out _);

        // --secret id=npm,src=…: what it is made of, and not itself.
        var split = value.IndexOf('=');
        var isPair = split >= 0 && value[split..].ContainsAnyExcept('=');
        return !isPair && !value.StartsWith('-') && IsCredential(noun, value) ? ($"{noun} in '{name}'", start, value.Length) : null;
    }

    // Which credential of the platform it is stands in the open, and is often as random as one.
    private static string? NounOf(string name) => SecretNames.NounOf(name) is { } noun and not "credential" ? noun : null;

    private static bool IsCredential(string noun, ReadOnlySpan<char> value) => Checksum.IsNotAzureEmulator(value) && (Placeholders.LooksRandom(value) || (noun is "password" && Placeholders.LooksChosen(value)));

    private static int SpaceIn(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(Space) is >= 0 and var length ? length : text.Length;

    // Also in quotes, and in those that stand in a text of their own: \"name\".
    private static string NameBefore(ReadOnlySpan<char> text)
    {
        var trimmed = text.TrimEnd("\"'\\");
        trimmed = text.Length - trimmed.Length > 2 ? text : trimmed;
        var start = trimmed.Length;
        while (start > 0 && trimmed.Length - start < LongestName && IsOfName(trimmed[start - 1]))
        {
            start--;
        }

        var name = trimmed[start..];

        // -Ddb.password=…, -PnexusPassword=…: a property of Java or of Gradle.
        name = name is ['-', 'D' or 'P', _, ..] ? name[2..] : name.Trim("-.");
        return SecretNames.MayBe(name) ? name.ToString() : "";
    }

    private static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.';

    private static ReadOnlySpan<char> ValueAt(string text, ref int start, out bool isQuoted)
    {
        var at = start < text.Length && text[start] is '\\' ? start + 1 : start;
        isQuoted = at < text.Length && text[at] is '"' or '\'';
        if (isQuoted)
        {
            start = at + 1;
            var inner = text.AsSpan(start, Math.Min(text.Length - start, LongestValue + 1));
            var end = inner.IndexOf(text[at]);
            return end < 0 ? [] : inner[..end].TrimEnd('\\');
        }

        var rest = text.AsSpan(start, Math.Min(text.Length - start, LongestValue + 1));
        var length = rest.IndexOfAny(Ends);
        return length < 0 ? rest : rest[..length];
    }
}
