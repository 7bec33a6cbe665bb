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
    private readonly Script script;
    private readonly Lazy<LeftOutCommands> leftOut;
    private readonly Lazy<HashSet<string>> names;
    private readonly Lazy<bool> goesOn;

    private ScriptFacts(Script script)
    {
        this.script = script;
        leftOut = new(FindLeftOut);
        names = new(FindNames);
        goesOn = new(() => script.Text.Contains(";&", StringComparison.Ordinal));
        var commands = script.Commands;
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
        RunsWhatIsComputed = commands.Any(command => command is { Name: "", Words: [{ Literal: false } program, ..] } && !IsPath(program));
        Sources = script.Shell is ShellKind.Posix && commands.Any(IsSourcing);
    }

    /// <summary>Whether a shell runs a file itself by a command, with all that it defines.</summary>
    /// <param name="command">The command.</param>
    public static bool IsSourcing(Command command) => command.Name is "." or "source";

    /// <summary>Whether it runs something by a name that is computed; what is named by its path is a file.</summary>
    public bool RunsWhatIsComputed { get; }

    /// <summary>Whether it takes in other files, which may call its functions.</summary>
    public bool Sources { get; }

    /// <summary>The commands that change the options of the shell.</summary>
    public ImmutableArray<int> Options { get; }

    /// <summary>Those of a script.</summary>
    /// <param name="script">The script.</param>
    public static ScriptFacts Of(Script script) => Known.GetValue(script, one => new ScriptFacts(one));

    /// <summary>Whether a name stands somewhere in it; of one that is more than a word, its words.</summary>
    /// <param name="name">The name.</param>
    public bool Names(string name) => WordsOf(name).All(names.Value.Contains);

    /// <summary>Whether something asks how a command ended.</summary>
    /// <param name="index">The command.</param>
    public bool IsAsked(int index) => asked.Contains(index);

    /// <summary>Where a function is defined; null where none of that name is.</summary>
    /// <param name="name">Its name.</param>
    public int? Function(string name) => functions.TryGetValue(name, out var at) ? at : null;

    /// <summary>Whether a function always ends the script, and whether as one that failed; null where it does not, or not always.</summary>
    /// <param name="function">Where it is defined.</param>
    public bool? EndsAs(int function) => ends.TryGetValue(function, out var fails) ? fails : null;

    /// <summary>Whether a command is never run, as the script is written: <c>false</c> decides about it, or it stands behind where the script ends.</summary>
    /// <param name="index">The command.</param>
    public bool IsLeftOut(int index) => leftOut.Value.Is(index);

    /// <summary>Whether some commands decide about others.</summary>
    public bool HasConditions => asked.Count > 0;

    /// <summary>Whether what stands behind one pattern of a <c>case</c> may go on to what stands behind the next: <c>;&amp;</c>.</summary>
    public bool GoesOnBehindPatterns => goesOn.Value;

    /// <summary>The functions that a command stands in: their names, and where in the text they stand.</summary>
    /// <param name="index">The command.</param>
    public IEnumerable<(string Name, Range Text)> FunctionsAround(int index)
    {
        foreach (var function in DefinedAround(index))
        {
            if (script.Commands[function] is { Words: [var name, ..] } defined)
            {
                yield return (name.Text, defined.Offset..EndOf(function));
            }
        }
    }

    /// <summary>The outermost function that a command stands in, by the index of what begins it; null where it stands in none.</summary>
    /// <param name="index">The command.</param>
    public int? FunctionAt(int index)
    {
        int? found = null;
        foreach (var function in DefinedAround(index))
        {
            found = found is { } inner ? Math.Min(inner, function) : function;
        }

        return found;
    }

    private IEnumerable<int> DefinedAround(int index)
    {
        for (int? at = index; at is { } own; at = script.Commands[own].Inside)
        {
            foreach (var branch in script.Commands[own].Branches)
            {
                if (script.Commands[branch.Condition].Name is "function")
                {
                    yield return branch.Condition;
                }
            }
        }
    }

    // By what is written of it, and not by what stands in an expansion: "${1//-/_}" is a name.
    private static bool IsPath(Word program)
    {
        for (var slash = program.Text.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = program.Text.IndexOf('/', slash + 1))
        {
            if (!program.Expansions.Any(part => part.Offset <= slash && slash < part.Offset + part.Length))
            {
                return true;
            }
        }

        return false;
    }

    private int EndOf(int function)
    {
        var last = script.Commands[function];
        foreach (var command in script.Commands)
        {
            foreach (var branch in command.Branches)
            {
                last = branch.Condition == function && command.Offset > last.Offset ? command : last;
            }
        }

        return last.Offset + last.Length;
    }

    private HashSet<string> FindNames() => [.. WordsOf(script.Text)];

    private static IEnumerable<string> WordsOf(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && IsOfName(text[at]))
            {
                at++;
            }

            if (at > start)
            {
                yield return text[start..at];
            }
        }
    }

    /// <summary>Whether a character may be one of a name.</summary>
    /// <param name="character">The character.</param>
    public static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character is '_';

    private LeftOutCommands FindLeftOut()
    {
        var found = new LeftOutCommands(script);
        foreach (var command in script.Commands)
        {
            found.Take(LeftOutCommands.ConstantOf(command));
        }

        return found;
    }
}
