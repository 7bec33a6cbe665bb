using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.Dinghy.Template;

/// <summary>Takes what stands between the braces of a template apart, after what Dinghy makes of JSON there.</summary>
/// <param name="text">The text of the file.</param>
/// <remarks>Source: https://pkg.go.dev/text/template and preprocessor.go of https://github.com/armory/dinghy.</remarks>
internal sealed class TemplateLexer(string text)
{
    /// <summary>Reads the words from behind the opening braces on.</summary>
    /// <param name="start">The first character behind the braces.</param>
    /// <param name="end">The first character of the closing braces, or the end of the text where there are none.</param>
    /// <param name="isClosed">Whether there are closing braces.</param>
    public ImmutableArray<TemplateToken> Read(int start, out int end, out bool isClosed)
    {
        var tokens = ImmutableArray.CreateBuilder<TemplateToken>();
        var at = start;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            if (IsAt(at, "}}") || (text[at] is '-' && IsAt(at + 1, "}}")))
            {
                (end, isClosed) = (at, true);
                return tokens.DrainToImmutable();
            }

            var length = LengthAt(at, out var kind);
            if (kind is not null)
            {
                tokens.Add(new TemplateToken(kind.Value, at, length));
            }

            at += length;
        }

        (end, isClosed) = (text.Length, false);
        return tokens.DrainToImmutable();
    }

    // The length of the word; of the operator '?:', which says nothing, no word is made.
    private int LengthAt(int at, out TokenKind? kind)
    {
        switch (text[at])
        {
            case '"':
                kind = TokenKind.Quoted;
                return Quoted(at, '"') - at;
            case '\'':
                kind = TokenKind.Character;
                return Quoted(at, '\'') - at;
            case '`':
                kind = TokenKind.Raw;
                return text.IndexOf('`', at + 1) is >= 0 and var close ? close + 1 - at : text.Length - at;
            case '{' or '[':
                kind = TokenKind.Json;
                return Json(at) - at;
            case '?' when IsAt(at, "?:"):
                kind = null;
                return 2;
            case ':' when IsAt(at, ":="):
                kind = TokenKind.Mark;
                return 2;
            case '|' or '(' or ')' or ',' or '=':
                kind = TokenKind.Mark;
                return 1;
            case '$':
                kind = TokenKind.Variable;
                return 1 + NameLength(at + 1);
            case '.' when at + 1 >= text.Length || !char.IsAsciiDigit(text[at + 1]):
                kind = TokenKind.Field;
                return 1 + NameLength(at + 1);
            case var sign when char.IsAsciiDigit(sign) || sign is '.' || (sign is '-' or '+' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])):
                kind = TokenKind.Number;
                return 1 + Run(at + 1, static one => char.IsAsciiLetterOrDigit(one) || one is '.' or '_');
            case var first when char.IsLetter(first) || first is '_':
                kind = TokenKind.Name;
                return NameLength(at);
            default:
                kind = TokenKind.Other;
                return 1;
        }
    }

    private int NameLength(int at) => Run(at, static one => char.IsLetterOrDigit(one) || one is '_');

    private int Run(int at, Predicate<char> isOne)
    {
        var end = at;
        while (end < text.Length && isOne(text[end]))
        {
            end++;
        }

        return end - at;
    }

    private int Quoted(int at, char quote)
    {
        for (var next = at + 1; next < text.Length; next++)
        {
            if (text[next] is '\\')
            {
                next++;
            }
            else if (text[next] == quote)
            {
                return next + 1;
            }
        }

        return text.Length;
    }

    private int Json(int at)
    {
        var open = new Stack<char>();
        for (var next = at; next < text.Length; next++)
        {
            switch (text[next])
            {
                case '"':
                    next = Quoted(next, '"') - 1;
                    break;
                case '{' or '[':
                    open.Push(text[next]);
                    break;
                case '}' or ']':
                    if (open.Peek() == (text[next] is '}' ? '{' : '['))
                    {
                        _ = open.Pop();
                    }

                    if (open.Count == 0)
                    {
                        return next + 1;
                    }

                    break;
            }
        }

        return text.Length;
    }

    private bool IsAt(int at, string mark) => at >= 0 && at + mark.Length <= text.Length && text.AsSpan(at, mark.Length).SequenceEqual(mark);
}
