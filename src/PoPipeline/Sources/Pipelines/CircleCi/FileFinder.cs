using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Finds files of CircleCI by their names.</summary>
/// <remarks>Source: https://circleci.com/docs/guides/orchestrate/pipelines/ and https://circleci.com/docs/orbs/author/orb-author/: a project may name other files than the first one, and a setup goes on with any.</remarks>
internal static class FileFinder
{
    // Of trees of orbs.
    private const int MostTrees = 100;

    // Beside the one that is read it may be another pipeline of the project.
    private const string Misspelt = CircleCiReader.Folder + "config.yaml";

    private static readonly string[] OrbNames = ["orb.yml", "orb.yaml"];

    private static readonly string[] Roots = ["@orb.yml", "@orb.yaml", "@config.yml", "@config.yaml"];

    /// <summary>Whether a repository may have any: in most there is nothing of CircleCI, and no code that reads it is loaded.</summary>
    /// <param name="repository">The repository.</param>
    public static bool MayBeIn(Repository repository)
    {
        foreach (var file in repository.Files)
        {
            if (file.StartsWith(".circleci", StringComparison.Ordinal) || file is "circle.yml" || file.EndsWith("orb.yml", StringComparison.Ordinal) || file.EndsWith("orb.yaml", StringComparison.Ordinal)
                || file.EndsWith("@config.yml", StringComparison.Ordinal) || file.EndsWith("@config.yaml", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The files that may be configurations, or orbs, the one that the platform starts with first.</summary>
    /// <param name="repository">The repository.</param>
    public static ImmutableArray<FoundFile> Find(Repository repository)
    {
        var trees = repository.Files.Where(IsTreeRoot).Take(MostTrees).Select(FolderOf).ToList();
        var hasRoot = repository.Files.BinarySearch(CircleCiReader.Root, StringComparer.Ordinal) >= 0;
        return
        [
            .. repository.Files.Select(file => Of(file, trees, hasRoot)).OfType<FoundFile>().OrderBy(file => file.Role).ThenBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>Files that look as if the platform started with them, and with which it does not.</summary>
    /// <param name="repository">The repository.</param>
    public static IEnumerable<(string Path, string Why)> Ignored(Repository repository)
    {
        foreach (var file in repository.Files)
        {
            if (file is Misspelt or ".circleci.yml" or ".circleci.yaml" or ".circleci/circle.yml")
            {
                yield return (file, $"CircleCI starts with '{CircleCiReader.Root}', unless the project names another file");
            }
            else if (file is "circle.yml")
            {
                yield return (file, "it is of the first version of CircleCI's configuration, which ended in August 2018");
            }
        }
    }

    private static FoundFile? Of(string path, List<string> trees, bool hasRoot)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return IsTreeRoot(path) ? new FoundFile(path, FileRole.Tree)
            : !path.EndsWith(".yml", StringComparison.Ordinal) && !path.EndsWith(".yaml", StringComparison.Ordinal) ? null
            : path is CircleCiReader.Root ? new FoundFile(path, FileRole.Start)
            : path is Misspelt && !hasRoot ? null
            : trees.Exists(tree => path.StartsWith(tree, StringComparison.Ordinal)) ? null
            : path.StartsWith(CircleCiReader.Folder, StringComparison.Ordinal) ? new FoundFile(path, FileRole.Beside)
            : OrbNames.Contains(name, StringComparer.Ordinal) && !DataFolders.IsAbove(path) ? new FoundFile(path, FileRole.Orb)
            : null;
    }

    private static bool IsTreeRoot(string path) => Roots.Contains(path[(path.LastIndexOf('/') + 1)..], StringComparer.Ordinal) && !DataFolders.IsAbove(path);

    private static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];
}

/// <summary>A file that may be one of CircleCI.</summary>
/// <param name="Path">The file.</param>
/// <param name="Role">What it is, by its name.</param>
internal sealed record FoundFile(string Path, FileRole Role);

/// <summary>What a file is, by its name.</summary>
internal enum FileRole
{
    /// <summary>The platform starts with it.</summary>
    Start,

    /// <summary>It lies beside that one: what a setup goes on with, another pipeline of the project, or something else.</summary>
    Beside,

    /// <summary>The first file of the source of an orb, or of a configuration, that is put together of a tree of files.</summary>
    Tree,

    /// <summary>An orb in one file.</summary>
    Orb,
}
