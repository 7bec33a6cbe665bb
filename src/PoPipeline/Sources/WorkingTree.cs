using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using PoPipeline.Ledger;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Git;
using PoPipeline.Sources.Templates;

namespace PoPipeline.Sources;

/// <summary>The files of a repository. Nothing outside its root is read, nothing in it is executed.</summary>
/// <param name="root">The folder.</param>
/// <param name="useGit">Whether git's own files say what is tracked; otherwise every file counts.</param>
internal sealed class WorkingTree(string root, bool useGit = true)
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    /// <summary>The fault of a path at which nothing lies: it is deleted, or left out by a sparse checkout.</summary>
    public const string Missing = "it is not in the working tree";

    /// <summary>Why a folder is not read.</summary>
    public const string Folder = "it is a folder, where a file belongs";

    /// <summary>The fault of a file that is there, and still cannot be read.</summary>
    public const string Refused = "the system refuses to read it";

    /// <summary>The fault of a file that is kept from whoever runs this.</summary>
    public const string Denied = "access to it is denied";

    /// <summary>The fault of a file that is not what every text here is.</summary>
    public const string NoUtf8 = "it is not valid UTF-8";

    /// <summary>The fault of a file that holds what no text does: it is UTF-16 that does not say so, or none.</summary>
    public const string NoText = "it holds a NUL character, so that it is no text";

    /// <summary>The fault of a file of which only the pointer to its content is there.</summary>
    public const string Pointer = "it is a pointer of Git LFS, and its content was not checked out";

    // A pointer has three short lines.
    private const int LongestPointer = 1024;

    /// <summary>How much of what no source needs is kept for whoever comes later, in bytes; the rest is read anew.</summary>
    internal const long MostKept = 16 * 1024 * 1024;

    /// <summary>How much is kept in all, of what sources need as well, in bytes: a tree of thousands of large files must not be in memory at once.</summary>
    internal const long MostHeld = 64 * 1024 * 1024;

    // What .NET says of a path where nothing is.
    private const FileAttributes NoAttributes = (FileAttributes)(-1);

    private const string NoFile = "it is no file, but a pipe, a socket or a device";

    // Enough to tell a folder with a few stray files from a repository that was never added.
    private const int MostCounted = 1000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly RealPaths paths = new(Path.GetFullPath(root));
    private readonly ConcurrentDictionary<string, (string? Folder, string? Fault)> folders = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, Lazy<SourceFile>> texts = new(StringComparer.Ordinal);

    private long kept;
    private long held;

    // Asked for by links alone.
    private TrackedFiles? trackedFiles;

    private FrozenSet<string> needed = [];

    /// <summary>Is told of each path whose file is looked at, from several threads; null where nobody asks.</summary>
    public Action<string>? Asked { get; init; }

    /// <summary>Is told of each path whose file is opened, from several threads; null where nobody asks.</summary>
    public Action<string>? Opened { get; init; }

    /// <summary>Is told of each path whose text is taken as YAML, from several threads; null where nobody asks.</summary>
    public Action<string>? Parsed { get; init; }

    /// <summary>What is read in place of files, by path: how they would be once they are mended.</summary>
    public IReadOnlyDictionary<string, string>? Drafts { get; init; }

    /// <summary>The folder, absolute.</summary>
    public string Root => paths.Root;

    /// <summary>Whether a file is read as a whole, whoever comes first: a source needs it, or it was read already.</summary>
    /// <param name="path">The path, relative to the root, with forward slashes.</param>
    public bool IsReadWhole(string path) => needed.Contains(path) || texts.ContainsKey(path) || Drafts?.ContainsKey(path) is true;

    /// <summary>Says which files sources will read as a whole, so that nobody else opens them beforehand only to search them.</summary>
    /// <param name="paths">The paths, relative to the root, with forward slashes.</param>
    public void Need(IEnumerable<string> paths) => needed = paths.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Lists the tracked files, or every file where the tree is not under git, and tells what hosts it.</summary>
    /// <param name="hints">What the environment says.</param>
    /// <param name="forge">The forge that the policy names; unknown where it names none.</param>
    /// <param name="cancellation">Stops the listing.</param>
    public Repository Describe(RepositoryHints? hints = null, Forge forge = Forge.Unknown, CancellationToken cancellation = default)
    {
        var git = useGit ? GitRepository.Of(Root) : null;
        var gaps = new List<string>();
        var submodules = new List<string>();
        var tracked = Tracked(git, gaps, submodules);
        var files = tracked ?? TreeWalk.Files(Root, gaps, cancellation);
        if (files.IsEmpty && gaps.Count == 0)
        {
            gaps.Add(git is null ? "the folder holds no file" : Untracked(cancellation));
        }

        var identity = RepositoryIdentity.Of(git?.Remote(), git?.Top ?? Root, hints ?? RepositoryHints.None);
        var (branch, revision) = git?.Head() ?? default;
        return new Repository
        {
            Forge = forge is Forge.Unknown ? identity.Forge : forge,
            Url = identity.Url,
            Owner = identity.Owner,
            Name = identity.Name,
            Branch = branch,
            Revision = revision,
            Above = useGit && git is null ? OuterTree.Above(Root) : null,
            Files = files,
            Untracked = tracked is { IsEmpty: false } ? UntrackedFinder.Find(Root, files, cancellation) : [],
            Submodules = tracked is null ? [] : [.. submodules.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            LinkedFolders = [.. files.Where(IsPlatformFolder).Select(LinkOf).OfType<LinkedFolder>()],
            Gaps = [.. gaps],
        };
    }

    // Folders of templates lie at the root, or one folder below it, and have no ending.
    private static bool IsPlatformFolder(string path) => UntrackedFinder.Folders.Contains(path)
        || (path.AsSpan().Count('/') < 2 && !Path.HasExtension(path) && (GitHubTemplatePlaces.Of(path + "/a.md") ?? GitLabTemplatePlaces.Of(path + "/a.md")) is { Ignored: null });

    // A link to a file stands for no folder.
    private LinkedFolder? LinkOf(string path) =>
        new FileInfo(Path.Combine(Root, path)).LinkTarget is { } target && !(paths.TryResolve(path, out var followed, out _) && File.Exists(followed)) ? new LinkedFolder(path, target) : null;

    /// <summary>Reads a file as UTF-8, once for all who ask; a fault says why where it cannot be read.</summary>
    /// <param name="path">The path, relative to the root, with forward slashes. A link is read through where it stays inside the root.</param>
    public SourceFile Read(string path)
    {
        Asked?.Invoke(path);
        if (texts.TryGetValue(path, out var known))
        {
            return known.Value;
        }

        return Held < MostHeld && (IsReadWhole(path) || Kept < MostKept)
            ? texts.GetOrAdd(path, static (path, tree) => new Lazy<SourceFile>(() => tree.Counted(tree.Load(path, isTracked: true))), this).Value
            : Load(path, isTracked: true);
    }

    /// <summary>Reads a file that may also be a link to what git does not track, as that of whoever runs this.</summary>
    /// <param name="path">The path, relative to the root, with forward slashes.</param>
    public SourceFile ReadUntracked(string path)
    {
        var links = new List<string>();
        return paths.TryResolve(path, out _, out _, links) && links.Count > 0 ? Load(path, isTracked: false) : Read(path);
    }

    /// <summary>Keeps what somebody else read of a file, for those who read it later.</summary>
    /// <param name="path">The path, relative to the root, with forward slashes.</param>
    /// <param name="bytes">All that it holds.</param>
    /// <returns>The file, as <see cref="Read"/> gives it from now on; null where it was not kept, so that it is read anew.</returns>
    public SourceFile? Keep(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaximumBytes || Kept + bytes.Length > MostKept || Held + bytes.Length > MostHeld || Drafts?.ContainsKey(path) is true || Decode(path, bytes) is not { Fault: null } file)
        {
            return null;
        }

        return texts.TryAdd(path, new Lazy<SourceFile>(file)) ? Counted(file) : null;
    }

    /// <summary>Forgets a file that nobody will ask for again.</summary>
    /// <param name="path">The path, relative to the root, with forward slashes.</param>
    public void Forget(string path)
    {
        if (texts.TryRemove(path, out var text) && text.IsValueCreated)
        {
            Count(path, -WeightOf(text.Value));
        }
    }

    /// <summary>Forgets what was made of all texts that are kept, but not the texts.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool ForgetDocuments()
    {
        var any = false;
        foreach (var text in texts.Values)
        {
            any |= text.IsValueCreated && text.Value.ForgetDocument();
        }

        return any;
    }

    /// <summary>How much is kept of what no source needs, in bytes.</summary>
    internal long Kept => Interlocked.Read(ref kept);

    /// <summary>How much is kept in all, in bytes.</summary>
    internal long Held => Interlocked.Read(ref held);

    private SourceFile Counted(SourceFile file)
    {
        Count(file.Path, WeightOf(file));
        return file;
    }

    private void Count(string path, long bytes)
    {
        _ = Interlocked.Add(ref held, bytes);
        if (!needed.Contains(path))
        {
            _ = Interlocked.Add(ref kept, bytes);
        }
    }

    // Of what cannot be read no text is kept, however large it is.
    private static long WeightOf(SourceFile file) => file.Fault is null ? file.Size : 0;

    private SourceFile Load(string path, bool isTracked)
    {
        if (Drafts?.GetValueOrDefault(path) is { } draft)
        {
            return new SourceFile(path, draft, Fault: null, Parsed) { Size = Strict.GetByteCount(draft) };
        }

        try
        {
            var links = new List<string>();
            if (!TryResolve(path, out var followed, out var fault, links, isTracked))
            {
                return new SourceFile(path, "", fault);
            }

            Opened?.Invoke(path);
            var file = BoundedFile.Read(followed, MaximumBytes, bytes => Decode(path, bytes));
            return links.Count > 0 && File.GetAttributes(Path.Join(Root, path)).HasFlag(FileAttributes.ReparsePoint) ? file with { Target = paths.Relative(followed) } : file;
        }
        catch (FileTooLargeException exception)
        {
            return new SourceFile(path, "", $"it is larger than {MaximumBytes / 1024 / 1024} MiB") { Size = exception.Length };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new SourceFile(path, "", Directory.Exists(Path.Join(Root, path)) ? Folder : FaultOf(exception));
        }
    }

    private SourceFile Decode(string path, ReadOnlySpan<byte> bytes)
    {
        if (IsPointer(bytes))
        {
            return new SourceFile(path, "", Pointer) { Size = bytes.Length };
        }

        try
        {
            var text = Strict.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);

            // What holds one is UTF-16 that does not say so, or no text: every reader makes something else of it.
            return text.Contains('\0', StringComparison.Ordinal)
                ? new SourceFile(path, "", NoText) { Size = bytes.Length }
                : new SourceFile(path, text, Fault: null, Parsed) { Size = bytes.Length };
        }
        catch (DecoderFallbackException)
        {
            return new SourceFile(path, "", NoUtf8);
        }
    }

    /// <summary>Whether a file is a symbolic link itself, wherever it leads.</summary>
    /// <param name="path">The path, relative to the root, with forward slashes.</param>
    public bool IsLink(string path)
    {
        try
        {
            return File.GetAttributes(Path.Combine(Root, path)).HasFlag(FileAttributes.ReparsePoint);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>The file of the root that a symbolic link stands for; null where it is none, or leads to nothing that is read.</summary>
    /// <param name="path">The path, relative to the root, with forward slashes.</param>
    public string? TargetOf(string path)
    {
        try
        {
            return TryResolve(path, out var followed, out _) && paths.Relative(followed) is var target && target != path && File.Exists(followed) ? target : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Whether this is a pointer of Git LFS: whoever checks out with LFS sees another text than it.</summary>
    /// <param name="file">The file.</param>
    public static bool IsPointer(ReadOnlySpan<byte> file) => file.Length <= LongestPointer && file.StartsWith("version https://git-lfs.github.com/spec/"u8);

    /// <summary>Opens one of many files, fast, so that it can be read in pieces.</summary>
    /// <param name="path">The path, relative to the root, with forward slashes. A link is read through where it stays inside the root.</param>
    public OpenedFile Open(string path)
    {
        Asked?.Invoke(path);
        Opened?.Invoke(path);
        try
        {
            // A folder is asked for its links once, for all its files.
            var slash = path.LastIndexOf('/');
            var (folder, closed) = folders.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(slash < 0 ? "" : path.AsSpan(0, slash), out var known) ? known
                : folders.GetOrAdd(slash < 0 ? "" : path[..slash], name => paths.TryResolve(name, out var real, out var why) ? (real, null) : (null, why));
            if (folder is null)
            {
                return new OpenedFile { Fault = closed };
            }

            var file = new FileInfo(Path.Join(folder, path.AsSpan(slash + 1)));
            return file.Attributes is var attributes && attributes is NoAttributes ? new OpenedFile { Fault = Missing }
                : !attributes.HasFlag(FileAttributes.ReparsePoint) ? Open(file, target: null)
                : TryResolve(path, out var followed, out var fault) ? Open(new FileInfo(followed), paths.Relative(followed))
                : new OpenedFile { Fault = fault, IsLink = true };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new OpenedFile { Fault = FaultOf(exception) };
        }
    }

    /// <summary>Reads a file that may be larger than others are, in memory that serves again; nothing of it is kept.</summary>
    /// <param name="path">The path, relative to the root, with forward slashes. A link is read through where it stays inside the root.</param>
    /// <param name="maximum">The largest size that is read, in bytes.</param>
    /// <param name="isText">Whether it is UTF-8, without which it is refused.</param>
    /// <param name="take">Takes what it holds: the memory, where the text starts in it behind a byte order mark, and how many bytes it takes.</param>
    /// <returns>Why it could not be read, as a clause; null where it was taken.</returns>
    public string? ReadLarge(string path, int maximum, bool isText, Action<byte[], int, int> take)
    {
        using var opened = Open(path);
        if (opened.Fault is { } fault)
        {
            return fault;
        }

        if (opened.Length > maximum)
        {
            return $"it is larger than {maximum / 1024 / 1024} MiB";
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)opened.Length);
        try
        {
            var length = 0;
            for (int read; opened.Handle is { } handle && length < opened.Length && (read = RandomAccess.Read(handle, buffer.AsSpan(length, (int)opened.Length - length), length)) > 0; length += read)
            {
            }

            var bytes = buffer.AsSpan(0, length);
            if (IsPointer(bytes))
            {
                return Pointer;
            }

            if (isText && !Utf8.IsValid(bytes))
            {
                return NoUtf8;
            }

            if (isText && bytes.Contains((byte)0))
            {
                return NoText;
            }

            var start = bytes.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            take(buffer, start, length - start);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FaultOf(exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool TryResolve(string path, [NotNullWhen(true)] out string? followed, [NotNullWhen(false)] out string? fault) =>
        TryResolve(path, out followed, out fault, [], isTracked: true);

    private bool TryResolve(string path, [NotNullWhen(true)] out string? followed, [NotNullWhen(false)] out string? fault, List<string> links, bool isTracked)
    {
        if (!paths.TryResolve(path, out followed, out fault, links))
        {
            return false;
        }

        if (links.Count > 0 && FaultOfLink(followed, links, isTracked) is { } why)
        {
            (followed, fault) = (null, why);
            return false;
        }

        return true;
    }

    // What git does not track is in no other clone: there the link leads to nothing.
    private string? FaultOfLink(string followed, List<string> links, bool isTracked)
    {
        var target = paths.Relative(followed);
        if (Directory.Exists(followed))
        {
            return $"it is a symbolic link to '{target}', which is a folder";
        }

        if (!Path.Exists(followed))
        {
            return $"it is a symbolic link to '{target}', which is not in the working tree";
        }

        if (!isTracked)
        {
            return null;
        }

        var tracked = LazyInitializer.EnsureInitialized(ref trackedFiles, () => new TrackedFiles(Tracked(useGit ? GitRepository.Of(Root) : null, [], [])?.ToFrozenSet(StringComparer.Ordinal))).Files;
        return links.Select(paths.Relative).Append(target).FirstOrDefault(file => !file.StartsWith("../", StringComparison.Ordinal) && tracked?.Contains(file) is false) is not { } loose ? null
            : loose == target ? $"it is a symbolic link to '{target}', which git does not track, so that the link leads to nothing in every other clone"
            : $"it is a symbolic link to '{target}' by way of '{loose}', which git does not track, so that the link leads to nothing in every other clone";
    }

    private static OpenedFile Open(FileInfo file, string? target)
    {
        var isLink = target is not null;
        try
        {
            var length = file.Length;
            return length > 0
                ? new OpenedFile { Handle = File.OpenHandle(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Length = length, IsLink = isLink, Target = target }
                : new OpenedFile { Fault = FileKind.IsFile(file.FullName) ? null : NoFile, IsLink = isLink, Target = target };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new OpenedFile { Fault = FaultOf(exception), IsLink = isLink };
        }
    }

    private static string FaultOf(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => Missing,
        NoFileException => NoFile,
        UnauthorizedAccessException => Denied,
        _ => Refused,
    };

    private string Untracked(CancellationToken cancellation) => TreeWalk.Count(Root, MostCounted, cancellation) switch
    {
        null => "git tracks no file here, and what lies here is too many folders to count: 'git add' what counts, or check a folder that is not under git",
        0 => "git tracks no file here, and none lies here",
        1 => "git tracks no file here, but 1 lies here: 'git add' it, or check a folder that is not under git",
        > MostCounted => $"git tracks no file here, but more than {MostCounted} lie here: 'git add' them, or check a folder that is not under git",
        var count => $"git tracks no file here, but {count} lie here: 'git add' them, or check a folder that is not under git",
    };

    // Null where git does not say what is tracked here.
    private ImmutableArray<string>? Tracked(GitRepository? git, List<string> gaps, List<string> submodules)
    {
        if (git is null)
        {
            return null;
        }

        try
        {
            var below = Path.GetRelativePath(git.Top, Root).Replace(Path.DirectorySeparatorChar, '/');
            var files = git.Files(below is "." ? "" : below + "/", gaps, submodules);

            // A folder that git ignores, inside some other repository, is a tree of its own.
            return files.IsEmpty && below is not "." ? null : files;
        }
        catch (GitFormatException exception)
        {
            gaps.Add($"untracked files are listed too, because git's index could not be used: {exception.Message}");
            return null;
        }
    }

    // The files that git tracks; null where it does not say.
    private sealed record TrackedFiles(FrozenSet<string>? Files);
}
