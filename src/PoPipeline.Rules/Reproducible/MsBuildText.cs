using System.Text;

namespace PoPipeline.Rules.Reproducible;

/// <summary>Puts values in the place of <c>$(…)</c>, as MSBuild does: properties, and the functions that ask what a text holds.</summary>
/// <remarks>Source: https://learn.microsoft.com/visualstudio/msbuild/property-functions.</remarks>
public static class MsBuildText
{
    /// <summary>The longest text that is made, in characters.</summary>
    public const int Longest = 16 * 1024;

    private const int Deepest = 16;

    /// <summary>The text with its values.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scope">What it may ask for.</param>
    /// <returns>Null where it holds something that is not known.</returns>
    public static string? Expand(string text, MsBuildScope scope)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(scope);
        return Expand(text, scope, 0);
    }

    /// <summary>Where the bracket is closed that was opened before a position; brackets between quotes do not count.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position behind the opening bracket.</param>
    /// <returns>The position of the closing bracket; negative where there is none.</returns>
    public static int EndOf(string text, int start)
    {
        ArgumentNullException.ThrowIfNull(text);
        var depth = 1;
        var quote = '\0';
        for (var index = start; index < text.Length; index++)
        {
            var sign = text[index];
            if (quote != '\0')
            {
                quote = sign == quote ? '\0' : quote;
            }
            else if (sign is '\'' or '"' or '`')
            {
                quote = sign;
            }
            else if (sign is '(')
            {
                depth++;
            }
            else if (sign is ')' && --depth == 0)
            {
                return index;
            }
        }

        return -1;
    }

    private static string? Expand(string text, MsBuildScope scope, int depth)
    {
        // Items and their metadata are only known once the project is evaluated as a whole.
        if (depth > Deepest || text.Length > Longest || text.Contains("@(", StringComparison.Ordinal) || text.Contains("%(", StringComparison.Ordinal))
        {
            return null;
        }

        var expanded = new StringBuilder();
        var from = 0;
        for (var start = text.IndexOf("$(", StringComparison.Ordinal); start >= 0; start = text.IndexOf("$(", from, StringComparison.Ordinal))
        {
            var end = EndOf(text, start + 2);
            if (end < 0 || Value(text[(start + 2)..end].Trim(), scope, depth + 1) is not { } value || expanded.Length + value.Length > Longest)
            {
                return null;
            }

            expanded.Append(text, from, start - from).Append(value);
            from = end + 1;
        }

        return expanded.Append(text, from, text.Length - from).ToString();
    }

    private static string? Value(string expression, MsBuildScope scope, int depth)
    {
        if (IsName(expression))
        {
            return scope.Property(expression);
        }

        var open = expression.IndexOf('(', StringComparison.Ordinal);
        if (open <= 0 || EndOf(expression, open + 1) != expression.Length - 1 || Arguments(expression[(open + 1)..^1], scope, depth) is not { } arguments)
        {
            return null;
        }

        var name = expression[..open].Trim();
        if (name[0] is '[')
        {
            return Static(name, arguments) ?? scope.Function(name, arguments);
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && IsName(name[..dot]) && scope.Property(name[..dot]) is { } value ? Member(value, name[(dot + 1)..], arguments) : null;
    }

    private static string? Static(string name, List<string> arguments) => (name.ToUpperInvariant(), arguments.Count) switch
    {
        ("[SYSTEM.STRING]::ISNULLOREMPTY", 1) => Said(arguments[0].Length == 0),
        ("[SYSTEM.STRING]::ISNULLORWHITESPACE", 1) => Said(string.IsNullOrWhiteSpace(arguments[0])),
        ("[SYSTEM.STRING]::COPY", 1) => arguments[0],
        ("[MSBUILD]::VALUEORDEFAULT", 2) => arguments[0].Length == 0 ? arguments[1] : arguments[0],
        _ => null,
    };

    private static string? Member(string value, string method, List<string> arguments) => (method.ToUpperInvariant(), arguments.Count) switch
    {
        ("CONTAINS", 1) => Said(value.Contains(arguments[0], StringComparison.Ordinal)),
        ("STARTSWITH", 1) => Said(value.StartsWith(arguments[0], StringComparison.Ordinal)),
        ("ENDSWITH", 1) => Said(value.EndsWith(arguments[0], StringComparison.Ordinal)),
        ("TOUPPER" or "TOUPPERINVARIANT", 0) => value.ToUpperInvariant(),
        ("TRIM", 0) => value.Trim(),
        _ => null,
    };

    private static string Said(bool answer) => answer ? "True" : "False";

    // Null where one of them is not known.
    private static List<string>? Arguments(string text, MsBuildScope scope, int depth)
    {
        var found = new List<string>();
        if (text.AsSpan().Trim().IsEmpty)
        {
            return found;
        }

        var from = 0;
        while (from <= text.Length)
        {
            var comma = Comma(text, from);
            var part = text[from..comma].Trim();
            var bare = part.Length > 1 && part[0] is ('\'' or '"' or '`') && part[^1] == part[0] ? part[1..^1] : part;
            if (Expand(bare, scope, depth) is not { } value)
            {
                return null;
            }

            found.Add(value);
            from = comma + 1;
        }

        return found;
    }

    // The next comma that stands neither between quotes nor between brackets, or the end.
    private static int Comma(string text, int from)
    {
        var depth = 0;
        var quote = '\0';
        for (var index = from; index < text.Length; index++)
        {
            var sign = text[index];
            if (quote != '\0')
            {
                quote = sign == quote ? '\0' : quote;
            }
            else if (sign is '\'' or '"' or '`')
            {
                quote = sign;
            }
            else if (sign is '(' or ')')
            {
                depth += sign is '(' ? 1 : -1;
            }
            else if (sign is ',' && depth == 0)
            {
                return index;
            }
        }

        return text.Length;
    }

    private static bool IsName(string text)
    {
        foreach (var sign in text)
        {
            if (!char.IsAsciiLetterOrDigit(sign) && sign is not ('_' or '-'))
            {
                return false;
            }
        }

        return text.Length > 0;
    }
}
