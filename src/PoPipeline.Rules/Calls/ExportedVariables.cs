using System.Collections.Immutable;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>The environment that one shell hands to the programs that it starts, as its commands change it.</summary>
/// <param name="start">What stands around its first command.</param>
/// <remarks>Nothing is worked out before it is asked for, and then one change behind the other: a script may hold as many as it has lines.</remarks>
internal sealed class ExportedVariables(Lazy<InstallSurroundings> start)
{
    private readonly List<Command> changes = [];
    private InstallSurroundings? known;
    private int taken;
    private Lazy<InstallSurroundings>? now;

    /// <summary>What stands around the next command, worked out where it is asked for.</summary>
    public Lazy<InstallSurroundings> Now
    {
        get
        {
            var count = changes.Count;
            return count == 0 ? start : (now ??= new Lazy<InstallSurroundings>(() => Behind(count)));
        }
    }

    /// <summary>Takes a command that sets variables, or takes them away.</summary>
    /// <param name="command">The command: <c>export</c>, <c>unset</c>, or nothing but assignments.</param>
    public void Add(Command command)
    {
        changes.Add(command);
        now = null;
    }

    private InstallSurroundings Behind(int count)
    {
        if (known is null || taken > count)
        {
            (known, taken) = (start.Value, 0);
        }

        var variables = known.Variables.ToBuilder();
        for (; taken < count; taken++)
        {
            Apply(changes[taken], variables);
        }

        return known = known with { Variables = variables.ToImmutable() };
    }

    private static void Apply(Command command, ImmutableDictionary<string, ToolSetting>.Builder variables)
    {
        var words = command.Words.Skip(1);
        if (command.Name is "unset" || command.Words.Any(word => word.Text is "-n"))
        {
            variables.RemoveRange(words.Select(word => word.Text));
            return;
        }

        foreach (var variable in Assignments.In(command.Words.IsEmpty ? command.Assignments : words))
        {
            // What is only assigned reaches a program where it was exported before.
            if (!command.Words.IsEmpty || variables.ContainsKey(variable.Name))
            {
                variables[variable.Name] = variable;
            }
        }
    }
}
