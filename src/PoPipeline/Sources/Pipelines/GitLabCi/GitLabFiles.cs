using System.Collections.Concurrent;
using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>The files of the repository, as an <c>include</c> finds and reads them.</summary>
/// <param name="repository">The repository.</param>
/// <param name="tree">Reads them.</param>
internal sealed class GitLabFiles(Repository repository, WorkingTree tree)
{
    /// <summary>How many steps comparing paths with stars may take in all: a file may hold thousands, and a repository thousands of files.</summary>
    public const long MostSteps = 300_000_000;

    // More than any configuration includes.
    private const int MostFound = 1000;

    private readonly ConcurrentDictionary<string, CiFile> read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> matched = new(StringComparer.Ordinal);
    private long steps;

    /// <summary>Whether more paths were to be compared than are, so that what <see cref="Matching"/> gives is not all.</summary>
    public bool IsSpent => Interlocked.Read(ref steps) > MostSteps;

    /// <summary>Reads a file, once.</summary>
    /// <param name="path">The path, relative to the root.</param>
    public CiFile Read(string path) => read.GetOrAdd(path, static (path, files) => files.Load(path), this);

    /// <summary>The files that an <c>include:local</c> means, in order: the one with that path, or those that match where it holds a star.</summary>
    /// <param name="pattern">The path, without a slash before it.</param>
    /// <remarks>Source: https://docs.gitlab.com/ci/yaml/includes/#use-includelocal-with-wildcard-file-paths.</remarks>
    public ImmutableArray<string> Matching(string pattern)
    {
        if (!pattern.Contains('*', StringComparison.Ordinal))
        {
            return IsTracked(pattern) ? [pattern] : [];
        }

        return matched.GetOrAdd(pattern, static (pattern, files) => files.Found(new StarPattern(pattern)), this);
    }

    /// <summary>Why a file that is not among those of the repository may be there all the same, as a clause; null where it is not.</summary>
    /// <param name="path">The path.</param>
    public string? MayLack(string path) =>
        repository.Submodules.Any(submodule => path.StartsWith(submodule + "/", StringComparison.Ordinal)) ? "it lies in a submodule"
        : repository.Gaps.IsEmpty ? null : "not all files of the repository are known";

    private ImmutableArray<string> Found(StarPattern pattern)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var file in repository.Files.Where(IsYaml))
        {
            if (found.Count >= MostFound || Interlocked.Add(ref steps, pattern.CostOf(file)) > MostSteps)
            {
                break;
            }

            if (pattern.Matches(file))
            {
                found.Add(file);
            }
        }

        return found.DrainToImmutable();
    }

    private bool IsTracked(string path) => repository.Files.BinarySearch(path, StringComparer.Ordinal) >= 0;

    private static bool IsYaml(string path) => path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal);

    private CiFile Load(string path)
    {
        var source = tree.Read(path);
        if (source.Fault is { } fault)
        {
            return new CiFile(path, new YamlDocument(path, "", Root: null, new YamlProblem($"The file cannot be read: {fault}", Place.StartOf(path)), []), Header: null, Content: null) { IsUnknown = true };
        }

        // A header is a document of its own, before the one that counts.
        var first = source.Yaml;
        if (first.Root is not YamlMapping header || header.Entry("spec") is null || first.Behind is null)
        {
            return new CiFile(path, first, Header: null, first.Root as YamlMapping);
        }

        var both = YamlReader.ReadAll(path, source.Text);
        return new CiFile(path, both, header, both.Roots is [_, YamlMapping content, ..] ? content : null);
    }
}
