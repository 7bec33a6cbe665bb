namespace PoPipeline.Ledger;

/// <summary>
/// Looks where a path that is written or deleted leads. In a tree that nobody vouches for, a link could lead anywhere, so that none is followed there;
/// above it, links are the machine's own.
/// </summary>
/// <remarks>
/// The path is looked at part by part before it is used: who may change the tree while this program runs can still put a link there in between.
/// </remarks>
public static class WritablePath
{
    // As many as Linux follows.
    private const int MaximumLinks = 40;

    /// <summary>The first part of a path that is a link in a tree; null where none is.</summary>
    /// <param name="path">The path; it need not be there.</param>
    /// <param name="trees">The folders that nobody vouches for, beside every working tree of git.</param>
    /// <returns>The link, absolute.</returns>
    public static string? LinkIn(string path, params IEnumerable<string> trees) => Walk(path, trees).Link;

    /// <summary>Whether a path leads into a tree.</summary>
    /// <param name="path">The path; it need not be there.</param>
    /// <param name="trees">The folders that nobody vouches for, beside every working tree of git.</param>
    public static bool IsInTree(string path, params IEnumerable<string> trees) => Walk(path, trees).Inside;

    // Where a tree that is named really lies, as far as it is there; the path itself where its links lead in a circle.
    private static string Follow(string path)
    {
        var links = 0;
        var current = Path.GetPathRoot(path) ?? "/";
        var rest = new Stack<string>();
        Push(rest, path);
        while (rest.TryPop(out var segment))
        {
            var next = segment is ".." ? Path.GetDirectoryName(current) ?? current : Path.Combine(current, segment);
            if (segment is not ".." && new FileInfo(next).LinkTarget is { } target)
            {
                if (++links > MaximumLinks)
                {
                    return path;
                }

                Push(rest, target);
                next = Path.IsPathRooted(target) ? Path.GetPathRoot(target) ?? "/" : current;
            }

            current = next;
        }

        return current;
    }

    private static (string? Link, bool Inside) Walk(string path, IEnumerable<string> trees)
    {
        var roots = trees.Select(tree => Follow(Path.TrimEndingDirectorySeparator(Path.GetFullPath(tree)))).ToHashSet(StringComparer.Ordinal);
        var full = Path.GetFullPath(path);
        var current = Path.GetPathRoot(full) ?? "/";
        var inside = roots.Contains(current);
        var links = 0;
        var rest = new Stack<string>();
        Push(rest, full);
        while (rest.TryPop(out var segment))
        {
            if (segment is "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                inside = IsBelow(current, roots);
                continue;
            }

            var next = Path.Combine(current, segment);
            if (TargetOf(next) is not { } target)
            {
                current = next;
                inside = inside || IsRoot(current, roots);
                continue;
            }

            if (inside || ++links > MaximumLinks)
            {
                return (next, true);
            }

            Push(rest, target);
            if (Path.IsPathRooted(target))
            {
                current = Path.GetPathRoot(target) ?? "/";
                inside = roots.Contains(current);
            }
        }

        return (null, inside);
    }

    // A mount point of Windows has a target of its own; what has none and still leads elsewhere is a link to nowhere known.
    private static string? TargetOf(string path)
    {
        var entry = new FileInfo(path);
        return entry.LinkTarget ?? ((entry.Exists || Directory.Exists(path)) && entry.Attributes.HasFlag(FileAttributes.ReparsePoint) ? path : null);
    }

    private static bool IsBelow(string folder, HashSet<string> roots)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (IsRoot(at, roots))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRoot(string folder, HashSet<string> roots) => roots.Contains(folder) || Path.Exists(Path.Combine(folder, ".git"));

    private static void Push(Stack<string> rest, string path)
    {
        foreach (var segment in path.Split(['/', Path.DirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (segment is not "." && !Path.IsPathRooted(segment))
            {
                rest.Push(segment);
            }
        }
    }
}
