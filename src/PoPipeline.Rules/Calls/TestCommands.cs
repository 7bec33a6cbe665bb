using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>How a command ends that decides about others, where its words tell: <c>[ "$SIGN" = true ]</c>, <c>[[ -n $KEY ]]</c>, <c>test</c>, <c>true</c>, <c>for</c> without a word to go through.</summary>
/// <remarks>Sources: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/test.html, https://www.gnu.org/software/bash/manual/html_node/Conditional-Constructs.html.</remarks>
internal static class TestCommands
{
    // Who asks for more at once means to keep a reader busy.
    private const int MostWords = 64;

    // What stands for more than itself where it is not in quotes; a credential that is masked is among it.
    private static readonly SearchValues<char> OfPatterns = SearchValues.Create("*?[\\~");

    /// <summary>Whether a command is one of those whose words may tell it.</summary>
    /// <param name="command">The command.</param>
    public static bool AreAsked(Command command) => command is { Name: "[" or "[[" or "test" or "for" or "select" } or { Name: "", Words.IsEmpty: false };

    /// <summary>Whether it succeeds; null where its words do not tell.</summary>
    /// <param name="command">The command, as the shell hands it on.</param>
    public static bool? EndOf(Command command) => command.Name switch
    {
        "[" or "[[" or "test" => Tested(command) is { } truth ? LeftOutCommands.Ended(command, truth) : null,
        "for" or "select" => command.Words is [_, _, { Text: "in" }] ? false : null,
        _ => LeftOutCommands.ConstantOf(command),
    };

    private static bool? Tested(Command command)
    {
        var words = command.Words;
        if (command.Name is not "test")
        {
            if (words[^1].Text != (command.Name is "[" ? "]" : "]]"))
            {
                return null;
            }

            words = words[..^1];
        }

        words = words[1..];

        // What is not in quotes may be several words, or none; and parentheses are not looked into.
        return words.Length > MostWords || words.Any(word => word.Text is "(" or ")" || (command.Name is not "[[" && MayBeSeveral(word))) ? null
            : words.IsEmpty ? false
            : Any(words, command.Name is "[[");
    }

    private static bool MayBeSeveral(Word word)
    {
        foreach (var part in word.Expansions)
        {
            if (!part.Quoted)
            {
                return true;
            }
        }

        return !word.Literal && word.Expansions.IsEmpty;
    }

    private static bool? Any(ImmutableArray<Word> words, bool isOfShell)
    {
        bool? any = false;
        foreach (var part in Parts(words, isOfShell ? "||" : "-o"))
        {
            var truth = All(part, isOfShell);
            any = any is true || truth is true ? true : any is null || truth is null ? null : false;
        }

        return any;
    }

    private static bool? All(ImmutableArray<Word> words, bool isOfShell)
    {
        bool? all = true;
        foreach (var part in Parts(words, isOfShell ? "&&" : "-a"))
        {
            var truth = Of(part, isOfShell);
            all = all is false || truth is false ? false : all is null || truth is null ? null : true;
        }

        return all;
    }

    private static List<ImmutableArray<Word>> Parts(ImmutableArray<Word> words, string between)
    {
        var parts = new List<ImmutableArray<Word>>();
        var start = 0;
        for (var at = 0; at <= words.Length; at++)
        {
            if (at == words.Length || words[at].Text == between)
            {
                parts.Add(words[start..at]);
                start = at + 1;
            }
        }

        return parts;
    }

    private static bool? Of(ImmutableArray<Word> words, bool isOfShell) => words switch
    {
        [{ Text: "!" }, _, ..] => !Of(words[1..], isOfShell),
        [{ Literal: true } only] => only.Text.Length > 0,
        [{ Text: "-n" }, { Literal: true } text] => text.Text.Length > 0,
        [{ Text: "-z" }, { Literal: true } text] => text.Text.Length == 0,
        [{ Literal: true } left, { Text: var compared }, { Literal: true } right] => Compared(left.Text, compared, right.Text, isOfShell),
        _ => null,
    };

    private static bool? Compared(string left, string compared, string right, bool isOfShell) => compared switch
    {
        "=" or "==" or "!=" => right.AsSpan().ContainsAny(OfPatterns) || (!isOfShell && left.AsSpan().ContainsAny(OfPatterns)) ? null : left == right == compared is not "!=",
        "-eq" or "-ne" => NumberOf(left) is { } one && NumberOf(right) is { } other ? one == other == compared is "-eq" : null,
        _ => null,
    };

    private static long? NumberOf(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
