using System.Text.RegularExpressions;

namespace PoPipeline.Sources.Pipelines;

/// <summary>What RE2 reads otherwise than .NET does.</summary>
/// <remarks>Source: https://github.com/google/re2/wiki/Syntax.</remarks>
internal static class Re2Syntax
{
    // Longer ones are left to whoever runs them.
    private const int MaximumLength = 4_000;

    /// <summary>Whether it has what .NET does not read, or takes for something else.</summary>
    public static bool IsForeign(string body) =>
        body.Contains("[:", StringComparison.Ordinal) || body.Contains("(?U", StringComparison.Ordinal) || HasForeignEscape(body);

    /// <summary>Why RE2 does not read a pattern, as a clause; null where it does, or where that is unsure.</summary>
    public static string? ErrorOf(string body)
    {
        if (body.Length > MaximumLength)
        {
            return null;
        }

        if (Unsupported(body) is { } unsupported)
        {
            return unsupported;
        }

        if (IsForeign(body))
        {
            return null;
        }

        try
        {
            _ = new Regex(body.Replace("(?P<", "(?<", StringComparison.Ordinal), RegexOptions.CultureInvariant);
            return null;
        }
        catch (RegexParseException exception)
        {
            return exception.Error switch
            {
                RegexParseError.InsufficientClosingParentheses => "a parenthesis is not closed",
                RegexParseError.InsufficientOpeningParentheses => "a parenthesis is closed that was not opened",
                RegexParseError.UnterminatedBracket => "a bracket is not closed",
                RegexParseError.QuantifierAfterNothing => "nothing stands before a sign that repeats",
                RegexParseError.UnescapedEndingBackslash => "it ends with a backslash",
                RegexParseError.ReversedCharacterRange => "a range of characters runs backwards",
                _ => null,
            };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool HasForeignEscape(string body)
    {
        for (var at = 0; at + 1 < body.Length; at++)
        {
            if (body[at] is not '\\')
            {
                continue;
            }

            // '\pL' without braces, '\x{10FFFF}', '\Q…\E', one byte, the end before a last line, octal numbers.
            var next = body[at + 1];
            if (next is 'Q' or 'C' or 'Z' or '0' or 'G' or 'c' or 'u' || (next is 'p' or 'P' or 'x' && at + 2 < body.Length && (next is 'x' ? body[at + 2] is '{' : body[at + 2] is not '{')))
            {
                return true;
            }

            at++;
        }

        return false;
    }

    private static string? Unsupported(string body)
    {
        var isInClass = false;
        for (var at = 0; at < body.Length; at++)
        {
            switch (body[at])
            {
                case '\\' when at + 1 < body.Length:
                    at++;
                    if (!isInClass && body[at] is >= '1' and <= '9')
                    {
                        return "RE2 does not look back at what a group matched";
                    }

                    break;
                case '[' when !isInClass:
                    isInClass = true;

                    // A bracket that closes right behind the one that opens stands for itself.
                    at += at + 1 < body.Length && body[at + 1] is '^' ? 1 : 0;
                    at += at + 1 < body.Length && body[at + 1] is ']' ? 1 : 0;
                    break;
                case ']':
                    isInClass = false;
                    break;
                case '(' when !isInClass:
                    var group = body.AsSpan(at);
                    if (group.StartsWith("(?=") || group.StartsWith("(?!"))
                    {
                        return "RE2 does not look ahead";
                    }

                    if (group.StartsWith("(?<=") || group.StartsWith("(?<!"))
                    {
                        return "RE2 does not look behind";
                    }

                    if (group.StartsWith("(?>") || group.StartsWith("(?("))
                    {
                        return "RE2 has no such group";
                    }

                    break;
            }
        }

        return null;
    }
}
