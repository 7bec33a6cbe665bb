using System.Collections.Immutable;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Follows in which folder of the repository the commands of a script stand.</summary>
internal sealed class StandingFolder
{
    // A home is not among them: on some platforms the workspace lies there.
    private static readonly ImmutableArray<string> Elsewhere =
    [
        "/tmp", "/var/tmp", "/usr", "/opt", "/etc", "$(mktemp -d)", "`mktemp -d`",
        "$TMPDIR", "${TMPDIR}", "$env:TEMP", "%TEMP%",
        .. PlatformWords.TemporaryNames,
    ];

    private readonly Func<string, string?>? inRepository;
    private readonly string? script;
    private Spot at;
    private Spot previous;

    private static readonly Syntax Clone = new() { Valued = "-C -c --config --git-dir --work-tree --depth -b --branch -o --origin --reference --reference-if-able -j --jobs --filter --template --separate-git-dir --shallow-since --shallow-exclude -u --upload-pack --server-option --revision --bundle-uri" };
    // Shells of their own, and branches, that the script is in; what moves in one may not have moved behind it.
    private readonly List<Part> open = [];
    private readonly List<Command> taken = [];
    private readonly HashSet<string> movers = new(StringComparer.Ordinal);
    private readonly List<(string Folder, bool IsElsewhere)> cloned = [];

    /// <summary>Starts at the beginning of a script.</summary>
    /// <param name="folder">The folder that the script starts in, as written; null for the repository's root.</param>
    public StandingFolder(string? folder)
        : this(folder is null ? "" : Below("", folder), script: null, inRepository: null)
    {
        at = previous = at with { IsElsewhere = folder is not null && LiesElsewhere(folder) };
    }

    private StandingFolder(string? at, string? script, Func<string, string?>? inRepository)
    {
        this.at = previous = new Spot(at, IsElsewhere: false);
        this.script = script;
        this.inRepository = inRepository;
    }

    /// <summary>The folder, relative to the repository's root; empty for the root itself, null where it is not known, or does not lie in the repository.</summary>
    public string? Now => CloneOf(at.Folder) is null ? Seen(at.Folder) : null;

    /// <summary>Whether the folder is known not to lie in the repository.</summary>
    public bool IsElsewhere => at.IsElsewhere || CloneOf(at.Folder) is { IsElsewhere: true };

    /// <summary>Starts at the beginning of a script that lies in the repository.</summary>
    /// <param name="folder">The folder that it starts in, relative to the root; null where it is not known.</param>
    /// <param name="script">The path of the script itself, which it may go to.</param>
    public static StandingFolder At(string? folder, string script) => new(folder, script, inRepository: null);

    /// <summary>Starts at the beginning of a script that runs in an image.</summary>
    /// <param name="folder">The folder of the image, absolute.</param>
    /// <param name="inRepository">Which folder of the repository lies in one of the image; null for none that is known.</param>
    public static StandingFolder InImage(string folder, Func<string, string?> inRepository) => new(Moved("", folder), script: null, inRepository);

    /// <summary>Takes the next command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="around">What stands around it.</param>
    public void Take(Command command, Lazy<InstallSurroundings> around)
    {
        taken.Add(command);
        Enter(command);
        if (open.Count > 0 && command.Name is "exit" or "return")
        {
            open[^1].Ends = true;
        }

        if (movers.Contains(command.Name))
        {
            at = Unsure(at, at);
        }

        if (command.Name is "git" or "gh")
        {
            TakeClone(command, around);
        }

        if (command.Name is not ("cd" or "chdir" or "pushd" or "popd" or "set-location" or "push-location" or "pop-location"))
        {
            return;
        }

        var to = command.Words.Skip(1).FirstOrDefault(word => word.Text is "-" || !(word.Text.StartsWith('-') || word.Text is "/d" or "/D"));
        var next = command.Name is "popd" or "pop-location" || to?.Text is "-" ? previous
            : to is null ? new Spot(Folder: null, IsElsewhere: command.Name is "cd")
            : Going(to, around);
        (previous, at) = (at, next);
    }

    // Leaves the parts of the script that the command does not stand in, and enters those that it does.
    private void Enter(Command command)
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
                parts[same].Entered = left.Entered;
                parts[same].Moved = left.Moved || (!left.Ends && left.Entered != at);
                at = left.Entered ?? at;
                continue;
            }

            Leave(left);
        }

        for (; same < parts.Count; same++)
        {
            parts[same].Entered ??= at;
            open.Add(parts[same]);
        }
    }

    private void Leave(Part left)
    {
        var entered = left.Entered ?? at;
        if (left.Branch is not { } branch)
        {
            at = entered;
            return;
        }

        var isFunction = taken[branch.Condition].Name is "function";
        if (isFunction && at != entered && taken[branch.Condition].Words is [.., var name])
        {
            movers.Add(name.Text);
        }

        at = isFunction || (at == entered && !left.Moved) || (left.Ends && !left.Moved) ? entered : Unsure(entered, at);
    }

    private static Spot Unsure(Spot one, Spot other) => new(Folder: null, IsElsewhere: one.IsElsewhere && other.IsElsewhere);

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

    // What was cloned is another repository, unless only the run knows of which address.
    private void TakeClone(Command command, Lazy<InstallSurroundings> around)
    {
        const int most = 100;
        var words = Invocation.Read(command, InstallSurroundings.None, Clone).Operands;
        var verb = command.Name is "gh" ? 1 : 0;
        if (cloned.Count >= most || words.Length <= verb + 1 || words[verb].Text is not "clone" || (verb == 1 && words[0].Text is not "repo"))
        {
            return;
        }

        var address = words[verb + 1];
        var name = address.Text.TrimEnd('/');
        name = name[(name.LastIndexOfAny(['/', ':']) + 1)..];
        name = name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
        if (To(verb + 2 < words.Length ? ValueOf(words[verb + 2], around) : name) is { Length: > 0 } folder && folder != at.Folder)
        {
            cloned.Add((folder, address.Literal));
        }
    }

    private (string Folder, bool IsElsewhere)? CloneOf(string? folder)
    {
        foreach (var one in cloned)
        {
            if (folder is not null && (folder == one.Folder || folder.StartsWith($"{one.Folder}/", StringComparison.Ordinal)))
            {
                return one;
            }
        }

        return null;
    }

    /// <summary>Whether a path is known to lie in what a command of the script cloned.</summary>
    /// <param name="path">The path, as written.</param>
    public bool IsCloned(string path) => CloneOf(To(path)) is { IsElsewhere: true };

    private Spot Going(Word to, Lazy<InstallSurroundings> around)
    {
        var path = ValueOf(to, around);
        var folder = To(path);
        return new Spot(folder, IsElsewhere: folder is null && inRepository is null && (LiesElsewhere(path) || (at.IsElsewhere && !WorkspacePrograms.IsOutside(path))));
    }

    // A variable that the files set says where; what a script assigns to itself alone is not followed.
    private static string ValueOf(Word word, Lazy<InstallSurroundings> around)
    {
        var text = word.Text;
        if (word.Literal || !text.StartsWith('$'))
        {
            return text;
        }

        var isBraced = text.StartsWith("${", StringComparison.Ordinal);
        var start = isBraced ? 2 : 1;
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_'))
        {
            end++;
        }

        var rest = isBraced ? end + 1 : end;
        return end > start && (!isBraced || (end < text.Length && text[end] is '}')) && around.Value.Variables.GetValueOrDefault(text[start..end]) is { Value: { Length: > 0 } value } && !value.Contains('$', StringComparison.Ordinal)
            ? $"{value}{text.AsSpan(rest)}"
            : text;
    }

    /// <summary>Whether a path is known not to lie in the repository: a folder of the system's, for what is short-lived, or of the home.</summary>
    /// <param name="path">The path, as written.</param>
    public static bool LiesElsewhere(string path)
    {
        var text = path.Trim().Replace('\\', '/');
        if (WorkspacePrograms.WithoutWorkspace(text) != text)
        {
            return false;
        }

        foreach (var start in Elsewhere)
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase) && (text.Length == start.Length || text[start.Length] is '/'))
            {
                return true;
            }
        }

        return WorkspaceRuns.Joined("", text).StartsWith("..", StringComparison.Ordinal);
    }

    /// <summary>A folder, or a file, seen from where the script stands; null where that is not known to be in the repository.</summary>
    /// <param name="path">The path, as written.</param>
    public string? Below(string path) => To(path) is var folder && CloneOf(folder) is null ? Seen(folder) : null;

    /// <summary>A folder, or a file, seen from another one; null where that is not known to be in the repository.</summary>
    /// <param name="folder">The other one; null where it is not known.</param>
    /// <param name="path">The path, as written.</param>
    public static string? Below(string? folder, string path)
    {
        var written = path.Trim().Replace('\\', '/');
        var text = WorkspacePrograms.WithoutWorkspace(written);

        // What starts with the workspace's own name is seen from there.
        var from = text == written ? folder : "";
        if (from is null || WorkspacePrograms.IsOutside(text) || text.AsSpan().IndexOfAny('$', '`', '%') >= 0)
        {
            return null;
        }

        var joined = WorkspaceRuns.Joined(from, text);
        return joined.StartsWith("..", StringComparison.Ordinal) ? null : joined;
    }

    private string? Seen(string? folder) => inRepository is null || folder is null ? folder : inRepository($"/{folder}");

    private string? To(string path) => inRepository is not null ? Moved(at.Folder, path) : OfItself(path) ?? Below(at.Folder, path);

    // "$(dirname "$0")/..", which many scripts go to first.
    private string? OfItself(string path)
    {
        if (script is null || !path.StartsWith('$'))
        {
            return null;
        }

        if (RestBehind(path, "$(git rev-parse --show-toplevel)") is { } fromRoot)
        {
            return Below("", fromRoot);
        }

        foreach (var own in (ReadOnlySpan<string>)["$(dirname \"$0\")", "$(dirname $0)", "$(dirname \"${BASH_SOURCE[0]}\")", "$(dirname ${BASH_SOURCE[0]})", "$(dirname \"${BASH_SOURCE}\")", "$(dirname -- \"$0\")", "$(dirname -- \"${BASH_SOURCE[0]}\")", "${0%/*}", "${BASH_SOURCE%/*}", "${BASH_SOURCE[0]%/*}", "$PSScriptRoot"])
        {
            if (RestBehind(path, own) is { } rest)
            {
                return Below(RepositoryPath.FolderOf(script), rest);
            }
        }

        return null;
    }

    private static string? RestBehind(string path, string start) =>
        !path.StartsWith(start, StringComparison.Ordinal) ? null
        : path.Length == start.Length ? "."
        : path[start.Length] is '/' or '\\' ? $".{path[start.Length..]}"
        : null;

    // Within an image all paths are known that are written out; without the slash that they start with.
    private static string? Moved(string? from, string path)
    {
        var text = path.Trim().Replace('\\', '/');
        return from is null || text.Length == 0 || text[0] is '~' || text.AsSpan().IndexOfAny('$', '`', '%') >= 0 ? null
            : text[0] is '/' ? WorkspaceRuns.Joined("", text.TrimStart('/'))
            : WorkspaceRuns.Joined(from, text);
    }

    private enum PartKind
    {
        Group,
        Text,
        Background,
        Pipe,
    }

    // A shell of its own, or a branch, that the command taken last stands in.
    private sealed class Part
    {
        public int Shell { get; init; }

        public PartKind Kind { get; init; }

        public Branch? Branch { get; init; }

        public Spot? Entered { get; set; }

        public bool Moved { get; set; }

        public bool Ends { get; set; }

        public bool IsSame(Part other) => Branch == other.Branch && Shell == other.Shell && Kind == other.Kind;

        // Another branch of the same condition.
        public bool IsOther(Part other) => Branch is { } one && other.Branch is { } two && one.Condition == two.Condition;
    }

    /// <summary>Where somebody stands.</summary>
    /// <param name="Folder">The folder; null where it is not known, or does not lie in the repository.</param>
    /// <param name="IsElsewhere">Whether it is known not to lie there.</param>
    private readonly record struct Spot(string? Folder, bool IsElsewhere);
}
