using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Files of the repository that its pipelines paste: the resources of a library, and manifests of pods.</summary>
/// <param name="repository">The repository.</param>
/// <param name="tree">Its files.</param>
internal sealed class RepositoryTexts(Repository repository, WorkingTree tree)
{
    // Longer than any script that people write.
    private const int Longest = 200_000;

    // In all files that were named.
    private const int MostTogether = 6_000_000;

    private readonly HashSet<string> paths = repository.Files.ToHashSet(StringComparer.Ordinal);
    private readonly Dictionary<string, JenkinsText?> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> unread = new(StringComparer.Ordinal);
    private int length;

    /// <summary>The files that were found, in the order of their paths.</summary>
    public IEnumerable<string> Named => known.Where(file => file.Value is not null).Select(file => file.Key).Order(StringComparer.Ordinal);

    /// <summary>The files that are here and were not read, each with why, in the order of their paths.</summary>
    public IEnumerable<KeyValuePair<string, string>> Unread => unread.OrderBy(file => file.Key, StringComparer.Ordinal);

    /// <summary>The file that an expression reads: <c>libraryResource('deploy.sh')</c>, <c>readTrusted('pod.yaml')</c>; null where it reads none, or none that is here.</summary>
    /// <param name="node">The expression.</param>
    public JenkinsText? Read(GroovyNode? node) => PathOf(node) is { } path ? Find(path) : null;

    /// <summary>The path of the file that an expression reads; null where it reads none.</summary>
    /// <param name="node">The expression.</param>
    public static string? PathOf(GroovyNode? node) => node is GroovyCall { Receiver: null, Name: "libraryResource" or "readTrusted" or "readFile" } call
        && (call["resource"] ?? call["file"] ?? call["path"] ?? call.Positional.FirstOrDefault()) is GroovyText { IsPlain: true } name
        && LoadedFile.PathOf(name) is { } path
            ? call.Name is "libraryResource" ? $"resources/{path}" : path
            : null;

    /// <summary>Whether there is such a file.</summary>
    public bool Has(string path) => paths.Contains(path);

    /// <summary>The text of a file; null where there is none, or it is not read.</summary>
    /// <param name="path">Its path.</param>
    public JenkinsText? Find(string path)
    {
        if (known.TryGetValue(path, out var found))
        {
            return found;
        }

        if (!paths.Contains(path))
        {
            return null;
        }

        var source = tree.Read(path);
        var fault = source.Fault
            ?? (source.Text.Length > Longest ? $"it is longer than the {Longest} characters of a script that PoPipeline reads"
            : (length += source.Text.Length) > MostTogether ? $"pipelines name more than the {MostTogether} characters of other files that PoPipeline reads"
            : null);
        if (fault is not null)
        {
            unread[path] = fault;
        }

        return known[path] = fault is null ? new JenkinsText(path, source.Text) : null;
    }
}
