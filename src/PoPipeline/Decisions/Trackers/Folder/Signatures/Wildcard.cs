namespace PoPipeline.Decisions.Trackers.Folder.Signatures;

/// <summary>The patterns of OpenSSH: <c>*</c> stands for any characters, <c>?</c> for one.</summary>
internal static class Wildcard
{
    /// <summary>Whether a text matches a pattern, in a time that grows with the product of their lengths at most.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (at, star, resume) = (0, -1, 0);
        var position = 0;
        while (position < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, resume) = (at++, position);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == text[position]))
            {
                at++;
                position++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                position = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].TrimStart('*').IsEmpty;
    }
}
