namespace PoPipeline.Sources.Pipelines.ArgoCd;

/// <summary>Patterns as the policies of Argo CD have them: a star stands for anything, a slash is a letter like any other.</summary>
/// <remarks>Source: https://pkg.go.dev/github.com/gobwas/glob, without separators. What stands in brackets or braces is tried one by one, within a bound.</remarks>
internal static class GlobPattern
{
    private const int MostAlternatives = 64;
    private const int Longest = 500;

    /// <summary>Whether a pattern matches a whole text.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    public static bool Matches(string pattern, string text) =>
        pattern.Length <= Longest && text.Length <= Longest && Alternatives(pattern).Any(alternative => IsMatch(alternative, text));

    private static List<string> Alternatives(string pattern)
    {
        var open = new List<string> { pattern };
        for (var index = 0; index < open.Count;)
        {
            var next = open[index];
            var start = next.IndexOf('{', StringComparison.Ordinal);
            var end = start < 0 ? -1 : next.IndexOf('}', start);
            if (end < 0 || open.Count > MostAlternatives)
            {
                index++;
                continue;
            }

            open.RemoveAt(index);
            open.AddRange(next[(start + 1)..end].Split(',').Select(choice => string.Concat(next.AsSpan(0, start), choice, next.AsSpan(end + 1))));
        }

        return open;
    }

    private static bool IsMatch(string pattern, string text)
    {
        var (at, index, star, mark) = (0, 0, -1, 0);
        while (index < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, mark) = (at++, index);
            }
            else if (at < pattern.Length && One(pattern, ref at, text[index]))
            {
                index++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                index = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern[at] == '*')
        {
            at++;
        }

        return at == pattern.Length;
    }

    private static bool One(string pattern, ref int at, char letter)
    {
        switch (pattern[at])
        {
            case '?':
                at++;
                return true;
            case '[' when pattern.IndexOf(']', at + 1) is > 0 and var end:
                var set = pattern.AsSpan(at + 1, end - at - 1);
                var isNot = set.Length > 0 && set[0] == '!';
                set = isNot ? set[1..] : set;
                var isIn = set.Length == 3 && set[1] == '-' ? letter >= set[0] && letter <= set[2] : set.Contains(letter);
                if (isIn == isNot)
                {
                    return false;
                }

                at = end + 1;
                return true;
            case '\\' when at + 1 < pattern.Length:
                if (pattern[at + 1] != letter)
                {
                    return false;
                }

                at += 2;
                return true;
            default:
                if (pattern[at] != letter)
                {
                    return false;
                }

                at++;
                return true;
        }
    }
}
