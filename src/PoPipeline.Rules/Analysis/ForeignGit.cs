using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>
/// Follows what the scripts of a job fetch by git, by gh or as an archive: whose address, branch or commit it is, and the command that puts it into the
/// workspace. What is only fetched, compared or shown stays data.
/// </summary>
public sealed class ForeignGit
{
    private const string ModulesFile = ".gitmodules";

    // Names that stand for fetched code: remotes, branches, FETCH_HEAD; and the place that fetched it.
    private readonly Dictionary<string, Fetched> names = new(StringComparer.Ordinal);
    private readonly HashSet<string> remotes = new(StringComparer.Ordinal);

    // The last proposal that was fetched by its number; where a name is computed, it may be the one that this was given.
    private Fetched? proposal;

    // What has said where the repositories below this one come from: by a file of the proposal, or by an address.
    private Fetched? modules;

    /// <summary>Whether a script may bring in any.</summary>
    /// <param name="text">The script.</param>
    public static bool MayBeIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().ContainsAny(Fetchers);
    }

    /// <summary>The places of a step that bring in such code, in their order. The steps of a job are asked for in theirs.</summary>
    /// <param name="scripts">The scripts of the step.</param>
    /// <param name="directory">The folder that they start in; null for the workspace.</param>
    /// <param name="isProposed">Whether a variable of their environment names the code of a proposal.</param>
    public IEnumerable<BroughtCode> In(ImmutableArray<Script> scripts, string? directory, Func<string, bool> isProposed)
    {
        foreach (var script in scripts.Where(script => MayBeIn(script.Text)))
        {
            var local = new HashSet<string>(StringComparer.Ordinal);
            for (var at = 0; at < script.Commands.Length; at++)
            {
                var command = script.Commands[at];
                bool IsForeign(string text) =>
                    script.Interpolations.Any(pasted => IsProposed(pasted) && text.Contains(pasted.Text, StringComparison.Ordinal))
                    || StepEnvironment.VariableIn(text, name => name is PlatformWords.HeadVariable || local.Contains(name) || isProposed(name)) is not null;

                foreach (var assignment in command.Assignments.Concat(command.Name is "export" or "local" or "declare" or "readonly" ? command.Words.Skip(1) : []))
                {
                    var equals = assignment.Text.IndexOf('=', StringComparison.Ordinal);
                    if (equals > 0)
                    {
                        var value = assignment.Text[(equals + 1)..];
                        _ = IsForeign(value) || TellsHead(value) ? local.Add(Bare(assignment.Text[..equals])) : local.Remove(Bare(assignment.Text[..equals]));
                    }
                }

                if (Place(script, at, IsForeign) is { } brought)
                {
                    var origin = brought.Fetched is { } fetched && ReferenceEquals(fetched.Script, script) ? fetched.Command : command;
                    yield return new BroughtCode(
                        script,
                        command.Offset,
                        WorkspaceRun.Shorten(script.Text.Substring(origin.Offset, origin.Length)),
                        script.PlaceOf(origin.Offset, origin.Length),
                        Below(directory, brought.Directory))
                    {
                        Lies = brought.Lies,
                    };
                }
            }
        }
    }

    /// <summary>Whether a pasted text names the code of a proposal.</summary>
    /// <param name="pasted">The text.</param>
    public static bool IsProposed(Interpolation pasted)
    {
        ArgumentNullException.ThrowIfNull(pasted);
        return pasted.Provenance.Sources.Any(ProposedCode.IsNamedBy);
    }

    private static readonly SearchValues<string> Fetchers = SearchValues.Create(["git", "gh ", "hub ", "archive", "ball"], StringComparison.Ordinal);

    private static string Bare(string name) => name.StartsWith('$') ? name.TrimStart('$').Replace("env:", "", StringComparison.OrdinalIgnoreCase) : name;

    private static bool TellsHead(string text) =>
        (text.Contains("gh ", StringComparison.Ordinal) || text.Contains("curl ", StringComparison.Ordinal) || text.Contains("jq ", StringComparison.Ordinal))
        && ProposedCode.IsAskedForIn(text);

    private static bool IsPullRequest(string word) =>
        (word.StartsWith("pull/", StringComparison.Ordinal) || word.Contains("refs/pull/", StringComparison.Ordinal) || word.StartsWith("+pull/", StringComparison.Ordinal))
        && (word.Contains("/head", StringComparison.Ordinal) || word.Contains("/merge", StringComparison.Ordinal));

    private static string? Below(string? start, string? directory) =>
        directory is null or "." ? start
        : start is null || directory[0] is '/' or '~' or '$' ? directory
        : $"{start.TrimEnd('/')}/{directory}";

    // What a command puts into the workspace, and where; null where it puts nothing of an outsider's there.
    private Brought? Place(Script script, int at, Func<string, bool> isForeign)
    {
        var command = script.Commands[at];
        return command.Name switch
        {
            "git" => OfGit(script, at, isForeign),
            "gh" or "hub" when Verb(command, "pr", "checkout") || Verb(command, "pr", "co") => new Brought(null, null),
            "gh" when Verb(command, "pr", "diff") => OfPatch(script, command),
            "gh" when Verb(command, "repo", "clone") && command.Words.Any(word => isForeign(word.Text)) => new Brought(CloneFolder(script, at, Plain(command, 3)), null),
            "gh" or "curl" or "wget" or "invoke-webrequest" or "iwr" when command.Words.Any(word => IsArchive(word.Text) && isForeign(word.Text)) => OfArchive(script, at),
            "tar" or "unzip" or "bsdtar" or "7z" or "expand-archive" => OfUnpacking(script, command),
            _ => null,
        };
    }

    private static bool IsArchive(string text) =>
        text.Contains("zipball", StringComparison.Ordinal)
        || text.Contains("tarball", StringComparison.Ordinal)
        || text.Contains("/archive/", StringComparison.Ordinal)
        || text.Contains("codeload.", StringComparison.Ordinal);

    // An archive that is unpacked at once, or remembered by the name of its file until something unpacks it.
    private Brought? OfArchive(Script script, int at)
    {
        var command = script.Commands[at];
        if (command.PipedTo is { } next && script.Commands[next].Name is "tar" or "bsdtar" or "unzip")
        {
            return new Brought(TargetOf(script.Commands[next]), null);
        }

        var files = command.OutputFiles.Concat(command.ValuesOf("-o", "--output", "-O", "--output-document", "-OutFile")).Select(word => word.Text).ToImmutableArray();
        foreach (var file in files)
        {
            names["archive:" + file] = new Fetched(script, command);
        }

        // Named by the remote: whatever is unpacked next is taken for it.
        if (files.IsEmpty)
        {
            names["archive:"] = new Fetched(script, command);
        }

        return null;
    }

    // What a proposal changes, remembered by the name of the file until something applies it.
    private Brought? OfPatch(Script script, Command command)
    {
        foreach (var file in command.OutputFiles)
        {
            names["patch:" + file.Text] = new Fetched(script, command);
        }

        return null;
    }

    private Brought? OfUnpacking(Script script, Command command)
    {
        var fetched = command.Words.Skip(1).Select(word => names.GetValueOrDefault("archive:" + word.Text)).FirstOrDefault(found => found is not null) ?? names.GetValueOrDefault("archive:");
        return fetched is null ? null : new Brought(TargetOf(command), ReferenceEquals(fetched.Script, script) ? fetched : null);
    }

    private static string? TargetOf(Command command) =>
        command.ValuesOf("-C", "--directory", "-d", "-DestinationPath").Select(word => word.Text).FirstOrDefault();

    private static bool Verb(Command command, string first, string second) => command.HasVerb(command.Name, first, second);

    // The words that are no options and no values of those which take one.
    private static ImmutableArray<Word> Plain(Command command, int from)
    {
        var plain = ImmutableArray.CreateBuilder<Word>();
        for (var index = from; index < command.Words.Length; index++)
        {
            var text = command.Words[index].Text;
            if (text is "--")
            {
                continue;
            }

            if (text is "-b" or "--branch" or "-B" or "-o" or "--origin" or "--depth" or "-c" or "-C" or "--config" or "--reference" or "-j" or "--jobs" or "--filter" or "-m" or "--message" or "-s" or "--strategy" or "-X" or "--onto" or "-t" or "--git-dir" or "--work-tree" or "-n")
            {
                index += text is "-n" ? 0 : 1;
                continue;
            }

            if (!text.StartsWith('-'))
            {
                plain.Add(command.Words[index]);
            }
        }

        return plain.DrainToImmutable();
    }

    private Brought? OfGit(Script script, int at, Func<string, bool> isForeign)
    {
        var command = script.Commands[at];
        var verbAt = VerbOf(command);
        if (verbAt < 0)
        {
            return null;
        }

        var folder = command.Words.Take(verbAt).Zip(command.Words.Skip(1)).Where(pair => pair.First.Text is "-C").Select(pair => pair.Second.Text).FirstOrDefault();
        var plain = Plain(command, verbAt + 1);
        bool IsCode(Word word) => isForeign(word.Text) || IsPullRequest(word.Text) || Known(word) is not null;
        Brought? Now(string? directory = null) => new(directory ?? folder, plain.Select(Known).FirstOrDefault(found => found is not null));
        switch (command.Words[verbAt].Text)
        {
            case "clone":
                return command.Words.Skip(verbAt + 1).Any(word => isForeign(word.Text)) ? new Brought(CloneFolder(script, at, plain), null) : null;
            case "remote":
                if (plain is [{ Text: "add" or "set-url" }, var name, var address, ..] && isForeign(address.Text))
                {
                    _ = remotes.Add(name.Text);
                }

                return null;
            case "fetch":
                return OfFetch(script, command, plain, isForeign, folder);
            case "pull":
                return plain.Any(IsCode) ? Now() : null;
            case "worktree":
                return plain is [{ Text: "add" }, ..] && plain.Skip(1).Any(IsCode) ? Now(plain[1].Text) : null;
            case "submodule":
                return OfModules(script, at, plain, isForeign, folder);
            case "checkout" or "switch":
                var isNew = command.Words.Skip(verbAt + 1).Any(word => word.Text is "-b" or "-B" or "-c" or "-C" or "--orphan");
                var targets = isNew && command.Words[verbAt].Text is "switch" && !plain.IsEmpty && command.Words.Any(word => word.Text is "--create") ? plain.RemoveAt(0) : plain;
                var paths = command.Words.SkipWhile(word => word.Text is not "--").Skip(1).Select(word => word.Text).FirstOrDefault();
                var brought = targets.Any(IsCode) ? Now(paths) : null;
                modules = brought is not null && command.Words.Any(word => word.Text is ModulesFile) ? new Fetched(script, command) : modules;
                return brought;
            case "merge" or "rebase" or "cherry-pick" or "read-tree":
                return plain.Any(IsCode) ? Now() : null;
            case "reset":
                return command.Words.Any(word => word.Text is "--hard" or "--merge" or "--keep") && plain.Any(IsCode) ? Now() : null;
            case "restore":
                var sources = command.ValuesOf("-s", "--source").ToImmutableArray();
                var restores = sources.Any(IsCode);
                var isModules = plain is [{ Text: ModulesFile }];
                modules = restores && isModules ? new Fetched(script, command) : modules;
                return restores ? new Brought(isModules ? ModulesFile : folder, null) : null;
            case "apply" or "am":
                return FeedsOf(script, at).Any(feed => Verb(feed, "pr", "diff") || (feed.Name is "git" && (proposal is not null || feed.Words.Any(IsCode)))) ? new Brought(folder, proposal)
                    : plain.Select(word => names.GetValueOrDefault("patch:" + word.Text)).FirstOrDefault(found => found is not null) is { } patch ? new Brought(folder, patch)
                    : null;
            case "archive":
                return plain.Any(IsCode) && command.PipedTo is { } next ? Now(TargetOf(script.Commands[next])) : null;
            default:
                return null;
        }
    }

    // The repositories below this one are brought in from where the proposal, or an address of it, says; those of a proposal that lies there as a whole are a part of it.
    private Brought? OfModules(Script script, int at, ImmutableArray<Word> plain, Func<string, bool> isForeign, string? folder)
    {
        switch (plain)
        {
            case [{ Text: "add" }, var address, ..] when isForeign(address.Text):
                return new Brought(CloneFolder(script, at, plain.RemoveAt(0)), null);
            case [{ Text: "set-url" or "set-branch" }, ..] when plain.Skip(1).Any(word => isForeign(word.Text)):
                modules = new Fetched(script, script.Commands[at]);
                return null;
            case [{ Text: "update" }, .. var paths] when modules is not null:
                return new Brought(paths is [var path] ? path.Text : folder, modules);
            default:
                return null;
        }
    }

    private Brought? OfFetch(Script script, Command command, ImmutableArray<Word> plain, Func<string, bool> isForeign, string? folder)
    {
        // A number names the proposal itself. Until it is checked out or merged, what is fetched can only be looked at; of many at once the names cannot be told.
        if (plain.Any(word => IsPullRequest(word.Text)))
        {
            if (plain.Any(word => word.Text.Contains('*', StringComparison.Ordinal)))
            {
                return new Brought(folder, null) { Lies = false };
            }

            proposal = new Fetched(script, command);
            names["FETCH_HEAD"] = proposal;
            foreach (var parts in plain.Skip(1).Select(word => word.Text.Split(':')).Where(parts => parts.Length == 2))
            {
                names[NameOf(parts[1])] = proposal;
            }

            return null;
        }

        var isOfRemote = plain is [var remote, ..] && (remotes.Contains(remote.Text) || isForeign(remote.Text));
        if (isOfRemote || plain.Skip(1).Any(word => isForeign(word.Text)))
        {
            var fetched = new Fetched(script, command);
            names["FETCH_HEAD"] = fetched;
            if (isOfRemote)
            {
                names[plain[0].Text + "/"] = fetched;
            }

            // What was fetched by a name is brought in where that name is checked out.
            foreach (var name in plain.Skip(1).Where(word => isForeign(word.Text)))
            {
                names[name.Text] = fetched;
            }

            foreach (var branch in plain.Skip(1).Select(word => word.Text.Split(':')).Where(parts => parts.Length == 2).Select(parts => parts[1]))
            {
                names[NameOf(branch)] = fetched;
            }
        }
        else if (plain.Length > 1)
        {
            _ = names.Remove("FETCH_HEAD");
        }

        return null;
    }

    // By the very name, or below a remote of an outsider's: "fork/main".
    private Fetched? Known(string text) =>
        names.GetValueOrDefault(text)
        ?? (text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? names.GetValueOrDefault(text[..(slash + 1)]) : null);

    // "${BRANCH}" and "$BRANCH" are one.
    private static string NameOf(string branch) =>
        branch.Contains(PlatformWords.PasteStart, StringComparison.Ordinal) ? branch.Replace("refs/heads/", "", StringComparison.Ordinal)
        : branch.Replace("refs/heads/", "", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    private static IEnumerable<Command> FeedsOf(Script script, int at) => script.Commands.Where(command => command.PipedTo == at);

    private Fetched? Known(Word word) => Known(NameOf(word.Text)) ?? Known(word.Text) ?? (word.Literal || !word.Text.StartsWith('$') || word.Text.StartsWith(PlatformWords.PasteStart, StringComparison.Ordinal) ? null : proposal);

    private static int VerbOf(Command command)
    {
        for (var index = 1; index < command.Words.Length; index++)
        {
            var text = command.Words[index].Text;
            if (text is "-c" or "-C" or "--git-dir" or "--work-tree")
            {
                index++;
            }
            else if (!text.StartsWith('-'))
            {
                return index;
            }
        }

        return -1;
    }

    // The folder named behind the address, or the one that the script goes into next; without either it has a name that cannot be told.
    private static string CloneFolder(Script script, int at, ImmutableArray<Word> plain)
    {
        const string Unknown = "?";
        return plain.Length > 1 ? plain[1].Text
            : plain is [{ Text: var address }] && !address.EndsWith('}') && !address.StartsWith('$') && Last(address) is { Length: > 0 } name && !name.Contains('$', StringComparison.Ordinal) ? name
            : script.Commands.Skip(at + 1).FirstOrDefault(command => command.Name is "cd" or "pushd" && command.Words.Length > 1)?.Words[1].Text ?? Unknown;
    }

    private static string Last(string address)
    {
        var name = address.TrimEnd('/').Split('/')[^1];
        return name.EndsWith(".git", StringComparison.Ordinal) ? name[..^".git".Length] : name;
    }

    private sealed record Fetched(Script Script, Command Command);

    private sealed record Brought(string? Directory, Fetched? Fetched)
    {
        public bool Lies { get; init; } = true;
    }
}
