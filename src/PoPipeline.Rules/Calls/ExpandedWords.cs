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

        var words = Of(command.Words[1..], part => ValueOf(part, around) is { Length: <= Longest } value ? ShellValue.Of(value) : null);
        return words is null ? command : command with { Words = [command.Words[0], .. words] };
    }

    /// <summary>Words as a shell hands them on; null where nothing in them is known.</summary>
    /// <param name="written">The words.</param>
    /// <param name="valueOf">Gives what a part of a word becomes; null where that is not known.</param>
    public static ImmutableArray<Word>? Of(ImmutableArray<Word> written, Func<string, ShellValue?> valueOf)
    {
        var words = ImmutableArray.CreateBuilder<Word>(written.Length);
        var isChanged = false;
        foreach (var word in written)
        {
            if (words.Count < MostWords && !word.Literal && Of(word, valueOf) is { } expanded)
            {
                isChanged = true;
                words.AddRange(expanded);
            }
            else
            {
                words.Add(word);
            }
        }

        return isChanged ? words.DrainToImmutable() : null;
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

    /// <summary>The variable of which a word is a list that may have no element: <c>"${args[@]}"</c>, <c>"$@"</c>; null where it is something else.</summary>
    /// <param name="expansion">The word.</param>
    public static string? ListOf(ReadOnlySpan<char> expansion)
    {
        if (expansion is "$@" or "$*" or "${@}" or "${*}")
        {
            return VariableSetting.Handed;
        }

        if (expansion is not ['$', '{', .. var name, '}'] || name.IndexOf('[') is not (> 0 and var open))
        {
            return null;
        }

        // "${args[@]+"${args[@]}"}" is what people write who have the shell refuse what is not set.
        var rest = name[open..];
        return rest is "[@]" or "[*]" || rest.StartsWith("[@]+", StringComparison.Ordinal) || rest.StartsWith("[@]:+", StringComparison.Ordinal) || rest is "[@]-" or "[@]:-" ? name[..open].ToString() : null;
    }

    // ${NAME//$'\n'/ } has blanks in place of the ends of lines, which part words as well.
    private static bool IsJoiningLines(ReadOnlySpan<char> rest) => rest is "//$'\\n'/ }";

    // Null where no part of it is known.
    private static List<Word>? Of(Word word, Func<string, ShellValue?> valueOf)
    {
        var values = new List<ShellValue?>(word.Expansions.Length);
        foreach (var part in word.Expansions)
        {
            values.Add(valueOf(word.Text.Substring(part.Offset, part.Length)));
        }

        if (values is [{ IsList: true } list] && word.Expansions is [{ Offset: 0 } only] && only.Length == word.Text.Length)
        {
            return [.. list.Words];
        }

        // A list that is a part of a word is taken for what only the run knows.
        if (!values.Exists(value => value is { IsList: false }))
        {
            return null;
        }

        var made = new MadeWords(word);
        var position = 0;
        for (var index = 0; index < values.Count; index++)
        {
            var part = word.Expansions[index];
            made.Add(word.Text.AsSpan(position, part.Offset - position));
            position = part.Offset + part.Length;
            made.Add(word.Text.AsSpan(part.Offset, part.Length), part.Quoted, values[index] is { IsList: false } known ? known.Words[0] : null);
            if (made.IsTooMuch)
            {
                return null;
            }
        }

        made.Add(word.Text.AsSpan(position));
        return made.ToWords();
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

    // The words that one becomes.
    private sealed class MadeWords(Word written)
    {
        private readonly List<Word> words = [];
        private readonly StringBuilder text = new();
        private readonly List<Expansion> left = [];
        private bool isOpen;

        public bool IsTooMuch => text.Length > Longest || words.Count > MostWords;

        public void Add(ReadOnlySpan<char> own)
        {
            isOpen |= !own.IsEmpty;
            text.Append(own);
        }

        /// <summary>Adds what a part becomes.</summary>
        /// <param name="part">The part, as it is written.</param>
        /// <param name="isQuoted">Whether it stays in one word.</param>
        /// <param name="value">What it becomes; null where that is not known.</param>
        public void Add(ReadOnlySpan<char> part, bool isQuoted, Word? value)
        {
            isOpen |= isQuoted;
            if (value is null)
            {
                Leave(part, isQuoted);
                return;
            }

            var position = 0;
            foreach (var inner in value.Expansions)
            {
                AddText(value.Text.AsSpan(position, inner.Offset - position), isQuoted);
                Leave(value.Text.AsSpan(inner.Offset, inner.Length), isQuoted);
                position = inner.Offset + inner.Length;
            }

            AddText(value.Text.AsSpan(position), isQuoted);
        }

        public List<Word> ToWords()
        {
            End();
            return words;
        }

        private void Leave(ReadOnlySpan<char> part, bool isQuoted)
        {
            left.Add(new Expansion(text.Length, part.Length, isQuoted));
            text.Append(part);
            isOpen = true;
        }

        // What is not in quotes parts at blanks, and is no word where there is nothing.
        private void AddText(ReadOnlySpan<char> value, bool isQuoted)
        {
            while (!isQuoted && value.IndexOfAny(Blanks) is >= 0 and var blank)
            {
                Add(value[..blank]);
                End();
                value = value[(blank + 1)..];
            }

            Add(value);
        }

        private void End()
        {
            if (isOpen)
            {
                words.Add(written with { Text = text.ToString(), Literal = left.Count == 0, Expansions = [.. left] });
            }

            text.Clear();
            left.Clear();
            isOpen = false;
        }
    }
}
