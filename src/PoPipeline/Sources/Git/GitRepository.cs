using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace PoPipeline.Sources.Git;

/// <summary>What git keeps beside a working tree. Its files are read; git itself is never run, since a repository can make it run programs.</summary>
internal sealed class GitRepository
{
    private const int MaximumIndex = 1024 * 1024 * 1024;
    private const int MaximumText = 16 * 1024 * 1024;
    private const int MaximumHops = 5;

    private readonly string folder;
    private readonly string common;
    private readonly ImmutableArray<GitSetting> config;

    private GitRepository(string top, string folder)
    {
        Top = top;
        this.folder = folder;
        var shared = Text(Path.Combine(folder, "commondir"))?.Trim();
        common = shared is { Length: > 0 } && !shared.Contains('\0') ? Path.GetFullPath(shared, folder) : folder;
        config = [.. GitConfig.Read(Text(Path.Combine(common, "config")) ?? "")];
    }

    /// <summary>The top of the working tree, absolute.</summary>
    public string Top { get; }

    /// <summary>The folder of the objects, absolute; worktrees share it.</summary>
    public string Objects => Path.Combine(common, "objects");

    /// <summary>Whether git wrote down that something was fetched, in the working tree or another one of the repository. A clone alone writes nothing down.</summary>
    public bool HasFetched => new[] { folder, common }.Concat(Worktrees()).Any(place => Path.Exists(Path.Combine(place, "FETCH_HEAD")));

    /// <summary>The repository whose working tree a folder lies in; null where it lies in none.</summary>
    /// <param name="root">The folder, absolute.</param>
    public static GitRepository? Of(string root)
    {
        for (var top = Path.TrimEndingDirectorySeparator(root); top is not null; top = Path.GetDirectoryName(top))
        {
            var git = Path.Combine(top, ".git");
            if (Directory.Exists(git) && IsGit(git))
            {
                return new GitRepository(top, git);
            }

            // A worktree, or a submodule.
            if (File.Exists(git)
                && Text(git) is { } text
                && text.StartsWith("gitdir:", StringComparison.Ordinal)
                && !text.Contains('\0')
                && Path.GetFullPath(text["gitdir:".Length..].Trim(), top) is var target
                && IsGit(target))
            {
                return new GitRepository(top, target);
            }
        }

        return null;
    }

    /// <summary>Whether a folder is what git keeps, without a working tree around it.</summary>
    /// <param name="root">The folder.</param>
    public static bool IsBare(string root) =>
        IsGit(root) && Directory.Exists(Path.Combine(root, "objects")) && Directory.Exists(Path.Combine(root, "refs")) && !Path.Exists(Path.Combine(root, ".git"));

    /// <summary>The tracked files below a folder.</summary>
    /// <param name="prefix">The folder, relative to the top, with a slash at its end; empty for the top.</param>
    /// <param name="gaps">Receives why the list is not complete.</param>
    /// <param name="submodules">Receives the submodules below the folder, relative to it; null where nobody asks.</param>
    /// <exception cref="GitFormatException">The index cannot be read.</exception>
    public ImmutableArray<string> Files(string prefix, ICollection<string> gaps, ICollection<string>? submodules = null)
    {
        return Index() is { } index ? GitIndex.Read(index, HashLength, prefix, gaps, submodules ?? []) : [];
    }

    /// <summary>What git was told not to look at in the working tree, in the order of the index.</summary>
    /// <exception cref="GitFormatException">The index cannot be read.</exception>
    public ImmutableArray<UnwatchedFile> Unwatched() => Index() is { } index ? GitIndex.Unwatched(index, HashLength) : [];

    // Null where nothing was ever added.
    private byte[]? Index()
    {
        try
        {
            return BoundedFile.Read(Path.Combine(folder, "index"), MaximumIndex);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GitFormatException("the system refuses to read it");
        }
    }

    /// <summary>Whether a file holds something else than what is staged; null where git does not tell.</summary>
    /// <param name="path">The file, relative to the top, with forward slashes.</param>
    /// <param name="content">What it holds.</param>
    public bool? HasChanges(string path, byte[] content)
    {
        try
        {
            // Git may keep other line breaks than it writes into the working tree.
            return GitIndex.ObjectOf(BoundedFile.Read(Path.Combine(folder, "index"), MaximumIndex), HashLength, path) is { } staged
                ? !staged.AsSpan().SequenceEqual(NameOf(content)) && !staged.AsSpan().SequenceEqual(NameOf(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(content).Replace("\r\n", "\n", StringComparison.Ordinal))))
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or GitFormatException or FileTooLargeException or NoFileException)
        {
            return null;
        }
    }

    private byte[] NameOf(byte[] content)
    {
        using var hash = IncrementalHash.CreateHash(HashLength == SHA256.HashSizeInBytes ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {content.Length}\0"));
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    /// <summary>The branch and the commit that are checked out; null where there is none.</summary>
    public (string? Branch, string? Revision) Head()
    {
        const string Heads = "refs/heads/";
        var head = Text(Path.Combine(folder, "HEAD"))?.Trim();
        var name = NameOf(head);

        // A store of references in tables keeps this name in HEAD for programs that do not know it.
        var branch = name is not null && name.StartsWith(Heads, StringComparison.Ordinal) && name is not "refs/heads/.invalid" ? name[Heads.Length..] : null;
        for (var hop = 0; name is not null && hop < MaximumHops; hop++)
        {
            head = Text(Path.Combine(folder, name))?.Trim() ?? Text(Path.Combine(common, name))?.Trim() ?? Packed(name);
            name = NameOf(head);
        }

        return (branch, head is not null && IsHash(head) ? head : null);
    }

    /// <summary>The address of the remote <c>origin</c>, else of the first one; null where there is none.</summary>
    public string? Remote()
    {
        var addresses = config.Where(entry => entry is { Section: "remote", Key: "url", Value.Length: > 0 }).ToList();
        var origin = addresses.FindIndex(entry => entry.Subsection == "origin");
        return origin >= 0 ? addresses[origin].Value : addresses.Count > 0 ? addresses[0].Value : null;
    }

    private int HashLength =>
        config.Any(entry => entry is { Section: "extensions", Key: "objectformat" } && entry.Value.Equals("sha256", StringComparison.OrdinalIgnoreCase)) ? 32 : 20;

    private IEnumerable<string> Worktrees()
    {
        var worktrees = Path.Combine(common, "worktrees");
        return Directory.Exists(worktrees) ? Directory.EnumerateDirectories(worktrees) : [];
    }

    private static bool IsGit(string folder) => File.Exists(Path.Combine(folder, "HEAD"));

    private static bool IsHash(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);

    // The name that a symbolic reference gives, where it could lie in git's folder and nowhere else.
    private static string? NameOf(string? reference)
    {
        const string Prefix = "ref:";
        if (reference is null || !reference.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var name = reference[Prefix.Length..].Trim();
        return name.StartsWith("refs/", StringComparison.Ordinal)
            && !name.Contains("..", StringComparison.Ordinal)
            && !name.Any(character => char.IsControl(character) || character == '\\')
            ? name
            : null;
    }

    private string? Packed(string name)
    {
        foreach (var line in (Text(Path.Combine(common, "packed-refs")) ?? "").AsSpan().EnumerateLines())
        {
            var space = line.IndexOf(' ');
            if (space > 0 && line[(space + 1)..].SequenceEqual(name))
            {
                return line[..space].ToString();
            }
        }

        return null;
    }

    private static string? Text(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(BoundedFile.Read(path, MaximumText));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>A file of git is not of a form that is read here.</summary>
/// <param name="message">What is odd, as a clause.</param>
internal sealed class GitFormatException(string message) : Exception(message);
