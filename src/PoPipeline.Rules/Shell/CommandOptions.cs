namespace PoPipeline.Rules.Shell;

/// <summary>Asks a command for its options.</summary>
internal static class CommandOptions
{
    /// <summary>Whether the command has an option: <c>--insecure</c>, <c>--tls-verify=false</c>, or <c>-k</c>, also among others as in <c>-fsSLk</c>.</summary>
    public static Word? Option(this Command command, params ReadOnlySpan<string> names)
    {
        foreach (var word in command.Words.AsSpan()[Math.Min(1, command.Words.Length)..])
        {
            foreach (var name in names)
            {
                if (Is(word.Text, name))
                {
                    return word;
                }
            }
        }

        return null;
    }

    /// <summary>The values of an option: <c>-o x</c>, <c>--output=x</c>.</summary>
    public static IEnumerable<Word> ValuesOf(this Command command, params string[] names)
    {
        for (var index = 1; index < command.Words.Length; index++)
        {
            var word = command.Words[index];
            var name = names.FirstOrDefault(name => Is(word.Text, name) || (name.StartsWith("--", StringComparison.Ordinal) && word.Text.StartsWith(name + "=", StringComparison.Ordinal)));
            if (name is not null && word.Text.StartsWith(name + "=", StringComparison.Ordinal))
            {
                yield return word with { Text = word.Text[(name.Length + 1)..] };
            }
            else if (name is not null && index + 1 < command.Words.Length && word.Text[^1] == name[^1])
            {
                yield return command.Words[index + 1];
            }
        }
    }

    /// <summary>Whether the words of a verb follow the program, in this order: <c>git remote add</c>.</summary>
    public static bool HasVerb(this Command command, string program, params ReadOnlySpan<string> verbs)
    {
        var position = 0;
        foreach (var word in command.Words.AsSpan()[Math.Min(1, command.Words.Length)..])
        {
            position += position < verbs.Length && word.Text == verbs[position] ? 1 : 0;
        }

        return command.Name == program && position == verbs.Length;
    }

    /// <summary>Whether a word is an option, which may be one of several letters behind one dash.</summary>
    public static bool Is(string word, string name) => word == name || IsAmong(word, name);

    // -k in -fsSLk: a row of letters behind one dash.
    private static bool IsAmong(string word, string name) =>
        name.Length == 2 && name[0] == '-' && word.Length is > 2 and <= 8 && word[0] == '-' && word[1] != '-'
        && word.AsSpan(1).IndexOfAnyExcept(Letters) < 0 && word.AsSpan(1).Contains(name[1]);

    private static readonly System.Buffers.SearchValues<char> Letters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
}
