using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace PoPipeline.Sources;

/// <summary>Follows symbolic links, but never out of a folder.</summary>
internal sealed class RealPaths
{
    // As many as Linux follows.
    private const int MaximumLinks = 40;

    private readonly string real;

    // Folders no part of which is a link, relative, with a slash behind.
    private readonly ConcurrentDictionary<string, bool> plain = new(StringComparer.Ordinal);

    /// <summary>Keeps to a folder.</summary>
    /// <param name="root">The folder, absolute; links in the path to it are followed.</param>
    public RealPaths(string root)
    {
        Root = Path.TrimEndingDirectorySeparator(root);
        real = TryFollow(Path.GetPathRoot(Root) ?? "/", Root, boundary: null, out var followed, out _) ? followed : Root;
    }

    /// <summary>The folder as it was named.</summary>
    public string Root { get; }

    /// <summary>Where the file of a relative path really lies.</summary>
    /// <param name="path">The path, relative to the root, with forward slashes.</param>
    /// <param name="followed">The file, absolute, no part of it a link.</param>
    /// <param name="fault">Why it is not read, as a clause.</param>
    /// <param name="links">Receives each link that is followed, absolute, in their order; null where nobody asks.</param>
    public bool TryResolve(string path, [NotNullWhen(true)] out string? followed, [NotNullWhen(false)] out string? fault, ICollection<string>? links = null)
    {
        if (path.Contains('\0') || Path.IsPathRooted(path))
        {
            followed = null;
            fault = "its name is not that of a file in the repository";
            return false;
        }

        // Hundreds of files lie in few folders, which are asked for their links once.
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        var folder = path.AsSpan(0, path.Length - name.Length);
        var isPlain = IsPlain(name) && (folder.IsEmpty || plain.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(folder));
        if (isPlain && Path.Join(real, path) is var file && new FileInfo(file).LinkTarget is null)
        {
            (followed, fault) = (file, null);
            return true;
        }

        var seen = new List<string>();
        var isFollowed = TryFollow(real, path, real, out followed, out fault, seen);
        foreach (var link in seen)
        {
            links?.Add(link);
        }

        if (isFollowed && seen.Count == 0 && IsPlain(name) && followed == Path.Join(real, path))
        {
            plain.TryAdd(folder.ToString(), true);
        }

        return isFollowed;
    }

    // Whether a part of a path is a name, and not a way elsewhere or into git's own files.
    private static bool IsPlain(ReadOnlySpan<char> name) => name is not ("" or "." or "..") && !name.Equals(".git", StringComparison.OrdinalIgnoreCase) && !name.Contains('\\');

    /// <summary>The path of a file that was followed, relative to the folder, with forward slashes.</summary>
    /// <param name="followed">What <see cref="TryResolve"/> gave.</param>
    public string Relative(string followed) => Path.GetRelativePath(real, followed).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Where a path really lies, as far as it is there; the path itself where its links lead in a circle.</summary>
    /// <param name="path">The path, absolute.</param>
    public static string Follow(string path) =>
        TryFollow(Path.GetPathRoot(path) ?? "/", path, boundary: null, out var followed, out _) ? followed : path;

    /// <summary>Where a file or a folder lies in a tree, links followed: relative, forward slashes, empty for its root.</summary>
    /// <param name="root">The root of the tree.</param>
    /// <param name="path">The file or the folder; it need not be there.</param>
    /// <returns>Null where it lies outside.</returns>
    public static string? Within(string root, string path)
    {
        var relative = Path.GetRelativePath(Follow(Path.GetFullPath(root)), Follow(Path.GetFullPath(path))).Replace('\\', '/');
        return relative is "." ? ""
            : relative is ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? null
            : relative;
    }

    private static bool TryFollow(
        string start, string path, string? boundary, [NotNullWhen(true)] out string? followed, [NotNullWhen(false)] out string? fault, List<string>? seen = null)
    {
        var links = 0;
        var current = start;
        var rest = new Stack<string>();
        Push(rest, path);
        while (rest.TryPop(out var segment))
        {
            var next = segment is ".." ? Path.GetDirectoryName(current) ?? current : Path.Combine(current, segment);
            if (segment is not ".." && new FileInfo(next).LinkTarget is { } target)
            {
                if (++links > MaximumLinks)
                {
                    followed = null;
                    fault = "it is a symbolic link that leads in a circle";
                    return false;
                }

                seen?.Add(next);
                next = Path.IsPathRooted(target) ? Path.GetPathRoot(target) ?? "/" : current;
                Push(rest, target);
            }

            current = next;
        }

        followed = current;
        fault = null;
        if (boundary is null || IsBelow(current, boundary))
        {
            return true;
        }

        followed = null;
        fault = links > 0 ? "it is a symbolic link that leads out of the repository, or into its '.git'" : "it lies outside of the repository";
        return false;
    }

    private static void Push(Stack<string> rest, string path)
    {
        var segments = path.Split(['/', Path.DirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (var index = segments.Length - 1; index >= 0; index--)
        {
            if (segments[index] is not "." && !Path.IsPathRooted(segments[index]))
            {
                rest.Push(segments[index]);
            }
        }
    }

    // Git's own files hold credentials at times; nothing that is tracked lies there.
    private static bool IsBelow(string path, string folder)
    {
        if (!path.StartsWith(folder, StringComparison.Ordinal))
        {
            return false;
        }

        var below = path[folder.Length..];
        return (below.Length == 0 || Path.EndsInDirectorySeparator(folder) || below[0] == Path.DirectorySeparatorChar)
            && !below.Split(Path.DirectorySeparatorChar).Contains(".git", StringComparer.OrdinalIgnoreCase);
    }
}
