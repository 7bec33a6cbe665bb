using System.Collections.Immutable;
using PoPipeline.Rules.Shell;
using Choices = PoPipeline.Rules.Analysis.ChangedValues<string, System.Collections.Immutable.ImmutableArray<PoPipeline.Rules.Calls.ShellValue>>;

namespace PoPipeline.Rules.Calls;

/// <summary>Expands the variables of words to all that a script lets them hold.</summary>
internal static class VariableExpansion
{
    /// <summary>The variables that a word expands.</summary>
    /// <param name="word">The word.</param>
    public static IEnumerable<string> NamesIn(Word word)
    {
        foreach (var part in word.Expansions)
        {
            if (NameOf(word.Text.AsSpan(part.Offset, part.Length)) is { } name)
            {
                yield return name;
            }
        }
    }

    /// <summary>Words as they may be handed on: each variable is the same in all of them, and what would be too much is left as it is written.</summary>
    /// <param name="words">The words.</param>
    /// <param name="values">What the variables may hold.</param>
    /// <param name="read">Gives what is taken for a value of a variable.</param>
    public static List<ImmutableArray<Word>> Of(ImmutableArray<Word> words, Choices values, Func<string, ShellValue, ShellValue> read)
    {
        List<ImmutableDictionary<string, ShellValue>> picks = [ImmutableDictionary<string, ShellValue>.Empty];
        foreach (var name in words.SelectMany(NamesIn).Distinct(StringComparer.Ordinal))
        {
            if (values.Values.TryGetValue(name, out var choices) && picks.Count * choices.Length <= ShellValue.MostChoices)
            {
                picks = [.. picks.SelectMany(pick => choices.Select(choice => pick.SetItem(name, read(name, choice))))];
            }
        }

        return [.. picks.Select(pick => ExpandedWords.Of(words, part => ValueOf(part, pick)) ?? words)];
    }

    // ${NAME:-other} is not what is empty.
    private static ShellValue? ValueOf(string part, ImmutableDictionary<string, ShellValue> pick)
    {
        var value = NameOf(part) is { } name ? pick.GetValueOrDefault(name) : null;
        return value is { IsList: false, Words: [{ Text: "" }] } && part.Contains('-', StringComparison.Ordinal) ? null : value;
    }

    private static string? NameOf(ReadOnlySpan<char> expansion) => ExpandedWords.VariableOf(expansion) ?? ExpandedWords.ListOf(expansion);
}
