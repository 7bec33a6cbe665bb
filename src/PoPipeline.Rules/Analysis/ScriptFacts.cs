using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>What is asked of a script again and again, found once.</summary>
internal sealed class ScriptFacts
{
    private static readonly ConditionalWeakTable<Script, ScriptFacts> Known = [];

    private readonly HashSet<int> asked = [];
    private readonly Dictionary<string, int> functions = new(StringComparer.Ordinal);
    private readonly Dictionary<int, bool> ends = [];

    private ScriptFacts(ImmutableArray<Command> commands)
    {
        var options = ImmutableArray.CreateBuilder<int>();
        for (var at = 0; at < commands.Length; at++)
        {
            var command = commands[at];
            foreach (var branch in command.Branches)
            {
                _ = asked.Add(branch.Condition);
            }

            if (command.Name is "function")
            {
                _ = functions.TryAdd(command.Words[0].Text, at);
            }
            else if (command.Name is "set" or "shopt")
            {
                options.Add(at);
            }
            else if (command is { Name: "exit", Branches: [.., var decides], Words.Length: > 1 } && commands[decides.Condition].Name is "function")
            {
                ends[decides.Condition] = command.Words[1].Text is not "0";
            }
        }

        Options = options.DrainToImmutable();
    }

    /// <summary>The commands that change the options of the shell.</summary>
    public ImmutableArray<int> Options { get; }

    /// <summary>Those of a script.</summary>
    /// <param name="script">The script.</param>
    public static ScriptFacts Of(Script script) => Known.GetValue(script, one => new ScriptFacts(one.Commands));

    /// <summary>Whether something asks how a command ended.</summary>
    /// <param name="index">The command.</param>
    public bool IsAsked(int index) => asked.Contains(index);

    /// <summary>Where a function is defined; null where none of that name is.</summary>
    /// <param name="name">Its name.</param>
    public int? Function(string name) => functions.TryGetValue(name, out var at) ? at : null;

    /// <summary>Whether a function always ends the script, and whether as one that failed; null where it does not, or not always.</summary>
    /// <param name="function">Where it is defined.</param>
    public bool? EndsAs(int function) => ends.TryGetValue(function, out var fails) ? fails : null;
}
