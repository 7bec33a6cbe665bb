using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Says of folders whether the repository can have an action there.</summary>
/// <param name="repository">The repository.</param>
internal sealed class KnownFolders(Repository repository)
{
    private static readonly string[] Metadata = ["action.yml", "action.yaml"];
    private static readonly string[] Files = [.. Metadata, "Dockerfile"];

    // Outside git nothing says that the files are all that there are.
    private readonly bool isWhole = repository.IsListed && repository.Revision is not null;

    /// <summary>
    /// Whether it is sure that no action lies in a folder: git tracks none there, and tracks one in a folder beside it. Where there is none beside it either, something may
    /// bring the whole folder along when the pipeline runs.
    /// </summary>
    /// <param name="folder">The folder, from the repository's root.</param>
    public bool Lack(string folder)
    {
        if (!isWhole || folder.StartsWith("..", StringComparison.Ordinal) || IsBehindAnother(folder))
        {
            return false;
        }

        // The machines of some systems make no difference between upper and lower case.
        var parent = Below(LocalCode.FolderOf(folder), "");
        return !repository.Files.Any(file => Files.Any(name => file.Equals(Below(folder, name), StringComparison.OrdinalIgnoreCase)))
            && repository.Files.Any(file => file.StartsWith(parent, StringComparison.Ordinal)
                && file[parent.Length..].Split('/', 3) is [_, var name] && Metadata.Contains(name, StringComparer.Ordinal));
    }

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

    private static string Below(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
