using PoPipeline.Sources;

namespace PoPipeline.Outputs;

/// <summary>Keeps the folder that reports are written to apart from what is judged.</summary>
public static class OutputFolder
{
    /// <summary>Where the folder of the reports lies in the tree that is judged, links followed: relative, forward slashes, empty for its root.</summary>
    /// <param name="root">The root of the tree.</param>
    /// <param name="output">The folder of the reports; it need not be there.</param>
    /// <returns>Null where it lies outside.</returns>
    public static string? Within(string root, string output)
    {
        var path = Path.GetRelativePath(RealPaths.Follow(Path.GetFullPath(root)), RealPaths.Follow(Path.GetFullPath(output))).Replace('\\', '/');
        return path is "." ? ""
            : path is ".." || path.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(path) ? null
            : path;
    }

    /// <summary>Whether a file lies in a folder.</summary>
    /// <param name="file">The file, relative to the root.</param>
    /// <param name="folder">The folder, relative to the root; empty for the root.</param>
    public static bool Holds(string folder, string file)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(file);
        return folder.Length == 0 || (file.Length > folder.Length && file[folder.Length] == '/' && file.StartsWith(folder, StringComparison.Ordinal));
    }
}
