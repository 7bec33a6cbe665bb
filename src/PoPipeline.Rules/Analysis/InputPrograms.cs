using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Tells which commands run what comes in as a program: <c>bash -s -- x</c>, <c>python3 -</c>, <c>sh</c>.</summary>
/// <remarks>
/// Sources: the invocation in https://www.gnu.org/software/bash/manual/bash.html#Invoking-Bash, https://docs.python.org/3/using/cmdline.html, https://nodejs.org/api/cli.html,
/// https://perldoc.perl.org/perlrun, https://www.php.net/manual/en/features.commandline.options.php and https://docs.astral.sh/uv/guides/scripts/.
/// </remarks>
internal static class InputPrograms
{
    /// <summary>Whether the command runs its input.</summary>
    /// <param name="command">The command, which reads from a pipe.</param>
    public static bool Runs(Command command) => command.Name switch
    {
        "iex" or "invoke-expression" => true,
        "source" or "." => command.Words.Length > 1 && IsInput(command.Words[1].Text),
        "busybox" or "toybox" => command.Words.Length > 1 && IsShell(command.Words[1].Text) && ShellReadsInput(command.Words.AsSpan()[2..]),
        "su" => command.ValuesOf("-c", "--command").Any(word => word.Text.Trim().Split(' ') is [var shell, .. var rest] && IsShell(shell) && rest.All(one => one.StartsWith('-'))),
        "pwsh" or "powershell" => command.Words.Length == 1 || command.Words.Skip(1).Any(word => IsInput(word.Text)),
        "deno" or "uv" or "bun" => command.Words.Length > 2 && command.Words[1].Text is "run" && OperandOf(command.Words.AsSpan()[2..], valued: "", code: "") is { } program && IsInput(program),
        "perl" => ReadsInput(command, valued: "I", code: "eEnp"),
        "ruby" => ReadsInput(command, valued: "rI", code: "enp"),
        "node" or "nodejs" => ReadsInput(command, valued: "rC", code: "ep"),
        "php" => ReadsInput(command, valued: "dc", code: "rRFBf"),
        _ when IsShell(command.Name) => ShellReadsInput(command.Words.AsSpan()[Math.Min(1, command.Words.Length)..]),
        _ => IsPython(command.Name) && ReadsInput(command, valued: "WX", code: "cm"),
    };

    // python, python3, python3.12, pypy3
    private static bool IsPython(string name) => name.TrimEnd("0123456789.".ToCharArray()) is "python" or "pypy";

    private static bool IsShell(string name) => name is "sh" or "bash" or "dash" or "ash" or "zsh" or "ksh";

    private static bool IsInput(string word) => word is "-" or "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0";

    private static bool ShellReadsInput(ReadOnlySpan<Word> words)
    {
        for (var index = 0; index < words.Length; index++)
        {
            var word = words[index].Text;
            if (word is "-" or "--")
            {
                return index + 1 == words.Length || IsInput(words[index + 1].Text);
            }

            if (word.Length < 2 || word[0] is not ('-' or '+'))
            {
                return IsInput(word);
            }

            var isRow = !word.StartsWith("--", StringComparison.Ordinal);
            if (isRow && word[0] is '-' && word.AsSpan(1).ContainsAny('c', 's'))
            {
                // Where both stand, the text behind '-c' is run.
                return !word.Contains('c', StringComparison.Ordinal);
            }

            index += word is "--rcfile" or "--init-file" || (isRow && word[^1] is 'o' or 'O') ? 1 : 0;
        }

        return true;
    }

    private static bool ReadsInput(Command command, string valued, string code) =>
        OperandOf(command.Words.AsSpan()[1..], valued, code) is { } program && (program.Length == 0 || IsInput(program) || (program is "--" && command.Name is "php"));

    // What is named as the program; empty where nothing is, and null where an option holds the program, or another one than the input.
    private static string? OperandOf(ReadOnlySpan<Word> words, string valued, string code)
    {
        for (var index = 0; index < words.Length; index++)
        {
            var word = words[index].Text;
            if (word is "--")
            {
                return word;
            }

            if (word.Length < 2 || word[0] is not '-')
            {
                return word;
            }

            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                if (word is "--eval" or "--print" or "--check" or "--test" or "--version" or "--help" || word.StartsWith("--eval=", StringComparison.Ordinal) || word.StartsWith("--print=", StringComparison.Ordinal))
                {
                    return null;
                }

                index += word is "--require" or "--import" or "--loader" or "--env-file" or "--with" or "--python" ? 1 : 0;
                continue;
            }

            if (word.AsSpan(1).ContainsAny(code) || word is "-v" or "-V" or "-h")
            {
                return null;
            }

            index += word.Length == 2 && valued.Contains(word[1], StringComparison.Ordinal) ? 1 : 0;
        }

        return "";
    }
}
