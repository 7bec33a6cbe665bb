using System.Text;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines;

/// <summary>Finds the variables that a text names: <c>$NAME</c>, <c>${NAME}</c>, <c>%NAME%</c>; two dollars stand for one.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/variables/where_variables_can_be_used/.</remarks>
internal static class VariableNames
{
    /// <summary>The names, in order.</summary>
    /// <param name="text">The value.</param>
    public static IEnumerable<string> In(string text)
    {
        for (var at = 0; Next(text, ref at, out var start, out var end) is { } name; at = end)
        {
            _ = start;
            yield return name;
        }
    }

    /// <summary>Where each name stands first, its mark included.</summary>
    /// <param name="text">The value.</param>
    public static Dictionary<string, int> Places(string text)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; Next(text, ref at, out var start, out var end) is { } name; at = end)
        {
            _ = places.TryAdd(name, start);
        }

        return places;
    }

    /// <summary>How long the variable is that stands at a place, its marks included.</summary>
    /// <param name="text">The value.</param>
    /// <param name="at">Where it starts.</param>
    public static int LengthAt(string text, int at) => Next(text, ref at, out var start, out var end) is null ? 0 : end - start;

    /// <summary>The text with something in place of each variable; null where that is longer than it may be.</summary>
    /// <param name="text">The value.</param>
    /// <param name="value">What takes the place of a variable, by its name.</param>
    /// <param name="most">How long the result may be, in characters.</param>
    public static string? Replace(string text, Func<string, string> value, int most)
    {
        var replaced = new StringBuilder();
        var at = 0;
        var done = 0;
        while (Next(text, ref at, out var start, out var end) is { } name)
        {
            var put = value(name);
            if (replaced.Length + (start - done) + put.Length > most)
            {
                return null;
            }

            _ = replaced.Append(text, done, start - done).Append(put);
            (at, done) = (end, end);
        }

        return replaced.Length + (text.Length - done) > most ? null : replaced.Append(text, done, text.Length - done).ToString();
    }

    private static string? Next(string text, ref int at, out int start, out int end)
    {
        for (; at < text.Length; at++)
        {
            if (text[at] is not ('$' or '%'))
            {
                continue;
            }

            if (text[at] is '$' && at + 1 < text.Length && text[at + 1] is '$')
            {
                at++;
                continue;
            }

            var braces = text[at] is '$' && at + 1 < text.Length && text[at + 1] is '{';
            var first = at + (braces ? 2 : 1);
            var last = first;
            while (last < text.Length && (char.IsAsciiLetterOrDigit(text[last]) || text[last] is '_'))
            {
                last++;
            }

            var closes = text[at] is '%' ? '%' : braces ? '}' : '\0';
            if (last > first && !char.IsAsciiDigit(text[first]) && (closes is '\0' || (last < text.Length && text[last] == closes)))
            {
                (start, end) = (at, last + (closes is '\0' ? 0 : 1));
                return text[first..last];
            }
        }

        (start, end) = (at, at);
        return null;
    }
}
