using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.MsBuild;

/// <summary>The files of a repository as MSBuild finds them: by paths from a folder, and by names in the folders above it.</summary>
/// <param name="files">The paths, relative to the root, in ordinal order.</param>
internal sealed class RepositoryPaths(ImmutableArray<string> files)
{
    /// <summary>What stands for the folder of the repository in the values of properties. No path can start so.</summary>
    public const string Root = "repository:/";

    /// <summary>The absolute path of a folder, with a slash at its end.</summary>
    /// <param name="folder">The folder, relative to the root.</param>
    public static string Absolute(string folder) => folder.Length == 0 ? Root : $"{Root}{folder}/";

    /// <summary>The path relative to the root that a path stands for.</summary>
    /// <param name="folder">The folder that it starts from, relative to the root.</param>
    /// <param name="path">The path, as MSBuild has it.</param>
    /// <returns>Null where it leads out of the repository.</returns>
    public static string? Resolve(string folder, string path)
    {
        var text = path.Trim().Replace('\\', '/');
        if (text.StartsWith(Root, StringComparison.Ordinal))
        {
            (folder, text) = ("", text[Root.Length..]);
        }
        else if (text.StartsWith('/') || text.Contains(':', StringComparison.Ordinal))
        {
            return null;
        }

        var parts = folder.Length == 0 ? [] : new List<string>(folder.Split('/'));
        foreach (var part in text.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>Whether there is a file.</summary>
    /// <param name="path">The path, relative to the root.</param>
    public bool IsFile(string path) => files.BinarySearch(path, StringComparer.Ordinal) >= 0;

    /// <summary>Whether there is a file, or a folder with one in it.</summary>
    /// <param name="path">The path, relative to the root.</param>
    public bool Exists(string path)
    {
        if (path.Length == 0 || IsFile(path))
        {
            return true;
        }

        var inside = ~files.BinarySearch(path + "/", StringComparer.Ordinal);
        return inside >= 0 && inside < files.Length && files[inside].StartsWith(path + "/", StringComparison.Ordinal);
    }

    /// <summary>The nearest file of one of some names, in a folder or above it.</summary>
    /// <param name="folder">The folder, relative to the root.</param>
    /// <param name="names">The names; of those in one folder, the first counts.</param>
    /// <returns>Its path; null where there is none.</returns>
    public string? Above(string folder, params ReadOnlySpan<string> names)
    {
        for (var above = folder; ; above = RepositoryPath.FolderOf(above))
        {
            if (In(above, names) is { } path)
            {
                return path;
            }

            if (above.Length == 0)
            {
                return null;
            }
        }
    }

    /// <summary>All files of one of some names, in a folder and above it, the nearest first; of each folder the first.</summary>
    /// <param name="folder">The folder, relative to the root.</param>
    /// <param name="names">The names.</param>
    public List<string> AllAbove(string folder, params ReadOnlySpan<string> names)
    {
        var found = new List<string>();
        for (var above = folder; ; above = RepositoryPath.FolderOf(above))
        {
            if (In(above, names) is { } path)
            {
                found.Add(path);
            }

            if (above.Length == 0)
            {
                return found;
            }
        }
    }

    private string? In(string folder, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Resolve(folder, name) is { } path && IsFile(path))
            {
                return path;
            }
        }

        return null;
    }
}
