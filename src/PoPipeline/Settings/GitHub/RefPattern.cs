namespace PoPipeline.Settings.GitHub;

/// <summary>
/// Matches refs as GitHub's rulesets and branch protection rules do: Ruby's <c>File.fnmatch</c> with <c>FNM_PATHNAME</c>, by which <c>*</c> stays within
/// a name and <c>**/</c> crosses any number of them. See https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository.
/// </summary>
internal static class RefPattern
{
    // A pattern that tries more than this is no pattern of people.
    private const int MostSteps = 100_000;

    /// <summary>Whether a pattern matches a ref; null where it takes too long to tell.</summary>
    /// <param name="pattern">The pattern: <c>refs/heads/release/*</c>.</param>
    /// <param name="name">The ref: <c>refs/heads/release/1</c>.</param>
    public static bool? Matches(string pattern, string name)
    {
        var steps = MostSteps;
        var matches = Matches(pattern, name, ref steps);
        return matches || steps >= 0 ? matches : null;
    }

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name, ref int steps)
    {
        while (!pattern.IsEmpty)
        {
            if (--steps < 0)
            {
                return false;
            }

            switch (pattern[0])
            {
                case '*' when pattern.StartsWith("**/"):
                    return Folders(pattern[3..], name, ref steps);
                case '*':
                    return Within(pattern.TrimStart('*'), name, ref steps);
                case '?':
                    if (name.IsEmpty || name[0] is '/')
                    {
                        return false;
                    }

                    pattern = pattern[1..];
                    name = name[1..];
                    break;
                case '[' when Class(pattern) is > 0 and var end:
                    if (name.IsEmpty || name[0] is '/' || !IsIn(pattern[1..end], name[0]))
                    {
                        return false;
                    }

                    pattern = pattern[(end + 1)..];
                    name = name[1..];
                    break;
                default:
                    pattern = pattern[0] is '\\' && pattern.Length > 1 ? pattern[1..] : pattern;
                    if (name.IsEmpty || name[0] != pattern[0])
                    {
                        return false;
                    }

                    pattern = pattern[1..];
                    name = name[1..];
                    break;
            }
        }

        return name.IsEmpty;
    }

    private static bool Folders(ReadOnlySpan<char> rest, ReadOnlySpan<char> name, ref int steps)
    {
        while (true)
        {
            if (Matches(rest, name, ref steps))
            {
                return true;
            }

            var slash = name.IndexOf('/');
            if (slash < 0 || steps < 0)
            {
                return false;
            }

            name = name[(slash + 1)..];
        }
    }

    private static bool Within(ReadOnlySpan<char> rest, ReadOnlySpan<char> name, ref int steps)
    {
        for (var length = 0; ; length++)
        {
            if (Matches(rest, name[length..], ref steps))
            {
                return true;
            }

            if (length == name.Length || name[length] is '/' || steps < 0)
            {
                return false;
            }
        }
    }

    // The end of a class of characters; -1 where there is none.
    private static int Class(ReadOnlySpan<char> pattern) => pattern.Length > 2 && pattern[2..].IndexOf(']') is >= 0 and var end ? end + 2 : -1;

    private static bool IsIn(ReadOnlySpan<char> members, char letter)
    {
        var isNegated = members is ['!' or '^', ..];
        var found = false;
        for (var index = isNegated ? 1 : 0; index < members.Length; index++)
        {
            if (index + 2 < members.Length && members[index + 1] is '-')
            {
                found |= members[index] <= letter && letter <= members[index + 2];
                index += 2;
            }
            else
            {
                found |= members[index] == letter;
            }
        }

        return found != isNegated;
    }
}
