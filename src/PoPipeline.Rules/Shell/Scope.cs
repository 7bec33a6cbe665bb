using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace PoPipeline.Rules.Shell;

/// <summary>
/// A list of commands while it is read: what is open, and what waits for the command that comes next. Groups (<c>if</c>, <c>{ }</c>,
/// <c>( )</c>, …) lie on a stack of their own, so that no nesting of the text is a nesting of calls.
/// </summary>
internal sealed class Scope(List<CommandBuilder> commands, int? inside, Nesting nesting)
{
    // No script that people write goes so deep; deeper groups are read, but their pipes are not followed.
    private const int DeepestGroup = 64;

    private readonly List<Group> groups = [];
    private (int Start, int End) pipe;
    private (int Start, int End) failure;
    private int listStart = commands.Count;
    private int elementStart = commands.Count;
    private bool continues;

    // What decides about the command that comes next, beside the groups that it stands in; the command that was begun last; whether '!' was read.
    private ImmutableArray<Branch> links = [];
    private int last = -1;
    private bool negates;
    private int function = -1;

    /// <summary>Whether a pattern of <c>case</c> comes next.</summary>
    public bool ExpectsPattern => groups.Count > 0 && groups[^1].ExpectsPattern;

    public CommandBuilder Begin()
    {
        var around = groups.Count > 0 ? groups[^1].Branches : [];
        var builder = new CommandBuilder(inside, nesting) { Branches = links.IsEmpty ? around : around.IsEmpty ? links : [.. around, .. links], Negated = negates, InSubshell = groups.Exists(group => group.Kind is GroupKind.Parenthesis), Subshells = groups.Count > 0 ? groups[^1].Subshells : [] };
        commands.Add(builder);
        return builder;
    }

    /// <summary>What was begun is a command.</summary>
    public void Started(int index)
    {
        for (var before = pipe.Start; before < pipe.End; before++)
        {
            if (IsOurs(commands[before]))
            {
                commands[before].PipedTo ??= index;
            }
        }

        for (var before = failure.Start; before < failure.End; before++)
        {
            if (IsOurs(commands[before]))
            {
                commands[before].OnFailure ??= index;
            }
        }

        pipe = default;
        failure = default;
        continues = false;
        elementStart = index;
        last = index;
    }

    /// <summary>What comes next counts as done where it fails.</summary>
    public void Negate() => negates = true;

    public void Pipe()
    {
        pipe = (elementStart, commands.Count);
        continues = true;
    }

    public void Or()
    {
        failure = (listStart, commands.Count);
        listStart = commands.Count;
        continues = true;
        Link(when: false);
    }

    public void And()
    {
        continues = true;
        Link(when: true);
    }

    /// <summary>The list that ends here goes on beside what comes next.</summary>
    public void Leave()
    {
        for (var index = listStart; index < commands.Count; index++)
        {
            commands[index].InBackground |= IsOurs(commands[index]);
        }

        EndStatement();
    }

    public void EndStatement()
    {
        pipe = default;
        failure = default;
        continues = false;
        listStart = commands.Count;
        elementStart = commands.Count;
        links = [];
        negates = false;
    }

    public void EndLine()
    {
        if (!continues)
        {
            EndStatement();
        }
    }

    public void Open(GroupKind kind, bool endsWhen = false)
    {
        if (groups.Count < DeepestGroup)
        {
            var around = groups.Count > 0 ? groups[^1].Branches : [];
            ImmutableArray<Branch> branches = links.IsEmpty ? around : [.. around, .. links[..^1], links[^1] with { IsOfGroup = true }];
            branches = function < 0 ? branches : branches.Add(new Branch(function, When: true));
            var subshells = groups.Count > 0 ? groups[^1].Subshells : [];
            groups.Add(new Group(kind, commands.Count, listStart) { ExpectsPattern = kind is GroupKind.Case, Branches = branches, Outside = branches, Subshells = kind is GroupKind.Parenthesis ? subshells.Add(commands.Count) : subshells, Decides = kind is GroupKind.Case ? last : -1, EndsWhen = endsWhen });
        }

        listStart = commands.Count;
        links = [];
        negates = false;
        function = -1;
    }

    /// <summary>The group that comes next is the body of a function: it runs where the function is called.</summary>
    public void Define(int index)
    {
        Started(index);
        function = index;
    }

    /// <summary>The command before this decides whether the innermost group's own commands run: <c>then</c>, <c>do</c>.</summary>
    public void Decide()
    {
        if (groups.Count > 0 && last >= groups[^1].Start)
        {
            ref var group = ref CollectionsMarshal.AsSpan(groups)[^1];
            group.Decides = last;
            group.Branches = [.. group.Outside, new Branch(last, When: !group.EndsWhen)];
        }
    }

    /// <summary>What decided says no: <c>else</c>, and the condition behind <c>elif</c>.</summary>
    public void Otherwise()
    {
        // Nobody writes so many by hand; what is behind them is read, but nothing follows from it.
        const int Most = 64;
        if (groups.Count > 0 && groups[^1].Decides >= 0 && groups[^1].Outside.Length < Most)
        {
            ref var group = ref CollectionsMarshal.AsSpan(groups)[^1];
            group.Outside = group.Branches = [.. group.Outside, new Branch(group.Decides, When: false)];
        }
    }

    /// <summary>Closes the innermost group of a kind; false where there is none.</summary>
    public bool Close(GroupKind kind)
    {
        var index = groups.FindLastIndex(group => group.Kind == kind);
        if (index < 0)
        {
            return false;
        }

        var group = groups[index];
        groups.RemoveRange(index, groups.Count - index);
        elementStart = group.Start;
        listStart = group.ListStart;
        continues = false;
        links = [];
        negates = false;
        return true;
    }

    /// <summary>The commands of the group that was closed last.</summary>
    public IEnumerable<CommandBuilder> Closed => commands.Skip(elementStart).Where(IsOurs);

    /// <summary>A pattern of <c>case</c> is over, and what it decides about comes.</summary>
    public void PatternEnds(ReadWord pattern)
    {
        ref var group = ref CollectionsMarshal.AsSpan(groups)[^1];
        group.ExpectsPattern = false;
        if (group.Decides >= 0)
        {
            if (pattern.Text is { Length: > 0 })
            {
                commands[group.Decides].Words.Add(pattern);
            }

            group.Branches = [.. group.Outside, new Branch(group.Decides, When: true, Pattern: pattern.Text ?? "")];
        }
    }

    /// <summary>After <c>;;</c> another pattern comes.</summary>
    public void NextPattern()
    {
        var index = groups.FindLastIndex(group => group.Kind == GroupKind.Case);
        if (index >= 0)
        {
            groups.RemoveRange(index + 1, groups.Count - index - 1);
            CollectionsMarshal.AsSpan(groups)[index].ExpectsPattern = true;
        }
    }

    // In a list of many parts only the nearest ones are kept.
    private void Link(bool when)
    {
        const int Most = 8;
        negates = false;
        if (last >= 0)
        {
            links = [.. links.Length < Most ? links : links[1..], new Branch(last, when, IsLink: true)];
        }
    }

    private bool IsOurs(CommandBuilder command) => command.Inside == inside;

    private record struct Group(GroupKind Kind, int Start, int ListStart)
    {
        public bool ExpectsPattern { get; set; }

        /// <summary>What decides about the group.</summary>
        public ImmutableArray<Branch> Outside { get; set; }

        /// <summary>What decides about what comes next in it.</summary>
        public ImmutableArray<Branch> Branches { get; set; }

        /// <summary>The parentheses around what comes next in it.</summary>
        public ImmutableArray<int> Subshells { get; init; }

        /// <summary>Whether its condition ends it where it holds: <c>until</c>.</summary>
        public bool EndsWhen { get; init; }

        /// <summary>The command that its condition ends in; -1 where there is none.</summary>
        public int Decides { get; set; }
    }
}
