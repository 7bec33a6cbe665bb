using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>What stands around the commands of one script, with the variables that the script has exported before each.</summary>
/// <param name="start">What stands around its first command.</param>
/// <remarks>Nothing is worked out before it is asked for, and then one export behind the other: a script may hold as many as it has lines.</remarks>
internal sealed class ScriptSurroundings(Lazy<InstallSurroundings> start)
{
    private readonly List<Command> exports = [];
    private InstallSurroundings? known;
    private int taken;
    private Lazy<InstallSurroundings>? now;

    /// <summary>What stands around the next command, worked out where it is asked for.</summary>
    public Lazy<InstallSurroundings> Now => now ?? start;

    /// <summary>Takes an <c>export</c>.</summary>
    /// <param name="command">The command.</param>
    public void Export(Command command)
    {
        exports.Add(command);
        var count = exports.Count;
        now = new Lazy<InstallSurroundings>(() => Behind(count));
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
            foreach (var variable in Assignments.In(exports[taken].Words.Skip(1)))
            {
                variables[variable.Name] = variable;
            }
        }

        return known = known with { Variables = variables.ToImmutable() };
    }
}
