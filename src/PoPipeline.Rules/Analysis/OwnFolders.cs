using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Analysis;

/// <summary>The folders that a script works out from where it lies itself, or stands: <c>$(cd "$(dirname "${BASH_SOURCE[0]}")/.." &amp;&amp; pwd)</c>.</summary>
/// <param name="script">The path of the script, relative to the root; null for one that lies nowhere.</param>
internal sealed class OwnFolders(string? script)
{
    // Who writes more was not writing for people.
    private const int Longest = 400;
    private const int Deepest = 8;

    private readonly Dictionary<string, string?> variables = new(StringComparer.Ordinal);

    /// <summary>Keeps that a variable is set.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">What it is set to, as written.</param>
    /// <param name="standing">Where the script stands.</param>
    /// <param name="isSure">Whether it is set each time; otherwise it may be what it was.</param>
    public void Set(string name, string value, string? standing, bool isSure)
    {
        var folder = value.StartsWith('$') ? Of(value, standing) : null;
        if (folder is not null || variables.ContainsKey(name))
        {
            variables[name] = isSure || !variables.TryGetValue(name, out var before) || before == folder ? folder : null;
        }
    }

    /// <summary>The folder, or the file, relative to the root, that a text is which starts with a variable or a substitution; null where that is not known.</summary>
    /// <param name="text">The text, as written.</param>
    /// <param name="standing">Where the script stands.</param>
    public string? Of(string text, string? standing) => text.Length > Longest ? null : Of(text, standing, depth: 0);

    private string? Of(string text, string? standing, int depth)
    {
        text = Unquoted(text);
        if (depth > Deepest)
        {
            return null;
        }

        if (!text.StartsWith('$'))
        {
            return StandingFolder.Below(standing, text);
        }

        var end = EndOf(text);
        var rest = Unquoted(text[end..].TrimStart('"'));
        var head = HeadOf(text[..end], standing, depth);
        return head is null ? null
            : rest.Length == 0 ? head
            : rest[0] is '/' or '\\' ? StandingFolder.Below(head, $".{rest}")
            : null;
    }

    private string? HeadOf(string head, string? standing, int depth)
    {
        if (head.StartsWith("$(", StringComparison.Ordinal) && head.EndsWith(')'))
        {
            return OfWords(WordsOf(head[2..^1]), standing, depth);
        }

        var name = head.Trim('$', '{', '}');
        return name switch
        {
            "0%/*" or "BASH_SOURCE%/*" or "BASH_SOURCE[0]%/*" or "0:A:h" or "0:a:h" or "0:h" or "PSScriptRoot" => FolderOf(script),
            "PWD" => standing,
            _ => variables.GetValueOrDefault(name),
        };
    }

    private string? OfWords(ImmutableArray<string> words, string? standing, int depth)
    {
        switch (words)
        {
            case ["pwd"] or ["pwd", "-P" or "-L"]:
                return standing;
            case ["git", "rev-parse", "--show-toplevel", ..]:
                return "";
            case ["cd", .. var to, "&&" or ";", "pwd"] when Operand(to) is { } folder:
                return Of(folder, standing, depth + 1);
            case ["cd", .. var to, "&&" or ";", "pwd", "-P" or "-L"] when Operand(to) is { } folder:
                return Of(folder, standing, depth + 1);
            case ["realpath" or "readlink", .. var path] when Operand(path) is { } folder:
                return Of(folder, standing, depth + 1);
            case ["dirname", .. var path] when Operand(path) is { } inner:
                return FolderOf(FileOf(inner, depth) ?? Of(inner, standing, depth + 1));
            default:
                return null;
        }
    }

    // The script itself, as it calls itself.
    private string? FileOf(string text, int depth)
    {
        text = Unquoted(text);
        return text switch
        {
            "$0" or "${0}" or "$BASH_SOURCE" or "${BASH_SOURCE}" or "${BASH_SOURCE[0]}" or "${BASH_SOURCE[0]:-$0}" or "${BASH_SOURCE:-$0}" or "${BASH_SOURCE[0]:-${0}}" or "${(%):-%x}" or "${(%):-%N}" => script,
            _ when depth <= Deepest && text.StartsWith("$(", StringComparison.Ordinal) && text.EndsWith(')') && WordsOf(text[2..^1]) is ["realpath" or "readlink", .. var path] && Operand(path) is { } inner => FileOf(inner, depth + 1),
            _ => null,
        };
    }

    private static string? FolderOf(string? path) => path is null or "" ? null : RepositoryPath.FolderOf(path);

    // The one word that is no option, and no end of options.
    private static string? Operand(ImmutableArray<string> words) => words.RemoveAll(word => word.StartsWith('-')) is [var only] ? only : null;

    private static string Unquoted(string text) => text is ['"', .. var inner, '"'] && EndOfQuotes(text, 0, depth: 0) == text.Length ? inner : text.TrimEnd('"') is var open && text.Length - open.Length == 1 && !open.Contains('"', StringComparison.Ordinal) ? open : text;

    // Without what is said of where output and errors go.
    private static ImmutableArray<string> WordsOf(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is ' ' or '\t' or '\n' or '\r')
            {
                at++;
            }
            else if (text[at] is ';')
            {
                words.Add(";");
                at++;
            }
            else
            {
                var start = at;
                while (at < text.Length && text[at] is not (' ' or '\t' or '\n' or '\r' or ';'))
                {
                    at = Behind(text, at, depth: 0);
                }

                words.Add(text[start..at]);
            }
        }

        var to = words.IndexOf(">");
        if (to >= 0 && to + 1 < words.Count)
        {
            words.RemoveRange(to, 2);
        }

        words.RemoveAll(word => word is ['>', ..] or ['&', '>', ..] or ['1' or '2', '>', ..]);
        return [.. words];
    }

    private static int EndOf(string text)
    {
        var end = Behind(text, 0, depth: 0);
        if (end > 1)
        {
            return end;
        }

        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_'))
        {
            end++;
        }

        return end;
    }

    // Behind one character, or what stands in quotes or belongs to a substitution.
    private static int Behind(string text, int at, int depth) =>
        depth > Deepest ? text.Length
        : text[at] is '"' ? EndOfQuotes(text, at, depth)
        : text[at] is '$' && at + 1 < text.Length && text[at + 1] is '(' or '{' ? EndOfNested(text, at + 2, text[at + 1] is '(' ? ')' : '}', depth)
        : at + 1;

    private static int EndOfQuotes(string text, int at, int depth)
    {
        for (at++; at < text.Length && text[at] is not '"';)
        {
            at = Behind(text, at, depth + 1);
        }

        return Math.Min(at + 1, text.Length);
    }

    private static int EndOfNested(string text, int at, char end, int depth)
    {
        while (at < text.Length && text[at] != end)
        {
            at = Behind(text, at, depth + 1);
        }

        return Math.Min(at + 1, text.Length);
    }
}
