namespace PoPipeline.Rules.Analysis;

/// <summary>Patterns of paths with <c>*</c>, <c>?</c> and <c>**</c>, as uploads name files by them.</summary>
/// <remarks>Unlike <see cref="StarPattern"/> it goes part by part, two stars are a part of their own, and a folder takes all that is in it along.</remarks>
internal static class PathGlob
{
    // Deeper paths are not written by people.
    private const int Deepest = 48;

    /// <summary>Whether a pattern means a file, by itself or by a folder above it.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="path">The path of the file.</param>
    public static bool Covers(string pattern, string path)
    {
        var (wanted, parts) = (pattern.Split('/', StringSplitOptions.RemoveEmptyEntries), path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        if (wanted.Length > Deepest || parts.Length > Deepest)
        {
            return false;
        }

        // Which of the parts, counted from the first, the pattern can have used up so far.
        var reached = new bool[parts.Length + 1];
        reached[0] = true;
        foreach (var segment in wanted)
        {
            var next = new bool[parts.Length + 1];
            for (var at = 0; at <= parts.Length; at++)
            {
                if (segment is "**")
                {
                    next[at] = reached[at] || (at > 0 && next[at - 1]);
                }
                else if (at > 0)
                {
                    next[at] = reached[at - 1] && Matches(segment, parts[at - 1]);
                }
            }

            reached = next;
        }

        // What is above the file takes it along.
        return Array.IndexOf(reached, true) >= 0;
    }

    /// <summary>How many folders a pattern names before its first sign: the search starts there.</summary>
    /// <param name="pattern">The pattern.</param>
    public static int DepthOfRoot(string pattern)
    {
        var parts = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var first = Array.FindIndex(parts, part => part.AsSpan().ContainsAny('*', '?'));
        return first < 0 ? parts.Length : first;
    }

    private static bool Matches(string pattern, string text)
    {
        var (at, star, mark) = (0, -1, 0);
        for (var index = 0; index < text.Length;)
        {
            if (at < pattern.Length && (pattern[at] == text[index] || pattern[at] is '?'))
            {
                (at, index) = (at + 1, index + 1);
            }
            else if (at < pattern.Length && pattern[at] is '*')
            {
                (star, mark) = (at++, index);
            }
            else if (star >= 0)
            {
                (at, index) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).Trim('*').IsEmpty;
    }
}
