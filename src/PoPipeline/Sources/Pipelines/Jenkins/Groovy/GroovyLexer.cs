using System.Buffers;

namespace PoPipeline.Sources.Pipelines.Jenkins.Groovy;

/// <summary>Cuts a text of Groovy into tokens: one behind the other they are the text, whatever it holds.</summary>
/// <remarks>
/// Source: https://groovy-lang.org/syntax.html and the grammar of Groovy 2.4, which Jenkins runs:
/// https://github.com/apache/groovy/blob/GROOVY_2_4_X/src/main/org/codehaus/groovy/antlr/groovy.g.
/// </remarks>
internal sealed class GroovyLexer
{
    // The longest first, so that none is taken for the beginning of another. '>' stands alone, as the types of a type end with as many as they need.
    private static readonly string[] Operators =
    [
        "<=>", "===", "!==", "==~", "**=", "<<=", "...", "..<", "*.@", "?.@",
        "==", "!=", "<=", ">=", "=~", "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "**", "..", "?.", "?:", "*.", ".&", ".@", "::", "->", "<<",
    ];

    private static readonly SearchValues<char> InSingle = SearchValues.Create("'\\\n\r");
    private static readonly SearchValues<char> InTripleSingle = SearchValues.Create("'\\");
    private static readonly SearchValues<char> InDouble = SearchValues.Create("\"\\$\n\r");
    private static readonly SearchValues<char> InTripleDouble = SearchValues.Create("\"\\$");
    private static readonly SearchValues<char> InSlashy = SearchValues.Create("/\\$");
    private static readonly SearchValues<char> InDollarSlashy = SearchValues.Create("/$");

    private readonly string text;
    private readonly List<GroovyToken> tokens = [];

    // The texts in whose pasted code the lexer is, each with how many braces are open in it.
    private readonly Stack<(GroovyQuote Quote, int Braces)> outer = new();
    private readonly int lastSlash;
    private readonly int lastDollarEnd;
    private int braces;
    private int brackets;
    private int position;
    private GroovyToken significant = new(GroovyTokenKind.NewLine, 0, 0);

    private GroovyLexer(string text)
    {
        this.text = text;
        lastSlash = text.LastIndexOf('/');
        lastDollarEnd = text.LastIndexOf("/$", StringComparison.Ordinal);
    }

    /// <summary>The tokens of a text, in order; the last one is its end.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<GroovyToken> Read(string text)
    {
        var lexer = new GroovyLexer(text);
        lexer.ReadAll();
        return lexer.tokens;
    }

    /// <summary>Whether a character can begin a name.</summary>
    public static bool IsNameStart(char character) => char.IsAsciiLetter(character) || character is '_' or '$' || (character > '\u007F' && char.IsLetter(character));

    /// <summary>Whether a character can stand in a name.</summary>
    public static bool IsNamePart(char character) => IsNameStart(character) || char.IsAsciiDigit(character) || (character > '\u007F' && char.IsDigit(character));

    private static bool IsPastedStart(char character) => character is not '$' && IsNameStart(character);

    private static bool IsPastedPart(char character) => character is not '$' && IsNamePart(character);

    private void ReadAll()
    {
        if (text.StartsWith("#!", StringComparison.Ordinal))
        {
            Add(GroovyTokenKind.Comment, LineEnd(0));
        }

        while (position < text.Length)
        {
            ReadCode();
        }

        // What is never closed ends with the file.
        while (outer.Count > 0)
        {
            Add(GroovyTokenKind.PasteEnd, position);
            _ = outer.Pop();
            Add(GroovyTokenKind.TextEnd, position);
        }

        tokens.Add(new GroovyToken(GroovyTokenKind.End, position, 0));
    }

    private void ReadCode()
    {
        var current = text[position];
        switch (current)
        {
            case ' ' or '\t' or '\f' or '\u00A0' or '\uFEFF':
                ReadBlanks();
                break;
            case '\n' or '\r':
                Add(GroovyTokenKind.NewLine, position + BreakLength(position));
                break;
            case '\\' when BreakLength(position + 1) > 0:
                Add(GroovyTokenKind.Blank, position + 1 + BreakLength(position + 1));
                break;
            case '/' when Starts("//"):
                Add(GroovyTokenKind.Comment, LineEnd(position));
                break;
            case '/' when Starts("/*"):
                var close = text.IndexOf("*/", position + 2, StringComparison.Ordinal);
                Add(GroovyTokenKind.Comment, close < 0 ? text.Length : close + 2);
                break;
            case '\'':
                ReadText(Starts("'''") ? GroovyQuote.TripleSingle : GroovyQuote.Single);
                break;
            case '"':
                ReadText(Starts("\"\"\"") ? GroovyQuote.TripleDouble : GroovyQuote.Double);
                break;
            case '/' when position < lastSlash && !EndsOperand():
                ReadText(GroovyQuote.Slashy);
                break;
            case '$' when Starts("$/") && position + 2 <= lastDollarEnd && !EndsOperand():
                ReadText(GroovyQuote.DollarSlashy);
                break;
            case >= '0' and <= '9':
                Add(GroovyTokenKind.Number, NumberEnd());
                break;
            case '}' when outer.Count > 0 && braces == 0:
                Add(GroovyTokenKind.PasteEnd, position + 1);
                var (quote, kept) = outer.Pop();
                braces = kept;
                ReadTextRest(quote);
                break;
            default:
                if (IsNameStart(current))
                {
                    Add(GroovyTokenKind.Word, NameEnd(position));
                }
                else
                {
                    ReadOperator(current);
                }

                break;
        }
    }

    private void ReadBlanks()
    {
        var end = position + 1;
        while (end < text.Length && text[end] is ' ' or '\t' or '\f' or '\u00A0' or '\uFEFF')
        {
            end++;
        }

        Add(GroovyTokenKind.Blank, end);
    }

    private void ReadOperator(char current)
    {
        braces += current switch { '{' => 1, '}' when braces > 0 => -1, _ => 0 };
        brackets += current switch { '(' or '[' => 1, ')' or ']' when brackets > 0 => -1, _ => 0 };
        foreach (var name in Operators)
        {
            if (name[0] == current && Starts(name))
            {
                Add(GroovyTokenKind.Operator, position + name.Length);
                return;
            }
        }

        Add(current is '(' or ')' or '[' or ']' or '{' or '}' or ',' or ';' or ':' or '?' or '.' or '=' or '<' or '>' or '+' or '-' or '*' or '/' or '%' or '!' or '~' or '&' or '|' or '^' or '@' ? GroovyTokenKind.Operator : GroovyTokenKind.Unknown, position + 1);
    }

    private void ReadText(GroovyQuote quote)
    {
        Add(GroovyTokenKind.TextStart, position + quote.Start().Length);
        ReadTextRest(quote);
    }

    // From within a text until its end, or until code is pasted in.
    private void ReadTextRest(GroovyQuote quote)
    {
        var stops = quote switch
        {
            GroovyQuote.Single => InSingle,
            GroovyQuote.TripleSingle => InTripleSingle,
            GroovyQuote.Double => InDouble,
            GroovyQuote.TripleDouble => InTripleDouble,
            GroovyQuote.Slashy => InSlashy,
            _ => InDollarSlashy,
        };
        var end = quote.End();
        var at = position;
        while (true)
        {
            var next = at >= text.Length ? -1 : text.AsSpan(at).IndexOfAny(stops);
            at = next < 0 ? text.Length : at + next;
            if (at >= text.Length || text[at] is '\n' or '\r')
            {
                AddPart(at);
                Add(GroovyTokenKind.TextEnd, at);
                return;
            }

            if (quote is GroovyQuote.DollarSlashy && text[at] is '$' && EscapeLength(at) is > 0 and var escaped)
            {
                at += escaped;
            }
            else if (text.AsSpan(at).StartsWith(end, StringComparison.Ordinal))
            {
                AddPart(at);
                Add(GroovyTokenKind.TextEnd, at + end.Length);
                return;
            }
            else if (text[at] is '\\')
            {
                at += quote is GroovyQuote.Slashy ? at + 1 < text.Length && text[at + 1] is '/' ? 2 : 1 : 1 + Math.Max(1, BreakLength(at + 1));
            }
            else if (text[at] is '$' && at + 1 < text.Length && text[at + 1] is '{')
            {
                AddPart(at);
                Add(GroovyTokenKind.PasteStart, at + 2);
                outer.Push((quote, braces));
                braces = 0;
                return;
            }
            else if (text[at] is '$' && at + 1 < text.Length && IsPastedStart(text[at + 1]))
            {
                AddPart(at);
                Add(GroovyTokenKind.PastedName, PastedEnd(at + 1));
                at = position;
            }
            else
            {
                at++;
            }
        }
    }

    // '$$', '$/' and '$/$' stand for what is behind their first dollar.
    private int EscapeLength(int at) => text.AsSpan(at) switch
    {
        ['$', '$', ..] => 2,
        ['$', '/', '$', ..] => 3,
        ['$', '/', ..] => 2,
        _ => 0,
    };

    private void AddPart(int end)
    {
        if (end > position)
        {
            Add(GroovyTokenKind.TextPart, end);
        }
    }

    private int PastedEnd(int start)
    {
        var end = start;
        while (true)
        {
            while (end < text.Length && IsPastedPart(text[end]))
            {
                end++;
            }

            if (end + 1 >= text.Length || text[end] is not '.' || !IsPastedStart(text[end + 1]))
            {
                return end;
            }

            end++;
        }
    }

    private int NameEnd(int start)
    {
        var end = start + 1;
        while (end < text.Length && IsNamePart(text[end]))
        {
            end++;
        }

        return end;
    }

    private int NumberEnd()
    {
        if (text[position] is '0' && position + 1 < text.Length && text[position + 1] is 'x' or 'X' or 'b' or 'B')
        {
            return NameEnd(position + 1);
        }

        var end = DigitsEnd(position);
        if (end + 1 < text.Length && text[end] is '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end = DigitsEnd(end + 1);
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var exponent = end + 1 < text.Length && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            end = exponent < text.Length && char.IsAsciiDigit(text[exponent]) ? DigitsEnd(exponent) : end;
        }

        return end < text.Length && text[end] is 'g' or 'G' or 'l' or 'L' or 'i' or 'I' or 'd' or 'D' or 'f' or 'F' ? end + 1 : end;
    }

    private int DigitsEnd(int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '_'))
        {
            end++;
        }

        return end;
    }

    // Behind what is a value a slash divides. Between brackets a break of lines means nothing.
    private bool EndsOperand() => significant.Kind switch
    {
        GroovyTokenKind.Word => !GroovyWords.IsBeforeOperand(text.AsSpan(significant.Start, significant.Length)),
        GroovyTokenKind.Number or GroovyTokenKind.TextEnd or GroovyTokenKind.PasteEnd => true,
        GroovyTokenKind.Operator => text.AsSpan(significant.Start, significant.Length) is ")" or "]" or "}" or "++" or "--",
        _ => false,
    };

    private bool Starts(string start) => text.AsSpan(position).StartsWith(start, StringComparison.Ordinal);

    private int BreakLength(int at) => at >= text.Length ? 0 : text[at] is '\n' ? 1 : text[at] is '\r' ? at + 1 < text.Length && text[at + 1] is '\n' ? 2 : 1 : 0;

    private int LineEnd(int at)
    {
        var length = text.AsSpan(at).IndexOfAny('\n', '\r');
        return length < 0 ? text.Length : at + length;
    }

    private void Add(GroovyTokenKind kind, int end)
    {
        var token = new GroovyToken(kind, position, end - position);
        tokens.Add(token);
        position = end;
        if (!token.IsTrivia && (kind is not GroovyTokenKind.NewLine || brackets == 0))
        {
            significant = token;
        }
    }
}
