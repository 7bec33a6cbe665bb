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

    /// <summary>Whether a pattern of <c>case</c> comes next.</summary>
    public bool ExpectsPattern => groups.Count > 0 && groups[^1].ExpectsPattern;

    public CommandBuilder Begin()
    {
        var builder = new CommandBuilder(inside, nesting);
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
    }

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
    }

    public void And() => continues = true;

    public void EndStatement()
    {
        pipe = default;
        failure = default;
        continues = false;
        listStart = commands.Count;
        elementStart = commands.Count;
    }

    public void EndLine()
    {
        if (!continues)
        {
            EndStatement();
        }
    }

    public void Open(GroupKind kind)
    {
        if (groups.Count < DeepestGroup)
        {
            groups.Add(new Group(kind, commands.Count, listStart) { ExpectsPattern = kind is GroupKind.Case });
        }

        listStart = commands.Count;
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
        return true;
    }

    /// <summary>The commands of the group that was closed last.</summary>
    public IEnumerable<CommandBuilder> Closed => commands.Skip(elementStart).Where(IsOurs);

    public void PatternEnds() => CollectionsMarshal.AsSpan(groups)[^1].ExpectsPattern = false;

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

    private bool IsOurs(CommandBuilder command) => command.Inside == inside;

    private record struct Group(GroupKind Kind, int Start, int ListStart)
    {
        public bool ExpectsPattern { get; set; }
    }
}
