namespace PoPipeline.Rules.Shell;

/// <summary>Finds the texts that a command runs as a program of the shell.</summary>
internal static class ProgramTexts
{
    /// <summary>The texts; each is made of one or more words.</summary>
    public static IEnumerable<IReadOnlyList<ReadWord>> Of(string name, List<ReadWord> words)
    {
        switch (name)
        {
            case "echo" or "printf" or "grep" or "cat" or "":
                return [];
            case "eval":
                return words.Count > 1 ? [words[1..]] : [];
            case "trap":
                return words.Count > 2 && words[1].Text.Contains(' ') ? [words[1..2]] : [];
            default:
                return WithCommandOption(name, words);
        }
    }

    /// <summary>Whether the program is a shell that reads its commands from its input.</summary>
    public static bool ReadsProgramFromInput(string name, ReadOnlySpan<ReadWord> words)
    {
        if (!ShellNames.IsShell(name))
        {
            return false;
        }

        foreach (var word in words[1..])
        {
            if (word.Text.Length < 2 || word.Text[0] != '-' || IsCommandOption(word.Text))
            {
                return word.Text is "-" or "/dev/stdin";
            }

            if (word.Text.StartsWith("-s", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return true;
    }

    // sh -c TEXT, also behind docker exec, su and the like. Only the first: what follows are the text's own parameters.
    private static IEnumerable<IReadOnlyList<ReadWord>> WithCommandOption(string name, List<ReadWord> words)
    {
        var shell = name is "su" ? 0 : words.FindIndex(word => ShellNames.IsShell(ShellNames.ProgramOf(word)));
        var option = shell < 0 ? -1 : words.FindIndex(shell + 1, word => IsCommandOption(word.Text));
        return option >= 0 && option + 1 < words.Count ? [words[(option + 1)..(option + 2)]] : [];
    }

    /// <summary>Whether a shell takes the word behind this one for its program: <c>-c</c>, <c>-lc</c>, <c>-euxc</c>, the last letter of a row of short options.</summary>
    public static bool IsCommandOption(string word) =>
        word.Length is >= 2 and <= 8 && word[0] == '-' && word[1] != '-' && word[^1] == 'c' && word.AsSpan(1).IndexOfAnyExceptInRange('a', 'z') < 0;
}
