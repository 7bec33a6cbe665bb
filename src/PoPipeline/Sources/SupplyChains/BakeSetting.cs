using System.Text.RegularExpressions;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.SupplyChains;

namespace PoPipeline.Sources.SupplyChains;

/// <summary>What a file of Bake, in HCL or JSON, says of where its images go, and of provenance.</summary>
/// <remarks>Source: https://docs.docker.com/build/bake/reference/#targetattest. Only lists that stand in it as they are, are read.</remarks>
internal static partial class BakeSetting
{
    // Who writes a longer list was not writing for people.
    private const int Longest = 2_000;
    private const int MostLists = 500;

    /// <summary>It; null where the file says nothing of either.</summary>
    /// <param name="file">The file.</param>
    public static ReleaseSetting? Of(SourceFile file)
    {
        var text = IsHcl(file) ? WithoutComments(file.Text) : file.Text;
        Match? first = null;
        var (off, pushes) = (0, false);
        foreach (var list in Lists().Matches(text).Take(MostLists))
        {
            var items = Items().Matches(ListAt(text, list.Index + list.Length));
            if (list.Groups["name"].Value is "attest" ? items.Any(item => item.Value.Contains("provenance", StringComparison.Ordinal) && Disabled().IsMatch(item.Value)) : items.Any(item => Pushing().IsMatch(item.Value)))
            {
                first ??= list;
                off += list.Groups["name"].Value is "attest" ? 1 : 0;
                pushes |= list.Groups["name"].Value is not "attest";
            }
        }

        if (first is null)
        {
            return null;
        }

        var line = 1 + text.AsSpan(0, first.Groups["name"].Index).Count('\n');
        var column = first.Groups["name"].Index - text.LastIndexOf('\n', first.Groups["name"].Index);
        var isAll = off >= TargetsIn(file, text);
        return new ReleaseSetting(ReleaseFiles.Bake, first.Groups["name"].Value, new Place(file.Path, new Region(line, column, line, column + first.Groups["name"].Length)))
        {
            ReleasesImages = pushes,
            SwitchesOff = off > 0 && isAll,
            Unreadable = off > 0 && !isAll ? "some of its targets have provenance switched off, and which of them are built, or take that over, was not looked into" : null,
        };
    }

    private static bool IsHcl(SourceFile file) => file.Path.EndsWith(".hcl", StringComparison.Ordinal);

    // With blanks in their place; what stands in quotes is none.
    private static string WithoutComments(string text)
    {
        var signs = text.ToCharArray();
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            if (text[at] is '"')
            {
                var quote = text.AsSpan(at + 1).IndexOfAny('"', '\n');
                at = quote < 0 ? text.Length : at + 1 + quote;
                continue;
            }

            var rest = text.AsSpan(at);
            var end = start;
            if (rest[0] is '#' || rest.StartsWith("//", StringComparison.Ordinal))
            {
                end = rest.IndexOf('\n') is >= 0 and var line ? start + line : text.Length;
            }
            else if (rest.StartsWith("/*", StringComparison.Ordinal))
            {
                end = rest.IndexOf("*/", StringComparison.Ordinal) is >= 0 and var close ? start + close + 2 : text.Length;
            }

            for (; start < end; start++)
            {
                signs[start] = signs[start] is '\n' ? '\n' : ' ';
                at = start;
            }
        }

        return new string(signs);
    }

    private static int TargetsIn(SourceFile file, string text) =>
        IsHcl(file) ? Targets().Count(text) : ((file.Yaml.Root as Yaml.YamlMapping)?["target"] as Yaml.YamlMapping)?.Entries.Length ?? 0;

    // Up to the bracket that closes it.
    private static string ListAt(string text, int start)
    {
        var (depth, isQuoted) = (1, false);
        for (var at = start; at < Math.Min(text.Length, start + Longest); at++)
        {
            isQuoted ^= text[at] is '"' && text[at - 1] is not '\\';
            depth += isQuoted ? 0 : text[at] is '[' ? 1 : text[at] is ']' ? -1 : 0;
            if (depth == 0)
            {
                return text[start..at];
            }
        }

        return "";
    }

    [GeneratedRegex(@"(^|[\s{,])""?(?<name>attest|output)""?\s*[=:]\s*\[", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Lists();

    [GeneratedRegex(@"\{[^}]*\}|""[^""]*""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Items();

    [GeneratedRegex(@"disabled""?\s*[=:]\s*""?(true|1|t)\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Disabled();

    [GeneratedRegex(@"type""?\s*[=:]\s*""?registry\b|push""?\s*[=:]\s*""?true\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pushing();

    [GeneratedRegex(@"^[ \t]*target[ \t]+""?[\w.-]+""?[ \t]*\{", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Targets();
}
