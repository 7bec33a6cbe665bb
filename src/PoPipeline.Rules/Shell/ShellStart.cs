namespace PoPipeline.Rules.Shell;

/// <summary>Reads the options with which a shell is started.</summary>
public static class ShellStart
{
    /// <summary>What a line says that starts a shell: <c>bash -eo pipefail {0}</c>, and what stands behind <c>#!</c>.</summary>
    /// <param name="line">The line.</param>
    public static ScriptStart Of(ReadOnlySpan<char> line)
    {
        var start = ScriptStart.None;
        var isName = false;
        foreach (var range in line.Split(' '))
        {
            var word = line[range].Trim();
            start = isName ? With(start, word, isOn: true) : WithLetters(start, word);
            isName = TakesName(word);
        }

        return start;
    }

    /// <summary>What the first line of a script says, where it says what reads the script; null where it does not.</summary>
    /// <param name="script">The script.</param>
    public static ScriptStart? OfFirstLine(ReadOnlySpan<char> script)
    {
        script = script.TrimStart();
        if (!script.StartsWith("#!"))
        {
            return null;
        }

        var end = script.IndexOfAny('\n', '\r');
        return Of(end < 0 ? script[2..] : script[2..end]);
    }

    /// <summary>What is left of the options behind a command that changes them: <c>set +e</c>, <c>set -o pipefail</c>.</summary>
    /// <param name="start">The options before.</param>
    /// <param name="command">The command.</param>
    public static ScriptStart Behind(ScriptStart start, Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Name is not ("set" or "shopt"))
        {
            return start;
        }

        var (isName, isOn) = (false, true);
        foreach (var word in command.Words.AsSpan()[1..])
        {
            var text = word.Text;
            if (isName)
            {
                start = With(start, text, isOn);
                isName = false;
                continue;
            }

            if (text.Length < 2 || text[0] is not ('-' or '+') || text is "--")
            {
                break;
            }

            isOn = text[0] is '-' && !(command.Name is "shopt" && text.Contains('u', StringComparison.Ordinal));
            start = command.Name is "shopt" ? start : text[0] is '-' ? WithLetters(start, text) : text.Contains('e', StringComparison.Ordinal) ? start & ~ScriptStart.StopsAtError : start;
            isName = text[^1] is 'o' || command.Name is "shopt";
        }

        return start;
    }

    private static bool TakesName(ReadOnlySpan<char> word) => word.Length >= 2 && word[0] is '-' && word[1] is not '-' && word[^1] is 'o';

    private static ScriptStart With(ScriptStart start, ReadOnlySpan<char> name, bool isOn)
    {
        var option = name switch { "pipefail" => ScriptStart.PipesFail, "errexit" => ScriptStart.StopsAtError, _ => ScriptStart.None };
        return isOn ? start | option : start & ~option;
    }

    private static ScriptStart WithLetters(ScriptStart start, ReadOnlySpan<char> word) =>
        word.Length is >= 2 and <= 8 && word[0] is '-' && word[1] is not '-' && word[1..].IndexOfAnyExceptInRange('A', 'z') < 0 && word[1..].Contains('e') ? start | ScriptStart.StopsAtError : start;
}
