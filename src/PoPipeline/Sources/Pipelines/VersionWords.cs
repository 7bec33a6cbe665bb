using System.Globalization;

namespace PoPipeline.Sources.Pipelines;

/// <summary>Reads from a ref's look what it probably is; only the other repository knows.</summary>
internal static class VersionWords
{
    /// <summary>Whether it is a whole commit hash, SHA-1 or SHA-256. GitHub accepts no shorter one.</summary>
    public static bool IsCommit(ReadOnlySpan<char> text) =>
        text.Length is 40 or 64 && text.IndexOfAnyExcept(Letters.Hexadecimal) < 0;

    /// <summary>
    /// Whether it looks like a tag: a version, alone (<c>v4</c>, <c>1.2.3-rc.1</c>) or behind a name (<c>bundle-v2.1</c>). The branches of
    /// releases (<c>release/v1</c>) and words (<c>main</c>, <c>stable</c>) do not.
    /// </summary>
    public static bool IsTag(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("refs/tags/", StringComparison.Ordinal))
        {
            return true;
        }

        if (text.StartsWith("refs/heads/", StringComparison.Ordinal)
            || text.StartsWith("release/", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("releases/", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // A version may stand behind a name: bundle-v2.1-beta.
        var tail = text[(text.LastIndexOf('/') + 1)..];
        for (var start = 0; start < tail.Length; start++)
        {
            if ((start == 0 || tail[start - 1] is '-' or '_' or '@') && IsVersion(tail[start..]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first word of a comment that names a version: <c>v4.1.0</c> in <c># tag=v4.1.0, do not touch</c>; null where none does.</summary>
    public static string? InComment(ReadOnlySpan<char> comment)
    {
        foreach (var range in comment.SplitAny(" \t,;()[]=@:"))
        {
            var word = comment[range].Trim("#'\"`.");
            if (IsVersion(word))
            {
                return word.ToString();
            }
        }

        var whole = comment.Trim(" \t#");
        return whole is "main" or "master" ? whole.ToString() : null;
    }

    /// <summary>The first number of a version: 4 of <c>v4.1.0</c>; 0 where it is none.</summary>
    public static int Major(ReadOnlySpan<char> text)
    {
        if (!IsVersion(text))
        {
            return 0;
        }

        var rest = text.TrimStart("vV");
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;
    }

    // 1, 1.2.3-rc.1, v1beta; but neither '2fa' nor '3rdparty'.
    private static bool IsVersion(ReadOnlySpan<char> text)
    {
        const int Longest = 64;
        var hasMark = text.Length > 0 && text[0] is 'v' or 'V';
        var rest = hasMark ? text[1..] : text;
        var digits = rest.Length > Longest ? 0 : rest.IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? rest.Length : end;
        return digits > 0
            && rest.IndexOfAnyExcept(Letters.Version) < 0
            && (digits == rest.Length || hasMark || rest[digits] is '.' or '-' or '+' or '_');
    }
}
