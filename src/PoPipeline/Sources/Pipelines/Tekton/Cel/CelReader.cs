using System.Collections.Immutable;
using System.Text;

namespace PoPipeline.Sources.Pipelines.Tekton.Cel;

/// <summary>Reads expressions of the Common Expression Language.</summary>
/// <remarks>Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax.</remarks>
internal sealed class CelReader
{
    // Nobody writes a longer or deeper one by hand.
    private const int Longest = 20_000;
    private const int Deepest = 100;

    private static readonly string[][] Levels = [["||"], ["&&"], ["==", "!=", "<=", ">=", "<", ">", "in"], ["+", "-"], ["*", "/", "%"]];

    private readonly string text;
    private int position;
    private int depth;

    private CelReader(string text) => this.text = text;

    /// <summary>Reads one.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="error">What is wrong with it, as a clause; null where nothing is, or where it is too long to be looked at.</param>
    /// <returns>The expression; null where it cannot be read.</returns>
    public static CelNode? Read(string text, out string? error) => Read(text, out error, out _);

    /// <summary>Reads one.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="error">What is wrong with it, as a clause; null where nothing is, or where it is too long to be looked at.</param>
    /// <param name="at">Where that is, from 0.</param>
    /// <returns>The expression; null where it cannot be read.</returns>
    public static CelNode? Read(string text, out string? error, out int at)
    {
        error = null;
        at = 0;
        if (text.Length > Longest)
        {
            return null;
        }

        var reader = new CelReader(text);
        try
        {
            var node = reader.Choice();
            reader.SkipBlank();
            return reader.position == text.Length ? node : throw new FormatException($"'{reader.Next()}' stands where an operator is expected");
        }
        catch (FormatException exception)
        {
            error = exception.Message;
            at = reader.position;
            return null;
        }
        catch (InsufficientDepthException)
        {
            return null;
        }
    }

    private CelNode Choice()
    {
        if (++depth > Deepest)
        {
            throw new InsufficientDepthException();
        }

        var node = Operation(0);
        if (Take("?"))
        {
            var yes = Choice();
            Expect(":");
            node = new CelNode(CelKind.Choice, "?", [node, yes, Choice()]);
        }

        depth--;
        return node;
    }

    private CelNode Operation(int level)
    {
        if (level == Levels.Length)
        {
            return Unary();
        }

        var node = Operation(level + 1);
        for (var count = 0; TakeOperator(level) is { } found; count++)
        {
            // A chain is as deep as it is long, for whoever walks it.
            node = count < Longest / 40 ? new CelNode(CelKind.Operation, found, [node, Operation(level + 1)]) : throw new InsufficientDepthException();
        }

        return node;
    }

    private CelNode Unary()
    {
        foreach (var sign in (ReadOnlySpan<string>)["!", "-"])
        {
            if (Take(sign))
            {
                if (++depth > Deepest)
                {
                    throw new InsufficientDepthException();
                }

                var node = new CelNode(CelKind.Operation, sign, [Unary()]);
                depth--;
                return node;
            }
        }

        return Selected(Primary());
    }

    private CelNode Selected(CelNode node)
    {
        for (var count = 0; count < Deepest; count++)
        {
            if (Take("."))
            {
                SkipBlank();
                _ = Take("?");
                var name = Word() is { Length: > 0 } word ? word : throw new FormatException("a name is missing behind '.'");
                node = Take("(") ? new CelNode(CelKind.Method, name, [node, .. List(")")]) : new CelNode(CelKind.Member, name, [node]);
            }
            else if (Take("["))
            {
                _ = Take("?");
                var index = Choice();
                Expect("]");
                node = new CelNode(CelKind.Index, "", [node, index]);
            }
            else if (node.Kind is CelKind.Name or CelKind.Member && Take("{"))
            {
                // A message of a type is written by its name and its fields: Money{units: 5}.
                node = new CelNode(CelKind.List, "{", Entries(isMessage: true));
            }
            else
            {
                return node;
            }
        }

        throw new InsufficientDepthException();
    }

    private CelNode Primary()
    {
        SkipBlank();
        if (position >= text.Length)
        {
            throw new FormatException("it ends where a value is expected");
        }

        if (Take("("))
        {
            var inner = Choice();
            Expect(")");
            return inner;
        }

        if (Take("["))
        {
            return new CelNode(CelKind.List, "", List("]"));
        }

        if (Take("{"))
        {
            return new CelNode(CelKind.List, "{", Entries(isMessage: false));
        }

        _ = Take(".");
        if (Quoted() is { } quoted)
        {
            return new CelNode(CelKind.Text, quoted, []);
        }

        var word = Word();
        return word.Length == 0 ? throw new FormatException($"'{Next()}' stands where a value is expected")
            : word is "true" or "false" or "null" || char.IsAsciiDigit(word[0]) ? new CelNode(CelKind.Constant, word, [])
            : Take("(") ? new CelNode(CelKind.Call, word, List(")"))
            : new CelNode(CelKind.Name, word, []);
    }

    private ImmutableArray<CelNode> List(string end)
    {
        var parts = ImmutableArray.CreateBuilder<CelNode>();
        while (!Take(end))
        {
            if (parts.Count > 0)
            {
                Expect(",");
                if (Take(end))
                {
                    break;
                }
            }

            parts.Add(Choice());
        }

        return parts.DrainToImmutable();
    }

    private ImmutableArray<CelNode> Entries(bool isMessage)
    {
        var parts = ImmutableArray.CreateBuilder<CelNode>();
        while (!Take("}"))
        {
            if (parts.Count > 0)
            {
                Expect(",");
                if (Take("}"))
                {
                    break;
                }
            }

            _ = Take("?");
            if (!isMessage)
            {
                parts.Add(Choice());
            }
            else if (Word().Length == 0)
            {
                throw new FormatException("the name of a field is missing");
            }

            Expect(":");
            parts.Add(Choice());
        }

        return parts.DrainToImmutable();
    }

    // "…", '…', """…""", with r or b before it.
    private string? Quoted()
    {
        var start = position;
        var raw = false;
        for (; start < text.Length && text[start] is 'r' or 'R' or 'b' or 'B' && start - position < 2; start++)
        {
            raw |= text[start] is 'r' or 'R';
        }

        if (start >= text.Length || text[start] is not ('"' or '\''))
        {
            return null;
        }

        var quote = text[start];
        var mark = string.CompareOrdinal(text, start, new string(quote, 3), 0, 3) == 0 ? new string(quote, 3) : quote.ToString();
        var value = new StringBuilder();
        for (position = start + mark.Length; position < text.Length; position++)
        {
            if (string.CompareOrdinal(text, position, mark, 0, mark.Length) == 0)
            {
                position += mark.Length;
                return value.ToString();
            }

            if (text[position] is '\n' && mark.Length == 1)
            {
                break;
            }

            if (text[position] is '\\' && !raw && position + 1 < text.Length)
            {
                position++;
                _ = value.Append(text[position] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
            }
            else
            {
                _ = value.Append(text[position]);
            }
        }

        position = start;
        throw new FormatException("a text is not closed by its quote");
    }

    private string Word()
    {
        SkipBlank();
        var start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] is '_' || (text[position] is '.' && position > start && char.IsAsciiDigit(text[start]))))
        {
            position++;
        }

        return text[start..position];
    }

    private string? TakeOperator(int level)
    {
        SkipBlank();
        foreach (var found in Levels[level])
        {
            if (string.CompareOrdinal(text, position, found, 0, found.Length) == 0
                && (found is not "in" || position + 2 >= text.Length || !(char.IsAsciiLetterOrDigit(text[position + 2]) || text[position + 2] is '_')))
            {
                position += found.Length;
                return found;
            }
        }

        return null;
    }

    private bool Take(string mark)
    {
        SkipBlank();
        if (string.CompareOrdinal(text, position, mark, 0, mark.Length) != 0 || (mark is "!" && position + 1 < text.Length && text[position + 1] is '='))
        {
            return false;
        }

        position += mark.Length;
        return true;
    }

    private void Expect(string mark)
    {
        if (!Take(mark))
        {
            throw new FormatException(position < text.Length ? $"'{Next()}' stands where '{mark}' is expected" : $"it ends where '{mark}' is expected");
        }
    }

    private void SkipBlank()
    {
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]))
            {
                position++;
            }
            else if (string.CompareOrdinal(text, position, "//", 0, 2) == 0)
            {
                position = text.IndexOf('\n', position) is >= 0 and var end ? end : text.Length;
            }
            else
            {
                break;
            }
        }
    }

    private string Next() => text[position..Math.Min(text.Length, position + 1)];

    private sealed class InsufficientDepthException : Exception;
}
