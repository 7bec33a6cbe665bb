using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Finds files of GitLab CI by their names.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/components/#directory-structure; the other names are those that people use.</remarks>
internal static class FileFinder
{
    // Where people keep the jobs that other projects include.
    private static readonly string[] Shelves = ["templates", "jobs", "ci", "gitlab", "gitlab-ci", "pipelines"];

    // Folders in folders of them.
    private const int DeepestShelf = 3;

    // Each of them is read to see whether it has a header.
    private const int MostElsewhere = 1000;

    private static readonly string[] Misnamed = [".gitlab-ci.yaml", "gitlab-ci.yml", "gitlab-ci.yaml"];

    /// <summary>The files, the one that GitLab starts with first.</summary>
    /// <param name="repository">The repository.</param>
    public static ImmutableArray<FoundFile> Find(Repository repository)
    {
        // Elsewhere folders of such names hold other things.
        var isOfGitLab = IsOfGitLab(repository);
        var found = repository.Files.Select(file => Of(file, isOfGitLab)).OfType<FoundFile>().ToLookup(file => file.Role is FileRole.Elsewhere);
        return [.. found[false].Concat(found[true].Take(MostElsewhere)).OrderBy(file => file.Role).ThenBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <summary>Whether GitLab runs the pipelines of a repository, as far as it is known.</summary>
    /// <param name="repository">The repository.</param>
    public static bool IsOfGitLab(Repository repository) => repository.Forge is Forge.GitLab || (repository.Forge is not Forge.GitHub && repository.Files.Contains(GitLabCiReader.Root, StringComparer.Ordinal));

    /// <summary>Files that look as if GitLab started with them, and with which it does not.</summary>
    /// <param name="repository">The repository.</param>
    /// <remarks>Source: https://docs.gitlab.com/ci/pipelines/settings/#specify-a-custom-cicd-configuration-file.</remarks>
    public static IEnumerable<string> Ignored(Repository repository)
    {
        // Below the top they are parts or templates, which somebody names where they are used, unless there is nothing at the top and GitLab is where the repository lies.
        var isMeant = repository.Forge is Forge.GitLab && !repository.Files.Contains(GitLabCiReader.Root, StringComparer.Ordinal);
        return repository.Files.Where(file => Misnamed.Contains(file, StringComparer.OrdinalIgnoreCase) || (isMeant && file.EndsWith("/" + GitLabCiReader.Root, StringComparison.Ordinal) && !DataFolders.IsAbove(file)));
    }

    private static FoundFile? Of(string path, bool isOfGitLab)
    {
        if (!path.EndsWith(".yml", StringComparison.Ordinal) && !path.EndsWith(".yaml", StringComparison.Ordinal))
        {
            return null;
        }

        if (path is GitLabCiReader.Root)
        {
            return new FoundFile(path, FileRole.Start);
        }

        if (IsComponent(path))
        {
            return new FoundFile(path, FileRole.Component);
        }

        var isNamed = path.EndsWith(".gitlab-ci.yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".gitlab-ci.yaml", StringComparison.OrdinalIgnoreCase)
            || path.StartsWith(".gitlab/ci/", StringComparison.Ordinal) || path.StartsWith(".gitlab-ci/", StringComparison.Ordinal);
        return isNamed && !DataFolders.IsAbove(path) ? new FoundFile(path, FileRole.Part)
            : !isOfGitLab ? null
            : IsOnShelf(path) ? new FoundFile(path, FileRole.Shelved)
            : DataFolders.IsAbove(path) ? null
            : new FoundFile(path, FileRole.Elsewhere);
    }

    private static bool IsOnShelf(string path)
    {
        var parts = path.Split('/');
        return parts.Length == 1 ? !path.StartsWith('.') : parts.Length <= DeepestShelf && Shelves.Contains(parts[0], StringComparer.Ordinal);
    }

    private static bool IsComponent(string path) =>
        path.StartsWith("templates/", StringComparison.Ordinal)
        && (path.AsSpan().Count('/') == 1 || (path.AsSpan().Count('/') == 2 && path.EndsWith("/template.yml", StringComparison.Ordinal)));
}
