using System.Collections.Immutable;

namespace PoPipeline.Rules.Shell;

/// <summary>
/// Reads the commands of a script, for every platform alike. Comments, quoted words and heredocs are data and never commands; texts that
/// the script itself hands to a shell are followed. Any text can be read, in time linear in its length.
/// </summary>
public static class ShellReader
{
    /// <summary>Whether a program is a POSIX shell.</summary>
    /// <param name="program">Its name, without a folder.</param>
    public static bool IsShell(string program) => ShellNames.IsShell(program);

    /// <summary>The commands, in the order of the text; empty for languages that are not shells. A language that cannot be told is read as sh.</summary>
    /// <param name="shell">The language.</param>
    /// <param name="text">The script.</param>
    /// <param name="pasted">What the platform replaces in it.</param>
    public static ImmutableArray<Command> Read(ShellKind shell, string text, params ImmutableArray<PastedSpan> pasted)
    {
        ArgumentNullException.ThrowIfNull(text);
        var source = new SourceText(text, pasted);
        var commands = new List<CommandBuilder>();
        switch (shell)
        {
            case ShellKind.Posix or ShellKind.Unknown:
                PosixReader.Read(source, commands);
                break;
            case ShellKind.PowerShell:
                PowerShellReader.Read(source, commands);
                break;
            case ShellKind.Cmd:
                CmdReader.Read(source, commands);
                break;
            default:
                return [];
        }

        return CommandBuilder.BuildAll(commands);
    }
}
