using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Releasing;

/// <summary>Words of which nobody knows how many they become: <c>$ARGS</c>, <c>"${args[@]}"</c>.</summary>
internal static class OpenWords
{
    /// <summary>The variable that such a word is; null where it is something else, or stays one word.</summary>
    /// <param name="word">The word.</param>
    public static string? NameOf(Word word)
    {
        if (word.Expansions is not [{ Offset: 0 } only] || only.Length != word.Text.Length)
        {
            return null;
        }

        return ExpandedWords.ListOf(word.Text) ?? (!only.Quoted && ExpandedWords.VariableOf(word.Text) is { } name && word.Text.TrimStart('$').Trim('{', '}') == name ? name : null);
    }

    // What people call a variable that holds options; a folder, a file and a version are others.
    private static readonly string[] Telling = ["flag", "opt", "arg", "param", "extra", "provenance"];

    /// <summary>Whether a word may become options, and is called so: <c>$FLAGS</c>, <c>"${args[@]}"</c>, and not <c>$FOLDER</c>.</summary>
    /// <param name="word">The word.</param>
    public static bool AreCalledOptions(Word word) =>
        MayBeOptions(word) && (ExpandedWords.ListOf(word.Text) is not null || Array.Exists(Telling, part => word.Text.Contains(part, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a word may become options: such a variable, or what the platform puts there; not the output of a command.</summary>
    /// <param name="word">The word.</param>
    public static bool MayBeOptions(Word word) =>
        NameOf(word) is not null || (word.Expansions is [{ Offset: 0, Quoted: false } only] && only.Length == word.Text.Length && !word.Text.StartsWith("$(", StringComparison.Ordinal) && !word.Text.StartsWith('`'));
}
