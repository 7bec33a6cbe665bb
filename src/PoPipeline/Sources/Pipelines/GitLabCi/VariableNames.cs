using System.Text;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Finds the variables that GitLab expands in a value: <c>$NAME</c>, <c>${NAME}</c>, <c>%NAME%</c>; two dollars stand for one.</summary>
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

    /// <summary>The text with something in place of each variable; null where that is longer than any text that is read.</summary>
    /// <param name="text">The value.</param>
    /// <param name="value">What takes the place of a variable, by its name.</param>
    public static string? Replace(string text, Func<string, string> value)
    {
        var replaced = new StringBuilder();
        var at = 0;
        var done = 0;
        while (Next(text, ref at, out var start, out var end) is { } name)
        {
            _ = replaced.Append(text, done, start - done).Append(value(name));
            (at, done) = (end, end);
            if (replaced.Length > YamlReader.MaximumScalar)
            {
                return null;
            }
        }

        return replaced.Append(text, done, text.Length - done).ToString();
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
