namespace PoPipeline.Rules.Model;

/// <summary>Takes paths of a repository apart: relative to its root, with forward slashes.</summary>
public static class RepositoryPath
{
    /// <summary>The folder that a file, or a folder, lies in; empty for the root.</summary>
    /// <param name="path">The path.</param>
    public static string FolderOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";
    }
}
