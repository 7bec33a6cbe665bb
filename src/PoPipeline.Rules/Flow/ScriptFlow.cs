using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Flow;

/// <summary>What a script does with the texts that it gets: what it hands on, and where it treats them as more than data.</summary>
public sealed record ScriptFlow
{
    /// <summary>The name of what is written where the text itself says the name, so that it may be any.</summary>
    public const string AnyName = "*";

    /// <summary>A script that does nothing.</summary>
    public static ScriptFlow None { get; } = new();

    /// <summary>The variables that it sets for the steps behind it.</summary>
    public ImmutableArray<WrittenText> Variables { get; init; } = [];

    /// <summary>The outputs that it writes.</summary>
    public ImmutableArray<WrittenText> Outputs { get; init; } = [];

    /// <summary>The files that it writes, by their paths as written.</summary>
    public ImmutableArray<WrittenText> Files { get; init; } = [];

    /// <summary>Where a text that somebody else controls becomes more than data.</summary>
    public ImmutableArray<TextSink> Sinks { get; init; } = [];

    /// <summary>Who controls an output; null where the script does not visibly write it.</summary>
    /// <param name="name">Its name, in any case.</param>
    public Provenance? OutputOf(string name)
    {
        Provenance? found = null;
        foreach (var output in Outputs)
        {
            // What may write any output may write this one.
            if (output.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || output is { Name: AnyName, Value.IsForeign: true })
            {
                found = found is null ? output.Value : Provenance.Join(found, output.Value);
            }
        }

        return found;
    }

    /// <summary>Follows the texts through a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="start">What is known before it starts.</param>
    public static ScriptFlow Of(Script script, FlowStart start)
    {
        ArgumentNullException.ThrowIfNull(script);
        return Of(script.Shell, script.Text, script.Commands, [.. script.Interpolations.Select(pasted => new PastedText(pasted.Offset, pasted.Text, pasted.Provenance))], script.PlaceOf, start);
    }

    /// <summary>Follows the texts through the commands of a script.</summary>
    /// <param name="shell">The language.</param>
    /// <param name="text">The script.</param>
    /// <param name="commands">Its commands.</param>
    /// <param name="pasted">What is pasted into it.</param>
    /// <param name="placeOf">Where a part of it is written, by offset and length.</param>
    /// <param name="start">What is known before it starts.</param>
    public static ScriptFlow Of(ShellKind shell, string text, ImmutableArray<Command> commands, ImmutableArray<PastedText> pasted, Func<int, int, Place> placeOf, FlowStart start)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(placeOf);
        ArgumentNullException.ThrowIfNull(start);
        if (commands.IsEmpty)
        {
            return ProgramFlow.Of(shell, text, pasted, placeOf, start);
        }

        var walk = new ScriptWalk(shell, text, commands, pasted, placeOf, start, Parameters.None);
        var flow = walk.Run();

        // A function is written before it is called: what it is called with is known the second time.
        return walk.Calls.IsEmpty ? flow : new ScriptWalk(shell, text, commands, pasted, placeOf, start, walk.Calls).Run();
    }
}

/// <summary>A text that a script hands on under a name.</summary>
/// <param name="Name">The name; <see cref="ScriptFlow.AnyName"/> where the text says it.</param>
/// <param name="Value">Who controls the text.</param>
/// <param name="Place">Where it is written.</param>
public sealed record WrittenText(string Name, Provenance Value, Place Place);

/// <summary>A text that is pasted into a script.</summary>
/// <param name="Offset">Where it stands in the script, from 0.</param>
/// <param name="Text">As written, with its marks.</param>
/// <param name="Provenance">Who controls what is pasted.</param>
public sealed record PastedText(int Offset, string Text, Provenance Provenance);
