using PoPipeline.Decisions.Trackers.Folder.History;
using PoPipeline.Forges;
using PoPipeline.Rules.Model;
using PoPipeline.Sources;
using PoPipeline.Sources.Git;

namespace PoPipeline.Decisions.Trust;

/// <summary>What somebody means who names a folder: the root of the repository that it belongs to, and the part of that which they ask about.</summary>
/// <param name="Root">The root of the repository.</param>
/// <param name="Part">The part; null where the root itself was named.</param>
public sealed record NamedPlace(string Root, JudgedPart? Part)
{
    /// <summary>
    /// Finds the root. A folder in which git tracks nothing is a tree of its own, even where it lies in the working tree of some repository: git ignores it,
    /// or nobody has added it yet. So is a folder that is not there. A file is a part where git tracks it.
    /// Where there is no git, what lies in a folder of a platform is a part of the tree around that, and every other folder is a tree of its own.
    /// </summary>
    /// <param name="path">The folder or the file, as it was named.</param>
    public static NamedPlace Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Contains('\0', StringComparison.Ordinal) || !Path.Exists(path) || GitRepository.IsBare(path))
        {
            return new NamedPlace(path, Part: null);
        }

        // A link may lead into a repository from outside of it.
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return In(full) ?? (RealPaths.Follow(full) is var real && real != full ? In(real) : null) ?? Beside(full) ?? new NamedPlace(path, Part: null);
    }

    /// <summary>
    /// The link in the working tree of a repository by which a path leads elsewhere; null where none does. Whoever proposes a change may have put it there, and what
    /// it leads to is then not what was asked about.
    /// </summary>
    /// <param name="path">The folder or the file, as it was named.</param>
    /// <returns>The link, relative to the root of the repository.</returns>
    public static string? TrackedLink(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var full = path.Contains('\0', StringComparison.Ordinal) ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (var place = full; Path.GetDirectoryName(place) is { } folder; place = folder)
        {
            if (new FileInfo(place!).LinkTarget is not null && GitRepository.Of(folder) is { } git && IsTracked(git, place!))
            {
                return Path.GetRelativePath(git.Top, place!).Replace(Path.DirectorySeparatorChar, '/');
            }
        }

        return null;
    }

    /// <summary>
    /// The folder of a repository in which git tracks nothing, although it does not ignore it: nobody has added it yet, so that nothing in it is part of the
    /// repository, and what holds for the repository would be missed in it. Null for every other path, and where that cannot be told.
    /// </summary>
    /// <param name="path">The folder, as it was named.</param>
    /// <returns>The folder, relative to the root of the repository, or the submodule that it lies in.</returns>
    public static UntrackedFolder? UntrackedFolder(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Contains('\0', StringComparison.Ordinal) || !Directory.Exists(path) || GitRepository.IsBare(path))
        {
            return null;
        }

        var full = Path.TrimEndingDirectorySeparator(RealPaths.Follow(Path.GetFullPath(path)));
        if (GitRepository.Of(full) is not { } git || git.Top == full)
        {
            return null;
        }

        try
        {
            var below = Path.GetRelativePath(git.Top, full).Replace(Path.DirectorySeparatorChar, '/');
            var submodules = new List<string>();
            git.Files("", [], submodules);
            if (submodules.Find(submodule => below == submodule || below.StartsWith(submodule + "/", StringComparison.Ordinal)) is { } found)
            {
                return new UntrackedFolder(found, IsSubmodule: true);
            }

            using var store = git.Files(below + "/", []).IsEmpty ? GitStore.Open(full) : null;
            return store?.IsIgnored() is false ? new UntrackedFolder(below, IsSubmodule: false) : null;
        }
        catch (Exception exception) when (exception is GitFormatException or ForgeException)
        {
            return null;
        }
    }

    private static bool IsTracked(GitRepository git, string file)
    {
        var below = Path.GetRelativePath(git.Top, file).Replace(Path.DirectorySeparatorChar, '/');
        var name = Path.GetFileName(file);
        try
        {
            return git.Files(below[..^name.Length], []).Contains(name);
        }
        catch (GitFormatException)
        {
            // What is tracked is not known, which whoever collects the folder is told.
            return false;
        }
    }

    // A tree without git, such as an archive that was unpacked.
    private static NamedPlace? Beside(string place) =>
        GitRepository.Of(place) is null && OuterTree.RootOf(place) is { } root
            ? new NamedPlace(root, new JudgedPart(Path.GetRelativePath(root, place).Replace(Path.DirectorySeparatorChar, '/')))
            : null;

    private static NamedPlace? In(string place)
    {
        var isFile = !Directory.Exists(place);
        if (GitRepository.Of(isFile ? Path.GetDirectoryName(place) ?? place : place) is not { } git || git.Top == place)
        {
            return null;
        }

        try
        {
            var below = Path.GetRelativePath(git.Top, place).Replace(Path.DirectorySeparatorChar, '/');
            return (isFile ? IsTracked(git, place) : !git.Files(below + "/", []).IsEmpty) ? new NamedPlace(git.Top, new JudgedPart(below)) : null;
        }
        catch (GitFormatException)
        {
            // What is tracked is not known, which whoever collects the folder is told.
            return null;
        }
    }
}
