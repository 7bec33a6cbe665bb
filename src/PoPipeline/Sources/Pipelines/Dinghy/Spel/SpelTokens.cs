using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.Dinghy.Spel;

/// <summary>Takes expressions apart.</summary>
/// <remarks>Source: https://docs.spring.io/spring-framework/reference/core/expressions/language-ref.html.</remarks>
internal static class SpelTokens
{
    private static readonly string[] Marks = ["==", "!=", "<=", ">=", "&&", "||", "?:", "?.", "?[", "![", "^[", "$[", ".."];

    /// <summary>The words of an expression.</summary>
    /// <param name="text">What stands between its marks.</param>
    public static ImmutableArray<string> In(string text)
    {
        var tokens = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; at < text.Length;)
        {
            var sign = text[at];
            if (char.IsWhiteSpace(sign))
            {
                at++;
                continue;
            }

            var length = sign is '\'' or '"' ? Quoted(text, at) : char.IsLetterOrDigit(sign) || sign is '_' ? Word(text, at) : Mark(text, at);
            tokens.Add(text.Substring(at, length));
            at += length;
        }

        return tokens.DrainToImmutable();
    }

    /// <summary>Where the expression that begins at a place ends, behind its closing brace; -1 where it does not.</summary>
    /// <param name="text">The text around it.</param>
    /// <param name="start">Its dollar.</param>
    public static int EndOf(string text, int start)
    {
        var depth = 0;
        for (var at = start + 1; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return at + 1;
                case '\'' or '"':
                    at += Quoted(text, at) - 1;
                    break;
            }
        }

        return -1;
    }

    private static int Quoted(string text, int at)
    {
        for (var next = at + 1; next < text.Length; next++)
        {
            // Two quotes stand for one.
            if (text[next] == text[at] && !(next + 1 < text.Length && text[next + 1] == text[at] && text[at] is '\'' && next++ > 0))
            {
                return next + 1 - at;
            }
        }

        return text.Length - at;
    }

    private static int Word(string text, int at)
    {
        var end = at;
        var isNumber = char.IsAsciiDigit(text[at]);
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '$' || (isNumber && text[end] is '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
        {
            end++;
        }

        return end - at;
    }

    private static int Mark(string text, int at) => Array.Exists(Marks, mark => text.AsSpan(at).StartsWith(mark)) ? 2 : 1;
}
