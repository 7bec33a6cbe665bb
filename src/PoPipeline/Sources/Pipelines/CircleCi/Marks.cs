using System.Buffers;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Finds what is put into a text: <c>&lt;&lt; parameters.name &gt;&gt;</c>. A backslash before it keeps it as it is.</summary>
/// <remarks>Source: https://circleci.com/docs/reference/reusing-config/#using-parameters-in-executors and https://circleci.com/docs/guides/orchestrate/pipeline-variables/.</remarks>
internal static class Marks
{
    /// <summary>How one begins.</summary>
    public const string Start = "<<";

    /// <summary>How one ends.</summary>
    public const string End = ">>";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>Whether a text may hold one.</summary>
    public static bool MayBeIn(string text) => text.Contains(Start, StringComparison.Ordinal);

    /// <summary>All of them, in order.</summary>
    public static IEnumerable<Mark> In(string text)
    {
        for (var at = text.IndexOf(Start, StringComparison.Ordinal); at >= 0;)
        {
            var close = text.IndexOf(End, at + Start.Length, StringComparison.Ordinal);
            if (close < 0)
            {
                yield break;
            }

            if (at == 0 || text[at - 1] is not '\\')
            {
                yield return new Mark(at, close + End.Length - at, text[(at + Start.Length)..close].Trim());
                at = close;
            }

            at = text.IndexOf(Start, at + Start.Length, StringComparison.Ordinal);
        }
    }

    /// <summary>Where one begins that does not end; negative where there is none.</summary>
    public static int Unclosed(string text)
    {
        for (var at = text.IndexOf(Start, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Start, at + Start.Length, StringComparison.Ordinal))
        {
            var close = text.IndexOf(End, at + Start.Length, StringComparison.Ordinal);
            if ((at == 0 || text[at - 1] is not '\\') && close < 0)
            {
                return at;
            }

            at = Math.Max(at, close);
        }

        return -1;
    }

    /// <summary>The one that a text is made of and nothing else; null where there is more, or none.</summary>
    public static Mark? Whole(string text) =>
        text.AsSpan().Trim() is var trimmed && trimmed.StartsWith(Start) && trimmed.EndsWith(End) && In(text).FirstOrDefault() is { Length: > 0 } mark && mark.Length == trimmed.Length ? mark : null;

    /// <summary>The names in one: <c>parameters.name</c>, <c>pipeline.git.branch</c>; more than one where it is an expression.</summary>
    /// <param name="content">What stands between its ends.</param>
    public static IEnumerable<string> NamesIn(string content)
    {
        for (var at = 0; at < content.Length;)
        {
            if (content[at] is '"' or '\'')
            {
                var end = content.IndexOf(content[at], at + 1);
                at = end < 0 ? content.Length : end + 1;
                continue;
            }

            var rest = content.AsSpan(at);
            var length = rest.IndexOfAnyExcept(NameCharacters);
            length = length < 0 ? rest.Length : length;
            if (length == 0)
            {
                at++;
                continue;
            }

            if (rest[..length].Contains('.'))
            {
                yield return rest[..length].ToString();
            }

            at += length;
        }
    }

    /// <summary>Whether what stands between the ends is a name, and no expression.</summary>
    /// <param name="content">What stands there.</param>
    public static bool IsName(string content) => content.Length > 0 && content.AsSpan().IndexOfAnyExcept(NameCharacters) < 0;
}

/// <summary>A place in a text where something is put.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">How long it is, with its ends.</param>
/// <param name="Content">What stands between them, without blanks around it.</param>
internal readonly record struct Mark(int Offset, int Length, string Content);
