using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>A variable that a script runs as a program, and that nothing sets in the files: whoever may change the settings does, or whoever starts the pipeline, where the platform lets them hand over variables.</summary>
/// <param name="Step">The step that runs it.</param>
/// <param name="Variable">Its name.</param>
/// <param name="Text">The command, as it is written.</param>
/// <param name="Place">Where it is run.</param>
internal sealed record StarterCommand(PlacedStep Step, string Variable, string Text, Place Place)
{
    /// <summary>Those of a pipeline, each variable once a step.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static IEnumerable<StarterCommand> In(Pipeline pipeline)
    {
        if (PlatformProfiles.Of(pipeline.Platform).OwnVariables.IsEmpty)
        {
            yield break;
        }

        // What the scripts of the pipeline name is gathered once, and only where something is asked.
        var named = new Lazy<HashSet<string>>(() => [.. pipeline.AllSteps().SelectMany(entry => entry.Step.Scripts).SelectMany(script => NamedIn(script.Text))]);
        foreach (var job in pipeline.Jobs)
        {
            // A script of its own may set whatever it likes, and so may code of others that a step runs.
            var isOpen = new Lazy<bool>(() => job.Steps.Any(step => step.Uses is not null || step.Scripts.Any(script => script.Commands.Any(command => command.Name is "source" or "."))));
            foreach (var entry in pipeline.StepsOf(job))
            {
                var seen = new HashSet<string>(StringComparer.Ordinal);
                foreach (var script in entry.Step.Scripts.Where(script => script.Shell is ShellKind.Posix && script.Text.Contains('$', StringComparison.Ordinal)))
                {
                    foreach (var command in script.Commands)
                    {
                        if (Program(command) is { } word && NameIn(word.Text) is { } name && !isOpen.Value && !named.Value.Contains(name) && IsUnset(entry, name) && seen.Add(name))
                        {
                            yield return new StarterCommand(entry, name, script.Text.Substring(command.Offset, command.Length), script.PlaceOf(command.Offset, command.Length));
                        }
                    }
                }
            }
        }
    }

    // eval "$X", bash -c "$X".
    private static Word? Program(Command command) => command switch
    {
        { Name: "eval", Words: [_, { Literal: false } only] } => only,
        _ when ShellNames.IsShell(command.Name) && command.Words is [_, { Text: "-c" or "-ec" or "-xc" or "-lc" }, { Literal: false } told, ..] => told,
        _ => null,
    };

    private static string? NameIn(string text)
    {
        var name = text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith('}') ? text[2..^1] : text.StartsWith('$') ? text[1..] : "";
        return name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] is '_') && name.All(one => char.IsAsciiLetterOrDigit(one) || one is '_') ? name : null;
    }

    // Neither by the platform nor by the files.
    private static bool IsUnset(PlacedStep entry, string name) =>
        !PlatformProfiles.Of(entry.Pipeline.Platform).OwnVariables.Any(start => name.StartsWith(start, StringComparison.Ordinal))
        && !entry.Pipeline.SometimesSet.Contains(name, StringComparer.Ordinal)
        && !entry.Pipeline.Jobs.Any(job => job.Variables.Any(variable => variable.Name == name))
        && !StepEnvironment.Of(entry.Pipeline, entry.Job, entry.Step).ContainsKey(name);

    // The words by which a script may mean a variable otherwise than to take what it holds.
    private static IEnumerable<string> NamedIn(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!IsPart(text[at]))
            {
                continue;
            }

            var start = at;
            while (at < text.Length && IsPart(text[at]))
            {
                at++;
            }

            var isTaken = start > 0 && (text[start - 1] is '$' || (start > 1 && text[start - 1] is '{' && text[start - 2] is '$' && (at == text.Length || text[at] is '}')));
            if (!isTaken && !char.IsAsciiDigit(text[start]))
            {
                yield return text[start..at];
            }
        }
    }

    private static bool IsPart(char one) => char.IsAsciiLetterOrDigit(one) || one is '_';
}
