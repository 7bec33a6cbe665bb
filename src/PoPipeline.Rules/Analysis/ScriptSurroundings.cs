using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>What stands around the commands of one script, with the variables that the script has set before each.</summary>
/// <param name="start">What stands around its first command.</param>
/// <remarks>
/// Source: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_15. What one branch sets otherwise than another, or than what stands before them, only the run knows.
/// </remarks>
internal sealed class ScriptSurroundings(Lazy<InstallSurroundings> start) : ScriptState<ShellVariables>(ShellVariables.None)
{
    private (ShellVariables Of, Lazy<InstallSurroundings> Handed, Lazy<InstallSurroundings> Own) known = (ShellVariables.None, start, start);

    /// <summary>What the programs see that the command taken last starts, worked out where it is asked for.</summary>
    public Lazy<InstallSurroundings> Now => Known().Handed;

    /// <summary>What the shell itself sees there: variables that it hands to nobody as well.</summary>
    public Lazy<InstallSurroundings> OfShell => Known().Own;

    /// <summary>What a variable is for a command, which may set it for itself alone; null where that is not known.</summary>
    /// <param name="command">The command taken last.</param>
    /// <param name="name">The variable.</param>
    public string? ValueFor(Command command, string name) => Assignments.ValueFor(command, name, Now);

    /// <summary>Takes the next command of the script.</summary>
    /// <param name="command">The command.</param>
    public void Take(Command command)
    {
        Enter(command);
        switch (command.Name)
        {
            case "export":
                Export(command);
                break;
            case "unset":
                foreach (var word in command.Words.Skip(1))
                {
                    Current = Started().Without(word.Text);
                }

                break;
            case "for" or "select" when command.Words.Length > 1:
                Current = Started().With(new ToolSetting(command.Words[1].Text, Value: null), isExported: false);
                break;
            case "read":
                Assign(command.Words.Skip(1).Where(word => !word.Text.StartsWith('-')).Select(word => new ToolSetting(word.Text, Value: null)));
                break;
            case "local" or "declare" or "typeset" or "readonly":
                var isExported = command.Words.Any(word => word.Text is ['-', .. var letters] && letters.Contains('x', StringComparison.Ordinal));
                Assign(Assignments.In(command.Words.Skip(1)), isExported);
                break;
            case "" when command is { Words.IsEmpty: true, Assignments.IsEmpty: false }:
                Assign(Assignments.In(command.Assignments));
                break;
        }
    }

    /// <inheritdoc/>
    protected override ShellVariables Joined(ShellVariables entered, IReadOnlyList<ShellVariables> ends) => Started(entered).Joined(ends);

    /// <inheritdoc/>
    protected override ShellVariables Called(ShellVariables at, ShellVariables entered, ShellVariables left) => Started(at).Changed(entered, left);

    private void Export(Command command)
    {
        var isTakenBack = command.Words.Any(word => word.Text is "-n");
        foreach (var word in command.Words.Skip(1).Where(word => !word.Text.StartsWith('-')))
        {
            var isAssigned = word.Text.IndexOf('=', StringComparison.Ordinal) > 0;
            var name = isAssigned ? word.Text[..word.Text.IndexOf('=', StringComparison.Ordinal)] : word.Text;
            if ((isAssigned ? Assignments.In([word]).First() : Started().Own.GetValueOrDefault(name)) is { } variable)
            {
                Current = Started().Without(name).With(variable, !isTakenBack);
            }
        }
    }

    // What is only assigned reaches a program where it was exported before.
    private void Assign(IEnumerable<ToolSetting> variables, bool isExported = false)
    {
        foreach (var variable in variables)
        {
            Current = Started().With(variable, isExported || Started().Handed.ContainsKey(variable.Name));
        }
    }

    private ShellVariables Started() => Started(Current);

    private ShellVariables Started(ShellVariables at) => at.IsStarted ? at : ShellVariables.Of(start.Value.Variables);

    private (ShellVariables Of, Lazy<InstallSurroundings> Handed, Lazy<InstallSurroundings> Own) Known()
    {
        var at = Current;
        if (!ReferenceEquals(known.Of, at))
        {
            known = at.IsStarted
                ? (at, new(() => start.Value with { Variables = at.Handed }), new(() => start.Value with { Variables = at.Own }))
                : (at, start, start);
        }

        return known;
    }
}
