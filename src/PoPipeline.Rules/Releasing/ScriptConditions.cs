using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Releasing;

/// <summary>Which commands of a script are never run, by what the files say of the variables that its conditions ask for; and which only where a release there has failed.</summary>
/// <param name="script">The script.</param>
/// <param name="choices">What its variables may hold.</param>
/// <param name="start">What is sure to stand around its first command.</param>
/// <param name="followed">The variables of which all is followed that it does to them.</param>
/// <param name="beside">The same of it and the other texts of its program; null where it is all of that.</param>
/// <remarks>Nothing is worked out before it is asked for.</remarks>
internal sealed class ScriptConditions(Script script, VariableChoices choices, Lazy<InstallSurroundings> start, Lazy<FollowedVariables> followed, Lazy<FollowedVariables>? beside = null)
{
    private readonly Lazy<InstallSurroundings> around = new(() => start.Value with { Variables = followed.Value.Around(beside?.Value.Around(start.Value.Variables) ?? start.Value.Variables) });
    private readonly ScriptFacts facts = ScriptFacts.Of(script);
    private readonly LeftOutCommands leftOut = new(script);
    private readonly LeftOutCommands behindReleases = new(script);
    private readonly bool?[] constants = new bool?[script.Commands.Length];
    private readonly HashSet<int> releases = [];

    /// <summary>Whether a command is never run.</summary>
    /// <param name="index">The command.</param>
    public bool IsLeftOut(int index)
    {
        while (leftOut.Taken <= index)
        {
            var at = leftOut.Taken;
            constants[at] = ConstantOf(at);
            leftOut.Take(constants[at]);
        }

        return leftOut.Is(index);
    }

    /// <summary>Whether a command is only run where a command that was said to release, before it, has failed: <c>npm publish || cosign sign-blob app.tgz</c>.</summary>
    /// <param name="index">The command.</param>
    public bool IsAfterFailure(int index)
    {
        if (releases.Count == 0 || IsLeftOut(index))
        {
            return false;
        }

        while (behindReleases.Taken <= index)
        {
            var at = behindReleases.Taken;
            behindReleases.Take(releases.Contains(at) ? LeftOutCommands.Ended(script.Commands[at], succeeds: true) : constants[at]);
        }

        return behindReleases.Is(index);
    }

    /// <summary>Says that a command releases.</summary>
    /// <param name="index">The command.</param>
    public void TakeRelease(int index) => releases.Add(index);

    private bool? ConstantOf(int index)
    {
        var command = script.Commands[index];
        if (script.Shell is not ShellKind.Posix || !facts.IsAsked(index) || !TestCommands.AreAsked(command))
        {
            return LeftOutCommands.ConstantOf(command);
        }

        // Nothing parts a word there.
        var asked = command.Name is "[[" ? command with { Words = [.. command.Words.Select(Quoted)] } : command;
        bool? found = null;
        foreach (var whole in Wholes(index, asked))
        {
            if (TestCommands.EndOf(whole) is not { } end || end != (found ?? end))
            {
                return null;
            }

            found = end;
        }

        return found;
    }

    private IReadOnlyList<Command> Wholes(int index, Command command)
    {
        if (command.Words.All(word => word.Literal) || !followed.Value.AreAllIn(command.Words) || beside?.Value.AreAllIn(command.Words) is false)
        {
            return [command];
        }

        if (choices.Of(index, command, around) is { Count: > 0 } several)
        {
            return several;
        }

        // The first word may be all that there is: if $SIGN.
        if (command.Name.Length > 0)
        {
            return [ExpandedWords.Of(command, around)];
        }

        var expanded = ExpandedWords.Of(command with { Words = command.Words.Insert(0, command.Words[0]) }, around).Words.RemoveAt(0);
        return [expanded is [{ Literal: true } program, ..] ? command with { Name = ShellNames.ProgramOf(program.Text), Words = expanded } : command];
    }

    private static Word Quoted(Word word) => word.Expansions.IsEmpty ? word : word with { Expansions = [.. word.Expansions.Select(part => part with { Quoted = true })] };
}
