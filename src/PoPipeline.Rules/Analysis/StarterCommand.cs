using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>A variable that a script runs as a program, and that nothing sets in the files: whoever may change the settings does, or whoever starts the pipeline, where the platform lets them hand over variables.</summary>
/// <param name="Variable">Its name.</param>
/// <param name="Text">The command, as it is written.</param>
/// <param name="Place">Where it is run.</param>
internal sealed record StarterCommand(string Variable, string Text, Place Place)
{
    /// <summary>Those of a step, each variable once.</summary>
    /// <param name="entry">The step.</param>
    public static IEnumerable<StarterCommand> In(PlacedStep entry)
    {
        if (PlatformProfiles.Of(entry.Pipeline.Platform).OwnVariables.IsEmpty)
        {
            return [];
        }

        // A script of its own may set whatever it likes, and so may code of others that a step runs.
        var isOpen = entry.Job.Steps.Any(step => step.Uses is not null || step.Scripts.Any(script => script.Commands.Any(command => command.Name is "source" or ".")));
        return isOpen ? [] : (
            from script in entry.Step.Scripts
            where script.Shell is ShellKind.Posix && script.Text.Contains('$', StringComparison.Ordinal)
            from command in script.Commands
            let word = Program(command)
            where word is not null && NameIn(word.Text) is { } name && IsUnset(entry, name)
            select new StarterCommand(NameIn(word.Text)!, script.Text.Substring(command.Offset, command.Length), script.PlaceOf(command.Offset, command.Length))).DistinctBy(found => found.Variable);
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

    // Neither by the platform, nor by the files, nor where a script of the pipeline names it otherwise than to take what it holds.
    private static bool IsUnset(PlacedStep entry, string name) =>
        !PlatformProfiles.Of(entry.Pipeline.Platform).OwnVariables.Any(start => name.StartsWith(start, StringComparison.Ordinal))
        && !entry.Pipeline.SometimesSet.Contains(name, StringComparer.Ordinal)
        && !entry.Pipeline.Jobs.Any(job => job.Variables.Any(variable => variable.Name == name))
        && !StepEnvironment.Of(entry.Pipeline, entry.Job, entry.Step).ContainsKey(name)
        && !entry.Pipeline.AllSteps().Any(other => other.Step.Scripts.Any(script => IsNamed(script.Text, name)));

    private static bool IsNamed(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            var isWord = (at == 0 || !IsPart(text[at - 1])) && (end == text.Length || !IsPart(text[end]));
            var isTaken = at > 0 && (text[at - 1] is '$' || (at > 1 && text[at - 1] is '{' && text[at - 2] is '$' && (end == text.Length || text[end] is '}')));
            if (isWord && !isTaken)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(char one) => char.IsAsciiLetterOrDigit(one) || one is '_';
}
