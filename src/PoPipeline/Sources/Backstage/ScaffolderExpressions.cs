using System.Text.RegularExpressions;

namespace PoPipeline.Sources.Backstage;

/// <summary>Finds what the scaffolder fills in: <c>${{ … }}</c>, and which values stand in it.</summary>
internal static partial class ScaffolderExpressions
{
    private const string Start = "${{";
    private const string End = "}}";
    private const string Raw = "raw";

    /// <summary>The expressions in a text, without their braces: offset and text.</summary>
    /// <param name="text">The text.</param>
    public static IEnumerable<(int Offset, string Text)> In(string text)
    {
        var position = 0;
        while (text.IndexOf(Start, position, StringComparison.Ordinal) is >= 0 and var start)
        {
            var end = text.IndexOf(End, start + Start.Length, StringComparison.Ordinal);
            if (end < 0)
            {
                yield break;
            }

            yield return (start + Start.Length, text[(start + Start.Length)..end]);
            position = end + End.Length;
        }
    }

    /// <summary>Whether a text is filled in: it holds an expression, an instruction or a remark of the language of templates.</summary>
    /// <param name="text">The text.</param>
    public static bool AreIn(string text) => text.Contains(Start, StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal) || text.Contains("{#", StringComparison.Ordinal);

    /// <summary>The expressions of a file that is filled in which are not meant for the scaffolder: those outside of raw parts, that name none of its values.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="owns">Whether a name is one of the platform that reads the file later.</param>
    public static IEnumerable<(int Offset, string Text)> Foreign(string text, Predicate<string> owns)
    {
        var raw = RawParts(text);
        var part = 0;
        foreach (var (offset, expression) in In(text))
        {
            while (part < raw.Count && raw[part].End <= offset)
            {
                part++;
            }

            if ((part == raw.Count || offset < raw[part].Start) && FirstName().Match(expression) is { Success: true } name && owns(name.Groups["name"].Value))
            {
                yield return (offset - Start.Length, $"{Start}{expression}{End}");
            }
        }
    }

    /// <summary>The members of a value that an expression names: of <c>parameters</c> in <c>parameters.a + parameters['b']</c>, <c>a</c> and <c>b</c>.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="value">The value: <c>parameters</c>, <c>steps</c>, <c>secrets</c>.</param>
    public static IEnumerable<(int Offset, string Name)> MembersOf(string expression, string value)
    {
        foreach (Match member in Member().Matches(expression))
        {
            if (member.Groups["value"].ValueSpan.SequenceEqual(value))
            {
                var name = member.Groups["name"];
                yield return (name.Index, name.Value);
            }
        }
    }

    /// <summary>The one value that a text is, <c>a</c> in <c>${{ parameters.a }}</c>; null where it is something else.</summary>
    /// <param name="text">The text.</param>
    public static string? OnlyParameter(string text) => Only().Match(text) is { Success: true } match ? match.Groups["name"].Value : null;

    private static List<(int Start, int End)> RawParts(string text)
    {
        var parts = new List<(int Start, int End)>();
        var open = -1;
        foreach (Match tag in RawTag().Matches(text))
        {
            if (tag.Groups["name"].Value is Raw or "verbatim")
            {
                open = open < 0 ? tag.Index + tag.Length : open;
            }
            else if (open >= 0)
            {
                parts.Add((open, tag.Index));
                open = -1;
            }
        }

        return parts;
    }

    [GeneratedRegex(@"\{%[-+]?\s{0,8}(?<name>(?:end)?(?:raw|verbatim))\s{0,8}[-+]?%\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RawTag();

    [GeneratedRegex(@"\A[-\s!(]{0,20}(?<name>[A-Za-z_][A-Za-z0-9_]{0,60})", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FirstName();

    [GeneratedRegex(@"(?<![\w.'""\]])(?<value>parameters|steps|secrets)(\.(?<name>[A-Za-z_$][\w$-]{0,100})|\[\s{0,4}(?<quote>['""])(?<name>[^'""\]]{1,100})\k<quote>\s{0,4}\])", RegexOptions.ExplicitCapture)]
    private static partial Regex Member();

    [GeneratedRegex(@"\A\s{0,8}\$\{\{\s{0,8}parameters(\.(?<name>[A-Za-z_$][\w$]{0,100})|\[\s{0,4}['""](?<name>[^'""\]]{1,100})['""]\s{0,4}\])\s{0,8}\}\}\s{0,8}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Only();
}
