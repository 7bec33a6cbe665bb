using System.Collections.Immutable;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Follows in which folder of the repository the commands of a script stand.</summary>
internal sealed class StandingFolder : ScriptState<StandingFolder.Spot>
{
    // A home is not among them: on some platforms the workspace lies there.
    private static readonly ImmutableArray<string> Elsewhere =
    [
        "/tmp", "/var/tmp", "/usr", "/opt", "/etc", "$(mktemp -d)", "`mktemp -d`",
        "$TMPDIR", "${TMPDIR}", "$env:TEMP", "%TEMP%",
        .. PlatformWords.TemporaryNames,
    ];

    private readonly Func<string, string?>? inRepository;
    private readonly OwnFolders own;
    private Spot previous;

    private static readonly Syntax Clone = new() { Valued = "-C -c --config --git-dir --work-tree --depth -b --branch -o --origin --reference --reference-if-able -j --jobs --filter --template --separate-git-dir --shallow-since --shallow-exclude -u --upload-pack --server-option --revision --bundle-uri" };
    private readonly List<(string Folder, bool IsElsewhere)> cloned = [];

    /// <summary>Starts at the beginning of a script.</summary>
    /// <param name="folder">The folder that the script starts in, as written; null for the repository's root.</param>
    public StandingFolder(string? folder)
        : this(folder is null ? "" : Below("", folder), script: null, inRepository: null, isElsewhere: folder is not null && LiesElsewhere(folder))
    {
    }

    private StandingFolder(string? at, string? script, Func<string, string?>? inRepository, bool isElsewhere = false)
        : base(new Spot(at, isElsewhere))
    {
        previous = Current;
        own = new OwnFolders(script);
        this.inRepository = inRepository;
    }

    /// <summary>The folder, relative to the repository's root; empty for the root itself, null where it is not known, or does not lie in the repository.</summary>
    public string? Now => CloneOf(Current.Folder) is null ? Seen(Current.Folder) : null;

    /// <summary>Whether the folder is known not to lie in the repository.</summary>
    public bool IsElsewhere => Current.IsElsewhere || CloneOf(Current.Folder) is { IsElsewhere: true };

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
        Enter(command);
        TakeVariables(command);
        if (command.Name is "git" or "gh")
        {
            TakeClone(command, around);
        }

        if (command.Name is not ("cd" or "chdir" or "pushd" or "popd" or "set-location" or "push-location" or "pop-location"))
        {
            return;
        }

        var to = command.Words.Skip(1).FirstOrDefault(word => word.Text is "-" || !(word.Text.StartsWith('-') || word.Text is "/d" or "/D"));
        if (command.Name is "popd" or "pop-location" || (command.Name is "pushd" && to is null))
        {
            // Without a folder 'pushd' changes places with the one that was kept last.
            var back = Current.Kept.IsEmpty ? Current with { Folder = null } : Current.Kept.Peek();
            var rest = Current.Kept.IsEmpty ? Current.Kept : Current.Kept.Pop();
            (previous, Current) = (Current, back with { Kept = command.Name is "pushd" ? rest.Push(Current) : rest });
            return;
        }

        var next = to?.Text is "-" ? previous
            : to is null ? new Spot(Folder: null, IsElsewhere: command.Name is "cd")
            : Going(to, around);
        (previous, Current) = (Current, next with { Kept = command.Name is "pushd" or "push-location" ? Current.Kept.Push(Current) : Current.Kept });
    }

    /// <inheritdoc/>
    protected override Spot Joined(Spot entered, IReadOnlyList<Spot> ends) => entered with { Folder = null, IsElsewhere = entered.IsElsewhere && ends.All(end => end.IsElsewhere) };

    /// <inheritdoc/>
    protected override Spot Called(Spot at, Spot entered, Spot left) => at with { Folder = null };

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
        if (To(verb + 2 < words.Length ? ValueOf(words[verb + 2], around) : name) is { Length: > 0 } folder && folder != Current.Folder)
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
        return new Spot(folder, IsElsewhere: folder is null && inRepository is null && (LiesElsewhere(path) || (Current.IsElsewhere && !WorkspacePrograms.IsOutside(path))));
    }

    private static string ValueOf(Word word, Lazy<InstallSurroundings> around) => word.Literal ? word.Text : ValueOf(word.Text, around);

    /// <summary>A path with the value of the variable that it starts with, where the files say it; otherwise as written.</summary>
    /// <param name="text">The path, as written.</param>
    /// <param name="around">What stands around it.</param>
    public static string ValueOf(string text, Lazy<InstallSurroundings> around)
    {
        if (!text.StartsWith('$'))
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

    private string? To(string path) => inRepository is not null ? Moved(Current.Folder, path) : OfItself(path) ?? Below(Current.Folder, path);

    // "$(dirname "$0")/..", which many scripts go to first, or keep in a variable.
    private string? OfItself(string path) => path.StartsWith('$') ? own.Of(path, Current.Folder) : null;

    private void TakeVariables(Command command)
    {
        var isDeclared = command.Name is "export" or "readonly" or "local" or "declare" or "typeset";
        foreach (var word in isDeclared ? command.Assignments.AddRange(command.Words.Skip(1)) : command.Words.IsEmpty ? command.Assignments : [])
        {
            var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                own.Set(word.Text[..equals], word.Text[(equals + 1)..], Current.Folder, isSure: command is { Inside: null, Branches.IsEmpty: true, InSubshell: false, InBackground: false });
            }
        }
    }

    // Within an image all paths are known that are written out; without the slash that they start with.
    private static string? Moved(string? from, string path)
    {
        var text = path.Trim().Replace('\\', '/');
        return from is null || text.Length == 0 || text[0] is '~' || text.AsSpan().IndexOfAny('$', '`', '%') >= 0 ? null
            : text[0] is '/' ? WorkspaceRuns.Joined("", text.TrimStart('/'))
            : WorkspaceRuns.Joined(from, text);
    }

    /// <summary>Where somebody stands.</summary>
    /// <param name="Folder">The folder; null where it is not known, or does not lie in the repository.</param>
    /// <param name="IsElsewhere">Whether it is known not to lie there.</param>
    internal sealed record Spot(string? Folder, bool IsElsewhere)
    {
        /// <summary>Where it stood before each <c>pushd</c> that nothing has taken back, the last one first.</summary>
        public ImmutableStack<Spot> Kept { get; init; } = [];
    }
}
