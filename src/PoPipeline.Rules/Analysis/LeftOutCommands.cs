using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Follows which commands of a script are never run, by what is known of how others end that decide about them.</summary>
/// <param name="script">The script.</param>
internal sealed class LeftOutCommands(Script script)
{
    // Of a list of many parts only the nearest ones are kept.
    private const int MostParts = 8;

    private readonly ImmutableArray<Command> commands = script.Commands;
    private readonly bool[] found = new bool[script.Commands.Length];
    private readonly bool?[] constants = new bool?[script.Commands.Length];
    private bool isOver;

    // Whether something leaves a loop or a function, which may pass by what stands behind it there.
    private bool leaves;

    /// <summary>Whether a command is never run; it must have been taken.</summary>
    /// <param name="index">The command.</param>
    public bool Is(int index) => found[index];

    /// <summary>How many of the commands were taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Takes the next command.</summary>
    /// <param name="constant">Whether it always succeeds, or always fails; null where that is not known.</param>
    public void Take(bool? constant)
    {
        var command = commands[Taken];
        constants[Taken] = constant;
        var runs = isOver || (command.Inside is { } outer && found[outer]) ? false : Runs(command.Branches);
        found[Taken] = runs is false;
        leaves |= command.Name is "break" or "continue" or "return";
        isOver |= script.Shell is ShellKind.Posix && runs is true && (command.Branches.IsEmpty || !leaves) && command is { Name: "exit", Inside: null, InSubshell: false, InBackground: false, PipedTo: null };
        Taken++;
    }

    /// <summary>Whether a command always succeeds, or always fails, by its name; null where that is not known.</summary>
    /// <param name="command">The command.</param>
    public static bool? ConstantOf(Command command) => command switch
    {
        { Name: "false" } => Ended(command, succeeds: false),
        { Name: "true" or ":" } => Ended(command, succeeds: true),
        _ => null,
    };

    /// <summary>How a command ends as far as others see it; null where they do not.</summary>
    /// <param name="command">The command.</param>
    /// <param name="succeeds">Whether it succeeds by itself.</param>
    public static bool? Ended(Command command, bool succeeds) => command is { PipedTo: not null } or { InBackground: true } ? null : succeeds != command.Negated;

    // Whether a command is run for sure, or never, by what decides about it; null where that is not known.
    private bool? Runs(ImmutableArray<Branch> branches)
    {
        bool? runs = true;
        var list = default(ListEnds);
        for (var at = 0; at < branches.Length; at++)
        {
            var branch = branches[at];
            if (branch.IsLink)
            {
                list = Through(list, branches, at);
                if (!branch.IsOfGroup && at < branches.Length - 1 && branches[at + 1].IsLink)
                {
                    continue;
                }
            }

            // Of a pattern it is only known where none can be the one.
            var end = branch.IsLink ? list : EndOf(branch.Condition, at);
            if (!end.May(branch.When))
            {
                return false;
            }

            runs = end.May(!branch.When) || branch.Pattern is not null ? null : runs;
        }

        return runs;
    }

    // How a condition ends; where it is the last part of a list, by what the others come to.
    private ListEnds EndOf(int condition, int depth)
    {
        var (own, branches) = (constants[condition], commands[condition].Branches);
        var first = branches.Length;
        while (first > 0 && branches[first - 1] is { IsLink: true, IsOfGroup: false })
        {
            first--;
        }

        // What stands deeper ends a group there, which may have been left out.
        if (first != depth)
        {
            return ListEnds.Of(constant: null);
        }

        if (branches.Length == first)
        {
            return ListEnds.Of(own);
        }

        var list = default(ListEnds);
        for (var at = first; at < branches.Length; at++)
        {
            list = Through(list, branches, at);
        }

        return list.Behind(branches[^1].When, own);
    }

    private ListEnds Through(ListEnds before, ImmutableArray<Branch> branches, int at)
    {
        var branch = branches[at];

        // What ends a group may be a part of a list there, which others decide about.
        var part = branches.Length < MostParts && commands[branch.Condition].Branches.Length == at ? constants[branch.Condition] : null;
        return at == 0 || !branches[at - 1].IsLink || branches[at - 1].IsOfGroup ? ListEnds.Of(part) : before.Behind(branches[at - 1].When, part);
    }

    // How a list may have ended before a part of it. Each part hands on how the last one ended that was run: 'false && a || b' runs b.
    private readonly record struct ListEnds(bool MaySucceed, bool MayFail)
    {
        public static ListEnds Of(bool? constant) => new(constant is not false, constant is not true);

        public bool May(bool succeed) => succeed ? MaySucceed : MayFail;

        public ListEnds Behind(bool when, bool? constant)
        {
            var (left, run) = (when ? this with { MaySucceed = false } : this with { MayFail = false }, May(when) ? Of(constant) : default);
            return new(left.MaySucceed || run.MaySucceed, left.MayFail || run.MayFail);
        }
    }
}
