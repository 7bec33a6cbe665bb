using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using Choices = PoPipeline.Rules.Analysis.ChangedValues<string, System.Collections.Immutable.ImmutableArray<PoPipeline.Rules.Calls.ShellValue>>;

namespace PoPipeline.Rules.Calls;

/// <summary>What the variables of a script may hold before each of its commands, by what it sets, adds and puts into lists itself, in one branch or another.</summary>
/// <remarks>Sources: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_06, https://www.gnu.org/software/bash/manual/html_node/Arrays.html.</remarks>
internal sealed class VariableChoices
{
    private static readonly ImmutableArray<ShellValue> Nothing = [ShellValue.Empty];

    private readonly Lazy<Walked> walked;

    private VariableChoices(Func<Walked> walked) => this.walked = new(walked);

    /// <summary>Nothing is set.</summary>
    public static VariableChoices None { get; } = new(static () => new Walked(Choices.None, Walk: null));

    /// <summary>Nothing is set, and the script is handed nothing: <c>"$@"</c> has no elements.</summary>
    public static VariableChoices HandedNothing { get; } = new(static () => new Walked(Choices.None.With(VariableSetting.Handed, Nothing), Walk: null));

    /// <summary>Those of a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="earlier">Those of a text before it that is a part of the same program.</param>
    public static VariableChoices In(Script script, VariableChoices earlier)
    {
        var isSetting = script.Shell is ShellKind.Posix && script.Commands.Any(IsSetting);
        if (ReferenceEquals(earlier, None))
        {
            return isSetting ? new(() => new Walked(Choices.None, new VariableWalk(script, Choices.None))) : None;
        }

        if (ReferenceEquals(earlier, HandedNothing) && !isSetting && !script.Commands.Any(command => command.Words.Any(word => VariableExpansion.NamesIn(word).Contains(VariableSetting.Handed))))
        {
            return HandedNothing;
        }

        var start = earlier.walked.Value.End;
        return new(() => new Walked(start, isSetting || IsHandedNothing(start) ? new VariableWalk(script, start) : null));
    }

    // What calls a function may hand something to it.
    private static bool IsHandedNothing(Choices choices) => choices.Values.TryGetValue(VariableSetting.Handed, out var handed) && handed == Nothing;

    /// <summary>A command of the script as the shell may hand it to its program: once for each of what its variables may hold.</summary>
    /// <param name="index">Which of the commands it is.</param>
    /// <param name="command">The command.</param>
    /// <param name="start">What stands around the first command of the script.</param>
    /// <returns>The command; nothing where the script says nothing of its variables.</returns>
    public IReadOnlyList<Command> Of(int index, Command command, Lazy<InstallSurroundings> start)
    {
        if (ReferenceEquals(this, None) || ReferenceEquals(this, HandedNothing) || command.Words.All(word => word.Literal || word.Expansions.IsEmpty))
        {
            return [];
        }

        var choices = walked.Value.At(index, command);
        return choices.Values.Count == 0 || !command.Words.Any(word => VariableExpansion.NamesIn(word).Any(choices.Values.ContainsKey)) ? []
            : [.. VariableExpansion.Of(command.Words, choices, (name, value) => value.Equals(ShellValue.Outside(name)) ? AtStart(name, start) : value).Select(words => ExpandedWords.Of(Started(command, words), start))];
    }

    // What is a program only where it is expanded: "${command[@]}".
    private static Command Started(Command command, ImmutableArray<Word> words) =>
        command.Name.Length == 0 && words is [{ Literal: true } program, ..] ? command with { Name = ShellNames.ProgramOf(program.Text), Words = words } : command with { Words = words };

    private static bool IsSetting(Command command) => VariableSetting.KindOf(command) is VariableSettingKind.Assigned or VariableSettingKind.Declared or VariableSettingKind.Local or VariableSettingKind.Handed;

    // What a variable is that the script sets in another branch alone.
    private static ShellValue AtStart(string name, Lazy<InstallSurroundings> start) =>
        !start.Value.Variables.TryGetValue(name, out var handed) ? ShellValue.Of("") : handed.Value is { } value ? ShellValue.Of(value) : ShellValue.Unknown(name);

    // Without a walk all is what it was before the script.
    private sealed record Walked(Choices Start, VariableWalk? Walk)
    {
        public Choices End => Walk?.End ?? Start;

        public Choices At(int index, Command command) => Walk?.At(index, command.Words.SelectMany(VariableExpansion.NamesIn).Distinct(StringComparer.Ordinal)) ?? Start;
    }
}
