namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Patterns of GitHub's filters: <c>*</c>, <c>**</c>, <c>?</c>, <c>+</c>, <c>[ ]</c>, <c>!</c> at the start, and <c>\</c> before these.</summary>
internal static class FilterPattern
{
    /// <summary>Why a pattern matches nothing, as a clause; null where it can match.</summary>
    public static string? Fault(string pattern, bool isPath)
    {
        var start = pattern.StartsWith('!') ? 1 : 0;
        if (start == pattern.Length)
        {
            return start == 0 ? "it is empty" : "nothing follows '!'";
        }

        return isPath && PathFault(pattern[start..]) is { } fault ? fault : CharacterFault(pattern, start, isPath);
    }

    private static string? PathFault(string path)
    {
        if (path != path.Trim())
        {
            return "it starts or ends with white space";
        }

        return path is "." or ".." || path.StartsWith("./", StringComparison.Ordinal) || path.StartsWith("../", StringComparison.Ordinal)
            ? "paths are relative to the repository's root and have no '.' or '..'"
            : null;
    }

    private static string? CharacterFault(string pattern, int start, bool isPath)
    {
        var afterSpecial = true;
        for (var index = start; index < pattern.Length; index++)
        {
            switch (pattern[index])
            {
                case '\\':
                    if (index + 1 == pattern.Length || pattern[index + 1] is not ('[' or '?' or '+' or '*' or '\\' or '!'))
                    {
                        return isPath && index + 1 < pattern.Length ? null : "'\\' stands only before '[', '?', '+', '*', '!' or itself";
                    }

                    index++;
                    afterSpecial = false;
                    break;
                case '?' or '+':
                    if (afterSpecial)
                    {
                        return $"'{pattern[index]}' must follow a character that it repeats";
                    }

                    afterSpecial = true;
                    break;
                case '*':
                    afterSpecial = true;
                    break;
                case '[':
                    var close = pattern.IndexOf(']', index);
                    if (close < 0)
                    {
                        return "']' is missing";
                    }

                    if (SetFault(pattern.AsSpan(index + 1, close - index - 1)) is { } fault)
                    {
                        return fault;
                    }

                    index = close;
                    afterSpecial = false;
                    break;
                case ' ' or '\t' or '~' or '^' or ':' when !isPath:
                    return $"the name of a branch or tag has no '{pattern[index]}'; patterns are not regular expressions";
                default:
                    afterSpecial = false;
                    break;
            }
        }

        return null;
    }

    private static string? SetFault(ReadOnlySpan<char> set)
    {
        if (set.IsEmpty)
        {
            return "'[ ]' holds no character";
        }

        for (var dash = 1; dash < set.Length - 1; dash++)
        {
            if (set[dash] is '-' && set[dash - 1] > set[dash + 1])
            {
                return $"the range '{set[(dash - 1)..(dash + 2)]}' runs backwards";
            }
        }

        return null;
    }
}
