using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Follows what the commands of a script change that counts for those behind them: where it stands, what it has set.</summary>
/// <typeparam name="TState">What they change.</typeparam>
/// <param name="start">What it is before the first command.</param>
/// <remarks>What a shell of its own changes is gone behind it; what is changed in a branch may not be so behind it; and what a function does is done where that is called.</remarks>
internal abstract class ScriptState<TState>(TState start)
{
    // Shells of their own, and branches, that the script is in.
    private readonly List<Part> open = [];
    private readonly List<Command> taken = [];
    private readonly Dictionary<string, (TState Entered, TState Left)> functions = new(StringComparer.Ordinal);

    private enum PartKind
    {
        Group,
        Text,
        Background,
        Pipe,
    }

    /// <summary>What it is where the command taken last stands.</summary>
    protected TState Current { get; set; } = start;

    /// <summary>Whether what a shell of its own changes is changed behind it as well: files are.</summary>
    protected virtual bool OutlastsShells => false;

    /// <summary>What it is behind branches that may have been run.</summary>
    /// <param name="entered">What it was before them.</param>
    /// <param name="ends">What it is at the end of each that changes it.</param>
    protected abstract TState Joined(TState entered, IReadOnlyList<TState> ends);

    /// <summary>What it is behind branches of which one was run for sure, and each of which changes it.</summary>
    /// <param name="entered">What it was before them.</param>
    /// <param name="ends">What it is at the end of each.</param>
    protected virtual TState JoinedOfAll(TState entered, IReadOnlyList<TState> ends) => Joined(entered, ends);

    /// <summary>Whether branches of which the last leaves no other one are all that there are: one that has no command is not seen.</summary>
    /// <param name="condition">What decides between them.</param>
    protected virtual bool AreAll(Command condition) => true;

    /// <summary>What it is behind the call of a function.</summary>
    /// <param name="at">What it is before the call.</param>
    /// <param name="entered">What it was where the function begins.</param>
    /// <param name="left">What it was where the function ends.</param>
    protected abstract TState Called(TState at, TState entered, TState left);

    /// <summary>Takes the next command: leaves the parts of the script that it does not stand in, and enters those that it does.</summary>
    /// <param name="command">The command.</param>
    protected void Enter(Command command)
    {
        taken.Add(command);
        Move(command);
        if (open.Count > 0 && command.Name is "exit" or "return")
        {
            open[^1].Ends = true;
        }

        if (functions.TryGetValue(command.Name, out var called))
        {
            Current = Called(Current, called.Entered, called.Left);
        }
    }

    /// <summary>Leaves all parts, at the end of the script.</summary>
    protected void LeaveAll()
    {
        while (open.Count > 0)
        {
            var left = open[^1];
            open.RemoveAt(open.Count - 1);
            Leave(left);
        }
    }

    private static bool AreSame(TState one, TState other) => EqualityComparer<TState>.Default.Equals(one, other);

    private void Move(Command command)
    {
        if (open.Count == 0 && command is { Inside: null, Branches.IsEmpty: true, InSubshell: false, InBackground: false, PipedTo: null })
        {
            return;
        }

        var parts = PartsOf(command);
        var same = 0;
        while (same < open.Count && same < parts.Count && open[same].IsSame(parts[same]))
        {
            same++;
        }

        while (open.Count > same)
        {
            var left = open[^1];
            open.RemoveAt(open.Count - 1);
            if (open.Count == same && same < parts.Count && left.IsOther(parts[same]))
            {
                // Behind 'then' comes 'else', which starts where that did.
                parts[same].Start(left.Entered);
                parts[same].Ended.AddRange(EndsOf(left));
                parts[same].IsLast = left.IsLast || IsRest(left.Branch!.Value, parts[same].Branch!.Value);
                parts[same].HasOther = left.HasOther || IsAsEntered(left);
                Current = left.Entered;
                continue;
            }

            Leave(left);
        }

        for (; same < parts.Count; same++)
        {
            parts[same].Start(Current);
            open.Add(parts[same]);
        }
    }

    private void Leave(Part left)
    {
        if (left.Branch is not { } branch)
        {
            Current = OutlastsShells ? Current : left.Entered;
            return;
        }

        if (taken[branch.Condition].Name is "function")
        {
            if (!AreSame(Current, left.Entered) && taken[branch.Condition].Words is [.., var name])
            {
                functions[name.Text] = (left.Entered, Current);
            }

            Current = left.Entered;
            return;
        }

        var ends = EndsOf(left);
        Current = ends.Count == 0 ? left.Entered
            : left is { IsLast: true, HasOther: false } && !IsAsEntered(left) && AreAll(taken[branch.Condition]) ? JoinedOfAll(left.Entered, ends)
            : Joined(left.Entered, ends);
    }

    // Whether what comes behind a branch leaves no other one.
    private static bool IsRest(Branch branch, Branch next) => next.Pattern is "*" || (branch.Pattern is null && next.Pattern is null && branch.When != next.When);

    private bool IsAsEntered(Part left) => !left.Ends && AreSame(Current, left.Entered);

    // What ends the script leaves nothing behind it.
    private List<TState> EndsOf(Part left) => left.Ends || AreSame(Current, left.Entered) ? left.Ended : [.. left.Ended, Current];

    private List<Part> PartsOf(Command command)
    {
        var parts = new List<Part>();
        AddParts(parts, command, depth: 0);
        return parts;
    }

    private void AddParts(List<Part> parts, Command command, int depth)
    {
        const int deepest = 16;
        if (command.Inside is { } around && around < taken.Count - 1 && depth < deepest)
        {
            // What a shell is handed as a text, or as a substitution, starts where that shell does, and moves nobody but itself.
            AddParts(parts, taken[around], depth + 1);
            parts.Add(new Part { Shell = around, Kind = PartKind.Text });
        }

        var shells = command.InSubshell && command.Subshells.IsEmpty ? [-1] : command.Subshells;
        var next = 0;
        foreach (var branch in command.Branches)
        {
            // What decides stands before the parentheses that it decides about.
            for (; next < shells.Length && shells[next] <= branch.Condition; next++)
            {
                parts.Add(new Part { Shell = shells[next] });
            }

            if (branch.Condition < taken.Count && !IsSure(branch))
            {
                parts.Add(new Part { Branch = branch });
            }
        }

        for (; next < shells.Length; next++)
        {
            parts.Add(new Part { Shell = shells[next] });
        }

        if (command.InBackground)
        {
            parts.Add(new Part { Kind = PartKind.Background });
        }

        if (command.PipedTo is { } reader)
        {
            parts.Add(new Part { Shell = reader, Kind = PartKind.Pipe });
        }
    }

    // What a command that does something is followed by runs, or the script is not worth judging: mkdir -p web && cd web.
    private bool IsSure(Branch branch) =>
        branch is { IsLink: true, When: true } && taken[branch.Condition] is { Negated: false, Name: not ("test" or "[" or "[[" or "((" or "false" or "grep" or "which" or "type" or "command" or "hash" or "diff" or "cmp") } before
        && !before.Wrappers.Any(word => word.Text is "command");

    // A shell of its own, or a branch, that the command taken last stands in.
    private sealed class Part
    {
        private bool isStarted;

        public int Shell { get; init; }

        public PartKind Kind { get; init; }

        public Branch? Branch { get; init; }

        public TState Entered { get; private set; } = default!;

        // What it is at the end of other branches of the same condition.
        public List<TState> Ended { get; } = [];

        public bool Ends { get; set; }

        // Whether it is the last one of branches of which one is run for sure.
        public bool IsLast { get; set; }

        // Whether a branch of the same condition leaves it as it was.
        public bool HasOther { get; set; }

        public void Start(TState at)
        {
            Entered = isStarted ? Entered : at;
            isStarted = true;
        }

        public bool IsSame(Part other) => Branch == other.Branch && Shell == other.Shell && Kind == other.Kind;

        // Another branch of the same condition.
        public bool IsOther(Part other) => Branch is { } one && other.Branch is { } two && one.Condition == two.Condition;
    }
}
