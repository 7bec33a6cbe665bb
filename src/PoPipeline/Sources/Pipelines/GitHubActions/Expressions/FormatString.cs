using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>The first argument of <c>format</c>: text with <c>{0}</c>, <c>{1}</c>, and doubled braces for braces.</summary>
internal static class FormatString
{
    /// <summary>Puts the arguments into the text.</summary>
    /// <param name="format">The text.</param>
    /// <param name="arguments">All arguments of the call, the text itself first.</param>
    /// <param name="limit">How long the result may become.</param>
    /// <param name="error">Why it cannot be done; null where it can.</param>
    public static string? Apply(string format, ImmutableArray<ExpressionValue> arguments, int limit, out string? error)
    {
        var result = new StringBuilder();
        error = null;
        for (var position = 0; position < format.Length;)
        {
            var read = ReadPart(format, position, out var character, out var index);
            if (read == 0)
            {
                error = $"The format string '{format}' is not valid: write '{{{{' and '}}}}' for braces";
                return null;
            }

            if (index >= arguments.Length - 1)
            {
                error = $"The format string '{format}' names the argument {{{index}}}, which is not there";
                return null;
            }

            if (index >= 0)
            {
                result.Append(arguments[index + 1].AsText);
            }
            else
            {
                result.Append(character);
            }

            position += read;
            if (result.Length > limit)
            {
                error = "The expression makes a text larger than the platform accepts";
                return null;
            }
        }

        return result.ToString();
    }

    /// <summary>The numbers that a text names; null where the text is not valid.</summary>
    public static ImmutableSortedSet<int>? Placeholders(string format)
    {
        var found = ImmutableSortedSet.CreateBuilder<int>();
        for (var position = 0; position < format.Length;)
        {
            var read = ReadPart(format, position, out _, out var index);
            if (read == 0)
            {
                return null;
            }

            if (index >= 0)
            {
                found.Add(index);
            }

            position += read;
        }

        return found.ToImmutable();
    }

    // Reads one character, one doubled brace or one placeholder; 0 where none of them stands there.
    private static int ReadPart(string format, int position, out char character, out int index)
    {
        character = format[position];
        index = -1;
        if (character is not ('{' or '}'))
        {
            return 1;
        }

        if (position + 1 < format.Length && format[position + 1] == character)
        {
            return 2;
        }

        var close = character is '{' ? format.IndexOf('}', position) : -1;
        return close > position + 1
            && close - position <= 4
            && int.TryParse(format.AsSpan(position + 1, close - position - 1), NumberStyles.None, CultureInfo.InvariantCulture, out index)
            ? close + 1 - position
            : 0;
    }
}
