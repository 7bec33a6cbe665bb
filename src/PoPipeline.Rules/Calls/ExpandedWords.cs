using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>The words of a command as a POSIX shell hands them to its program, where the files say what its variables are: <c>npm $COMMAND</c>, <c>npm publish "$FLAGS"</c>.</summary>
/// <remarks>Source: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_06.</remarks>
internal static class ExpandedWords
{
    // Who needs more was not writing for people.
    private const int MostWords = 1_000;
    private const int Longest = 2_000;

    private static readonly char[] Blanks = [' ', '\t', '\n', '\r'];

    /// <summary>The command with those words; itself where nothing in them is known.</summary>
    /// <param name="command">The command.</param>
    /// <param name="around">What the shell sees.</param>
    public static Command Of(Command command, Lazy<InstallSurroundings> around)
    {
        if (command.Words.All(word => word.Literal || word.Expansions.IsEmpty))
        {
            return command;
        }

        var words = ImmutableArray.CreateBuilder<Word>(command.Words.Length);
        var isChanged = false;
        foreach (var word in command.Words)
        {
            if (words.Count < MostWords && words.Count > 0 && !word.Literal && Of(word, around) is { } expanded)
            {
                isChanged = true;
                words.AddRange(expanded);
            }
            else
            {
                words.Add(word);
            }
        }

        return isChanged ? command with { Words = words.DrainToImmutable() } : command;
    }

    /// <summary>The variable that a part of a word expands; null where it is something else, or takes a part of the variable alone.</summary>
    /// <param name="expansion">The part: <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-other}</c>, <c>${NAME//$'\n'/ }</c>.</param>
    public static string? VariableOf(ReadOnlySpan<char> expansion)
    {
        if (expansion is not ['$', .. var name])
        {
            return null;
        }

        var end = 0;
        var isBraced = name is ['{', ..];
        name = isBraced ? name[1..] : name;
        while (end < name.Length && (char.IsAsciiLetterOrDigit(name[end]) || name[end] is '_'))
        {
            end++;
        }

        var rest = isBraced ? name[end..] : [];
        var isWhole = isBraced ? rest is "}" || rest is ['-', ..] or [':', '-', ..] || IsJoiningLines(rest) : end == name.Length;
        return end > 0 && !char.IsAsciiDigit(name[0]) && isWhole ? name[..end].ToString() : null;
    }

    // ${NAME//$'\n'/ } has blanks in place of the ends of lines, which part words as well.
    private static bool IsJoiningLines(ReadOnlySpan<char> rest) => rest is "//$'\\n'/ }";

    // Null where a part of it is not known.
    private static List<Word>? Of(Word word, Lazy<InstallSurroundings> around)
    {
        var words = new List<Word>();
        var text = new StringBuilder();
        var isOpen = false;
        var position = 0;
        foreach (var part in word.Expansions)
        {
            if (ValueOf(word.Text.AsSpan(part.Offset, part.Length), around) is not { Length: <= Longest } value)
            {
                return null;
            }

            isOpen |= part.Offset > position || part.Quoted;
            text.Append(word.Text, position, part.Offset - position);
            position = part.Offset + part.Length;
            if (text.Length > Longest || words.Count > MostWords)
            {
                return null;
            }

            if (part.Quoted)
            {
                text.Append(value);
                continue;
            }

            // What is not in quotes parts at blanks, and is no word where there is nothing.
            var pieces = value.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            for (var index = 0; index < pieces.Length; index++)
            {
                if ((index > 0 || Array.IndexOf(Blanks, value[0]) >= 0) && (isOpen || text.Length > 0))
                {
                    words.Add(WordOf(word, text));
                }

                text.Append(pieces[index]);
                isOpen = true;
            }

            if (isOpen && value.Length > 0 && Array.IndexOf(Blanks, value[^1]) >= 0)
            {
                words.Add(WordOf(word, text));
                isOpen = false;
            }
        }

        text.Append(word.Text, position, word.Text.Length - position);
        if (isOpen || text.Length > 0)
        {
            words.Add(WordOf(word, text));
        }

        return words;
    }

    private static Word WordOf(Word word, StringBuilder text)
    {
        var made = word with { Text = text.ToString(), Literal = true, Expansions = [] };
        text.Clear();
        return made;
    }

    private static string? ValueOf(ReadOnlySpan<char> expansion, Lazy<InstallSurroundings> around)
    {
        if (VariableOf(expansion) is not { } name)
        {
            return null;
        }

        var value = around.Value.Variables.GetValueOrDefault(name)?.Value;
        return value is "" && expansion.Contains('-') ? null : value;
    }
}
