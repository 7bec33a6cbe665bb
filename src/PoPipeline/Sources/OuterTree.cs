namespace PoPipeline.Sources;

/// <summary>Tells by names where a repository begins, for folders of which git does not tell: a copy without git is judged as well.</summary>
internal static class OuterTree
{
    // Deeper than people unpack what they look at; on a network each one takes a while.
    private const int MostLooked = 16;

    // What lies in the first of these would be judged as if nothing owned it and nothing built it.
    private static readonly string[] PlatformFolders = [".github", ".gitlab", ".gitea", ".forgejo", ".circleci", ".tekton"];

    private static readonly string[] Marks = [".popipeline.yml", ".github/workflows", ".github/CODEOWNERS", ".gitlab-ci.yml", "CODEOWNERS"];

    /// <summary>
    /// The root of the repository of which a place is a part beyond doubt, since it lies in a folder in which a platform looks for its files: <c>.github/workflows</c>.
    /// Null where it does not. A repository may be called <c>.github</c> itself, but no platform reads a folder <c>workflows</c> at the root of one.
    /// </summary>
    /// <param name="place">The folder or the file, absolute.</param>
    public static string? RootOf(string place)
    {
        for (var folder = place; Path.GetDirectoryName(folder) is { } above; folder = above)
        {
            if (PlatformFolders.Contains(Path.GetFileName(folder), StringComparer.Ordinal) && Path.GetDirectoryName(above) is not null && IsNoRepository(folder))
            {
                return above;
            }
        }

        return null;
    }

    /// <summary>The next folder above that looks like the root of a repository, relative to a folder: <c>../..</c>; null where none does.</summary>
    /// <param name="root">The folder, absolute.</param>
    public static string? Above(string root)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var relative = "..";
        var folder = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(root));
        for (var looked = 0; looked < MostLooked && folder is not null && folder != home && Path.GetDirectoryName(folder) is { } above; looked++)
        {
            if (Array.Exists(Marks, mark => Path.Exists(Path.Join(folder, mark))))
            {
                return relative;
            }

            (folder, relative) = (above, relative + "/..");
        }

        return null;
    }

    private static bool IsNoRepository(string folder) => Path.GetFileName(folder) is not ".github"
        || (Directory.Exists(Path.Join(folder, "workflows")) && !Directory.Exists(Path.Join(folder, ".github")));
}
