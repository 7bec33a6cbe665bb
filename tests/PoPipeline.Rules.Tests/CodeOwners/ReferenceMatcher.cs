using System.Text;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Tests.CodeOwners;

/// <summary>The slow and obvious matcher: a pattern becomes a regular expression, one path is held against one pattern.</summary>
internal static class ReferenceMatcher
{
    // One character, a pair of surrogates never taken apart.
    private const string One = "(?>[\ud800-\udbff][\udc00-\udfff]|[^/])";

    public static bool Matches(string pattern, string path, Forge forge) =>
        (forge is Forge.GitLab ? GitLab(pattern) : GitHub(pattern)) is { } regex && Regex.IsMatch(path, regex, RegexOptions.CultureInvariant | RegexOptions.Singleline, TimeSpan.FromSeconds(10));

    private static string? GitHub(string pattern)
    {
        if (pattern is "" or "/" or "//" || pattern.Contains("***", StringComparison.Ordinal))
        {
            return null;
        }

        var below = pattern.EndsWith('/');
        var inner = pattern.TrimStart('/') == pattern ? pattern : pattern[1..];
        inner = below ? inner[..^1] : inner;
        var anchored = pattern.StartsWith('/') || inner.Contains('/', StringComparison.Ordinal);
        var parts = inner.Split('/');
        var text = new StringBuilder(anchored ? @"\A" : @"\A(?:[^/]+/)*");
        for (var index = 0; index < parts.Length; index++)
        {
            var last = index == parts.Length - 1;
            text.Append((parts[index], last) switch
            {
                ("**", true) => below ? "(?:[^/]*/)*" : ".+",
                ("**", false) => "(?:[^/]+/)*",
                _ => Part(parts[index], classes: false) + (last ? "" : "/"),
            });
        }

        var tail = (parts[^1], below) switch
        {
            ("**", true) => ".+",
            ("**", false) => "",
            (_, true) => "/.+",
            ("*", false) => "",
            _ => "(?:/.+)?",
        };
        return text.Append(tail).Append(@"\z").ToString();
    }

    private static string GitLab(string pattern)
    {
        var normal = pattern is "*" ? "/**/*" : pattern.StartsWith('/') ? pattern : "/**/" + pattern;
        normal = normal.EndsWith('/') ? normal + "**/*" : normal;
        var parts = normal[1..].Split('/');
        var text = new StringBuilder(@"\A");
        for (var index = 0; index < parts.Length; index++)
        {
            var last = index == parts.Length - 1;
            text.Append(parts[index] is "**" && !last ? "(?:[^/]+/)*" : Part(parts[index], classes: true) + (last ? "" : "/"));
        }

        return text.Append(@"\z").ToString();
    }

    private static string Part(string part, bool classes)
    {
        if (part.Length > 0 && part.All(character => character is '*'))
        {
            return "[^/]+";
        }

        var text = new StringBuilder();
        for (var index = 0; index < part.Length; index++)
        {
            var end = classes && part[index] is '[' ? part.IndexOf(']', index + 1) : -1;
            text.Append((part[index], end) switch
            {
                ('\\', _) => index + 1 < part.Length ? Regex.Escape(part[++index].ToString()) : "",
                ('*', _) => $"(?:{One})*",
                ('?', _) => One,
                ('[', < 0) when classes => "(?!)",
                ('[', _) when classes => Class(part[(index + 1)..end]),
                var (character, _) => Regex.Escape(character.ToString()),
            });
            index = end >= 0 ? end : index;
            if (classes && end < 0 && text.ToString().EndsWith("(?!)", StringComparison.Ordinal))
            {
                break;
            }
        }

        return text.ToString();
    }

    // The generators write only letters, a caret, an exclamation mark and a dash between two letters in a class.
    private static string Class(string inner)
    {
        var negated = inner is ['!' or '^', ..];
        inner = negated ? inner[1..] : inner;
        return inner.Length == 0 ? (negated ? One : "(?!)") : negated ? $"(?![{inner}]){One}" : $"[{inner}]";
    }
}
