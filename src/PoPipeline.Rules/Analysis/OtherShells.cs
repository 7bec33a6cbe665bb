using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Tells whether scripts of Windows fail where one of their commands does.</summary>
internal static class OtherShells
{
    private static readonly string[] Codes = ["$LASTEXITCODE", "$?"];

    /// <summary>A script of PowerShell: what a program of its own ends with stops nothing, and the last one's decides.</summary>
    /// <param name="script">The script.</param>
    /// <param name="index">Which of its commands it is.</param>
    public static Fate PowerShell(Script script, int index)
    {
        var commands = script.Commands;
        var behind = script.Text[Math.Min(script.Text.Length, commands[index].Offset + commands[index].Length)..];

        // Where the runner asks behind each line.
        if ((script.Starts & ScriptStart.PipesFail) is not ScriptStart.None && !behind.AsSpan(0, LineEnd(behind)).Contains(';'))
        {
            return Fate.Yes;
        }

        if (Array.Exists(Codes, code => behind.Contains(code, StringComparison.OrdinalIgnoreCase)) || script.Text.Contains("PSNativeCommandUseErrorActionPreference", StringComparison.OrdinalIgnoreCase))
        {
            return commands.Skip(index + 1).Any(command => command.Name is "exit" or "throw" or "write-error") || script.Text.Contains("PSNativeCommandUseErrorActionPreference", StringComparison.OrdinalIgnoreCase)
                ? Fate.Yes : Fate.Unknown("'$LASTEXITCODE' decides what becomes of its failure");
        }

        foreach (var command in Behind(commands, index))
        {
            if (command.Name is "exit")
            {
                return command.Words is [_, { Text: "0" }, ..] ? Fate.No("the script ends with 'exit 0', and does not ask how it ended") : command.Words.Length > 1 ? Fate.Unknown("what comes behind it decides what becomes of its failure") : Fate.No("the script ends with 'exit', and does not ask how it ended");
            }

            if (IsProgram(command))
            {
                return Fate.No($"the script does not ask how it ended, and '{command.Name}', which comes behind it, decides");
            }
        }

        return Fate.Yes;
    }

    /// <summary>A script of cmd: what comes last decides.</summary>
    /// <param name="script">The script.</param>
    /// <param name="index">Which of its commands it is.</param>
    public static Fate Cmd(Script script, int index)
    {
        var commands = script.Commands;
        var behind = script.Text[Math.Min(script.Text.Length, commands[index].Offset + commands[index].Length)..];
        var asks = behind.Contains("errorlevel", StringComparison.OrdinalIgnoreCase);
        if (commands[index].OnFailure is { } next)
        {
            return IsExit(commands[next]) is { } fails ? (fails ? Fate.Yes : Fate.No($"'|| {string.Join(' ', commands[next].Words.Select(word => word.Text))}' swallows its failure"))
                : Fate.Unknown($"how '{commands[next].Name}' ends decides what becomes of its failure");
        }

        foreach (var command in Behind(commands, index))
        {
            if (command.Name is "exit" or "goto")
            {
                return command.Name is "exit" && IsExit(command) is { } fails ? fails || asks ? Fate.Unknown("what comes behind it decides what becomes of its failure") : Fate.No($"the script ends with '{string.Join(' ', command.Words.Select(word => word.Text))}' whatever it finds")
                    : asks ? Fate.Yes : Fate.Unknown("what comes behind it decides what becomes of its failure");
            }

            if (command.Name is not ("echo" or "echo." or "rem" or "set" or "cd" or "type" or "if" or "for" or "title" or "setlocal" or "endlocal" or "popd" or "pushd" or "exit" or ""))
            {
                return asks ? Fate.Yes : command.Branches.IsEmpty ? Fate.No($"the script goes on after it fails, and '{command.Name}', which comes behind it, decides") : Fate.Yes;
            }
        }

        return Fate.Yes;
    }

    // 'exit', 'exit /b', with the code behind it; null where none is written.
    private static bool? IsExit(Command command) => command.Name is not "exit" ? null : command.Words[^1].Text is "0" ? false : int.TryParse(command.Words[^1].Text, out _) ? true : null;

    private static IEnumerable<Command> Behind(ImmutableArray<Command> commands, int index)
    {
        for (var at = index + 1; at < commands.Length; at++)
        {
            if (commands[at].Inside == commands[index].Inside && commands[index].PipedTo != at)
            {
                yield return commands[at];
            }
        }
    }

    private static int LineEnd(string text) => text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length;

    // What is built in is a verb and a noun; a program is none, and no word of the language.
    private static bool IsProgram(Command command) =>
        command.Name.Length > 0 && char.IsAsciiLetter(command.Name[0]) && command.Words[0].Text[0] is not ('$' or '[' or '(' or '@' or '\'' or '"')
        && (command.Name.IndexOf('-', StringComparison.Ordinal) < 0 || command.Words[0].Text.Contains('.', StringComparison.Ordinal))
        && command.Name is not ("if" or "else" or "elseif" or "foreach" or "for" or "while" or "try" or "catch" or "finally" or "function" or "param" or "return" or "throw" or "echo" or "cd" or "set" or "exit" or "do" or "switch" or "begin" or "process" or "end" or "cat" or "ls" or "dir" or "rm" or "cp" or "mv" or "mkdir" or "type" or "sleep" or "iex" or "iwr" or "using" or "import" or "trap" or "break" or "continue");
}
