using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Says of folders whether the repository can have an action there.</summary>
/// <param name="repository">The repository.</param>
internal sealed class KnownFolders(Repository repository)
{
    private readonly Lazy<HashSet<string>> withAction = new(() => FoldersOf(repository, "action.yml", "action.yaml"));
    private readonly Lazy<HashSet<string>> withImage = new(() => FoldersOf(repository, "Dockerfile", "Dockerfile"));
    private readonly Lazy<HashSet<string>> aboveAction = new(() => FoldersOf(repository, "action.yml", "action.yaml").Select(RepositoryPath.FolderOf).ToHashSet(StringComparer.OrdinalIgnoreCase));

    // Outside git nothing says that the files are all that there are.
    private readonly bool isWhole = repository.IsListed && repository.Revision is not null;

    /// <summary>
    /// Whether it is sure that no action lies in a folder: git tracks none there, and tracks one in a folder beside it. Where there is none beside it either, something may
    /// bring the whole folder along when the pipeline runs.
    /// </summary>
    /// <param name="folder">The folder, from the repository's root.</param>
    public bool Lack(string folder) =>
        isWhole && !folder.StartsWith("..", StringComparison.Ordinal) && !IsBehindAnother(folder)
        && !withAction.Value.Contains(folder) && !withImage.Value.Contains(folder) && aboveAction.Value.Contains(RepositoryPath.FolderOf(folder));

    // The machines of some systems make no difference between upper and lower case.
    private static HashSet<string> FoldersOf(Repository repository, string name, string orName) =>
        repository.Files.Where(file => file.EndsWith(name, StringComparison.OrdinalIgnoreCase) || file.EndsWith(orName, StringComparison.OrdinalIgnoreCase))
            .Where(file => file[(file.LastIndexOf('/') + 1)..] is var last && (last.Equals(name, StringComparison.OrdinalIgnoreCase) || last.Equals(orName, StringComparison.OrdinalIgnoreCase)))
            .Select(RepositoryPath.FolderOf)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    // What lies behind a link to a folder, or in another repository that is a part of this one, is not among the files.
    private bool IsBehindAnother(string folder)
    {
        for (var end = folder.Length; end > 0; end = folder.LastIndexOf('/', end - 1))
        {
            if (repository.Files.BinarySearch(folder[..end], StringComparer.Ordinal) >= 0 || repository.Submodules.BinarySearch(folder[..end], StringComparer.Ordinal) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
