namespace PoPipeline.Audit.Listing;

/// <summary>A pattern of actions: <c>*</c> is any text, <c>?</c> any character, and letters count as they are or not.</summary>
public static class ActionPattern
{
    /// <summary>Whether a text is of a pattern. The time is bounded by the product of their lengths.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    public static bool IsMatch(string pattern, string text)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(text);
        var (at, star, retry) = (0, -1, 0);
        for (var index = 0; index < text.Length;)
        {
            if (at < pattern.Length && (pattern[at] == '?' || char.ToUpperInvariant(pattern[at]) == char.ToUpperInvariant(text[index])) && pattern[at] != '*')
            {
                at++;
                index++;
            }
            else if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                retry = index;
            }
            else if (star >= 0)
            {
                at = star + 1;
                index = ++retry;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).Trim('*').IsEmpty;
    }
}
