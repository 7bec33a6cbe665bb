using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>What stands around the commands of one script, with the variables that the script has exported before each.</summary>
/// <param name="start">What stands around its first command.</param>
/// <remarks>
/// Source: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_15. What is exported in a branch is taken to be exported behind it, too.
/// </remarks>
internal sealed class ScriptSurroundings(Lazy<InstallSurroundings> start)
{
    private readonly ExportedVariables own = new(start);
    private ExportedVariables? inner;
    private (bool InSubshell, int? Inside) shell;

    /// <summary>What stands around the command that was taken last, worked out where it is asked for.</summary>
    public Lazy<InstallSurroundings> Now => (inner ?? own).Now;

    /// <summary>Takes the next command of the script.</summary>
    /// <param name="command">The command.</param>
    public void Take(Command command)
    {
        // What a shell of its own sets is gone behind it.
        if (shell != (command.InSubshell, command.Inside))
        {
            shell = (command.InSubshell, command.Inside);
            inner = shell is (false, null) ? null : new ExportedVariables(own.Now);
        }

        if (command.Name is "export" or "unset" || command is { Words.IsEmpty: true, Assignments.IsEmpty: false })
        {
            (inner ?? own).Add(command);
        }
    }
}
