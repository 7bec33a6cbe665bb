using PoPipeline.Rules.Model;
using PoPipeline.Sources;
using PoPipeline.Sources.Git;

namespace PoPipeline;

/// <summary>What somebody means who names a folder: the root of the repository that it belongs to, and the part of that which they ask about.</summary>
/// <param name="Root">The root of the repository.</param>
/// <param name="Part">The part; null where the root itself was named.</param>
public sealed record NamedPlace(string Root, JudgedPart? Part)
{
    /// <summary>
    /// Finds the root. A folder in which git tracks nothing is a tree of its own, even where it lies in the working tree of some repository: git ignores it,
    /// or nobody has added it yet. So is a folder that is not there, or not under git.
    /// </summary>
    /// <param name="path">The folder, as it was named.</param>
    public static NamedPlace Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Contains('\0', StringComparison.Ordinal) || !Directory.Exists(path) || GitRepository.IsBare(path))
        {
            return new NamedPlace(path, Part: null);
        }

        // A link may lead into a repository from outside of it.
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return In(full) ?? (RealPaths.Follow(full) is var real && real != full ? In(real) : null) ?? new NamedPlace(path, Part: null);
    }

    private static NamedPlace? In(string folder)
    {
        if (GitRepository.Of(folder) is not { } git || git.Top == folder)
        {
            return null;
        }

        try
        {
            var below = Path.GetRelativePath(git.Top, folder).Replace(Path.DirectorySeparatorChar, '/');
            return git.Files(below + "/", []).IsEmpty ? null : new NamedPlace(git.Top, new JudgedPart(below));
        }
        catch (GitFormatException)
        {
            // What is tracked is not known, which whoever collects the folder is told.
            return null;
        }
    }
}
