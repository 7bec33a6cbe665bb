using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Git;

namespace PoPipeline.Sources;

/// <summary>The files of a repository. Nothing outside its root is read, nothing in it is executed.</summary>
/// <param name="root">The folder.</param>
/// <param name="useGit">Whether git's own files say what is tracked; otherwise every file counts.</param>
internal sealed class WorkingTree(string root, bool useGit = true)
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly RealPaths paths = new(Path.GetFullPath(root));
    private readonly ConcurrentDictionary<string, string?> folders = new(StringComparer.Ordinal);

    /// <summary>The folder, absolute.</summary>
    public string Root => paths.Root;

    /// <summary>Lists the tracked files, or every file where the tree is not under git, and tells what hosts it.</summary>
    /// <param name="hints">What the environment says.</param>
    /// <param name="forge">The forge that the policy names; unknown where it names none.</param>
    /// <param name="cancellation">Stops the listing.</param>
    public Repository Describe(RepositoryHints? hints = null, Forge forge = Forge.Unknown, CancellationToken cancellation = default)
    {
        var git = useGit ? GitRepository.Of(Root) : null;
        var gaps = new List<string>();
        var files = Tracked(git, gaps) ?? TreeWalk.Files(Root, gaps, cancellation);
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
            Files = files,
            Gaps = [.. gaps],
        };
    }

    /// <summary>Reads a file as UTF-8; a fault says why where it cannot be read.</summary>
    /// <param name="path">The path, relative to the root, with forward slashes. A link is read through where it stays inside the root.</param>
    public SourceFile Read(string path)
    {
        try
        {
            if (!paths.TryResolve(path, out var followed, out var fault))
            {
                return new SourceFile(path, "", fault);
            }

            var bytes = BoundedFile.Read(followed, MaximumBytes);
            var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            return new SourceFile(path, Strict.GetString(bytes.AsSpan(start)), Fault: null) { Size = bytes.Length };
        }
        catch (DecoderFallbackException)
        {
            return new SourceFile(path, "", "it is not valid UTF-8");
        }
        catch (FileTooLargeException exception)
        {
            return new SourceFile(path, "", $"it is larger than {MaximumBytes / 1024 / 1024} MiB") { Size = exception.Length };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new SourceFile(path, "", "it is not in the working tree");
        }
        catch (UnauthorizedAccessException)
        {
            return new SourceFile(path, "", "access to it is denied");
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            return new SourceFile(path, "", "the system refuses to read it");
        }
    }

    /// <summary>Reads the bytes of one of many files, fast: a link is not followed, and a file that cannot be read is passed over.</summary>
    /// <param name="path">The path, relative to the root, with forward slashes.</param>
    /// <param name="buffer">Receives the bytes; what is larger is not read.</param>
    /// <returns>How many bytes there are; 0 where nothing is read.</returns>
    public int Skim(string path, byte[] buffer)
    {
        var slash = path.LastIndexOf('/');
        var folder = folders.GetOrAdd(slash < 0 ? "" : path[..slash], name => paths.TryResolve(name, out var followed, out _) ? followed : null);
        if (folder is null)
        {
            return 0;
        }

        try
        {
            // Pipes and devices have no size; what is linked to is read where it lies.
            var file = new FileInfo(Path.Join(folder, path.AsSpan(slash + 1)));
            if (file.Attributes.HasFlag(FileAttributes.ReparsePoint) || file.Length == 0 || file.Length > buffer.Length)
            {
                return 0;
            }

            using var handle = File.OpenHandle(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return RandomAccess.Read(handle, buffer, fileOffset: 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return 0;
        }
    }

    // Null where git does not say what is tracked here.
    private ImmutableArray<string>? Tracked(GitRepository? git, List<string> gaps)
    {
        if (git is null)
        {
            return null;
        }

        try
        {
            var below = Path.GetRelativePath(git.Top, Root).Replace(Path.DirectorySeparatorChar, '/');
            var files = git.Files(below is "." ? "" : below + "/", gaps);

            // A folder that git ignores, inside some other repository, is a tree of its own.
            return files.IsEmpty && below is not "." ? null : files;
        }
        catch (GitFormatException exception)
        {
            gaps.Add($"untracked files are listed too, because git's index could not be used: {exception.Message}");
            return null;
        }
    }
}
