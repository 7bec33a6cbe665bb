using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace PoPipeline.Sources.Commands;

/// <summary>Reads the words of an instruction, and what variables in them mean.</summary>
/// <remarks>Source: https://docs.docker.com/reference/dockerfile/#environment-replacement.</remarks>
internal static class ContainerWords
{
    private const int Longest = 4096;

    /// <summary>The words, with where each stands in the text, quotes taken off.</summary>
    /// <param name="text">The text.</param>
    public static List<(string Word, int Start, int Length)> Of(string text)
    {
        var words = new List<(string, int, int)>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var (start, quote) = (at, '\0');
            var word = new StringBuilder();
            for (; at < text.Length && (quote != '\0' || !char.IsWhiteSpace(text[at])); at++)
            {
                if (text[at] == quote)
                {
                    quote = '\0';
                }
                else if (quote == '\0' && text[at] is '"' or '\'')
                {
                    quote = text[at];
                }
                else
                {
                    at += text[at] is '\\' && quote is not '\'' && at + 1 < text.Length && text[at + 1] is ' ' or '"' or '\'' or '\\' ? 1 : 0;
                    word.Append(text[at]);
                }
            }

            words.Add((word.ToString(), start, at - start));
        }

        return words;
    }

    /// <summary>The items of a list of JSON: <c>["npm", "ci"]</c>; null where the text is none.</summary>
    /// <param name="text">The text.</param>
    public static ImmutableArray<string>? List(string text)
    {
        if (!text.StartsWith('[') || !text.AsSpan().TrimEnd().EndsWith(']'))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String)
                ? [.. document.RootElement.EnumerateArray().Select(item => item.GetString() ?? "")]
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A builder takes what is no list as a command of the shell.
            return null;
        }
    }

    /// <summary>A text with its variables replaced; those that are not known stay.</summary>
    /// <param name="text">The text.</param>
    /// <param name="variables">The value of a name; null where it is not known.</param>
    public static string Expanded(string text, IReadOnlyDictionary<string, string?> variables)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return text;
        }

        var expanded = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is '$' && ReferenceAt(text, at, variables) is var (value, length) && length > 0 && value is not null && expanded.Length + value.Length <= Longest)
            {
                expanded.Append(value);
                at += length;
            }
            else
            {
                expanded.Append(text[at++]);
            }
        }

        return expanded.ToString();
    }

    /// <summary>The names of the variables that a text holds.</summary>
    /// <param name="text">The text.</param>
    public static IEnumerable<string> NamesIn(string text)
    {
        for (var at = text.IndexOf('$', StringComparison.Ordinal); at >= 0; at = text.IndexOf('$', at + 1))
        {
            var start = at + (at + 1 < text.Length && text[at + 1] is '{' ? 2 : 1);
            var end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_'))
            {
                end++;
            }

            if (end > start)
            {
                yield return text[start..end];
            }
        }
    }

    // $NAME, ${NAME}, ${NAME:-default}, ${NAME:+other}
    private static (string? Value, int Length) ReferenceAt(string text, int at, IReadOnlyDictionary<string, string?> variables)
    {
        var isBraced = at + 1 < text.Length && text[at + 1] is '{';
        var start = at + (isBraced ? 2 : 1);
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_'))
        {
            end++;
        }

        if (end == start)
        {
            return (null, 0);
        }

        var value = variables.GetValueOrDefault(text[start..end]);
        if (!isBraced)
        {
            return (value, end - at);
        }

        var close = text.IndexOf('}', end);
        if (close < 0)
        {
            return (null, 0);
        }

        var rest = text[end..close];
        return rest switch
        {
            "" => (value, close + 1 - at),
            [':', '-', ..] => (string.IsNullOrEmpty(value) ? Literal(rest[2..]) : value, close + 1 - at),
            ['-', ..] => (value ?? Literal(rest[1..]), close + 1 - at),
            [':', '+', ..] when value is not null => (value.Length == 0 ? "" : Literal(rest[2..]), close + 1 - at),
            _ => (null, 0),
        };
    }

    private static string? Literal(string text) => text.Contains('$', StringComparison.Ordinal) ? null : text;
}
