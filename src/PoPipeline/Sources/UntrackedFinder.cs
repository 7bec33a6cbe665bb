using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions;

namespace PoPipeline.Sources;

/// <summary>Finds what somebody wrote and has not added yet, and may believe to be checked: pipelines and files of code owners, in the places where they count.</summary>
internal static class UntrackedFinder
{
    // What lies there is written by hand; a folder with more holds something else.
    private const int MostListed = 1000;

    private static readonly ImmutableArray<string> Places =
    [
        $"/{FileFinder.Workflows}*.yml", $"/{FileFinder.Workflows}*.yaml", "/action.yml", "/action.yaml",
        .. new[] { Forge.GitHub, Forge.GitLab }.SelectMany(forge => CodeOwnersPlaces.Of(forge)).Select(place => $"/{place}"),
        .. PipelineSystem.Known.SelectMany(system => system.Patterns),
    ];

    private static readonly Lazy<PatternTree> Patterns = new(() => new PatternTree(Places, Forge.GitHub));

    private static readonly ImmutableArray<string[]> Anchored = [.. Places.Where(place => place.StartsWith('/')).Select(place => place[1..].Split('/'))];

    // The root itself, and where one file of a certain name counts.
    private static readonly ImmutableArray<string> Direct =
        ["", .. Anchored.Where(parts => parts.Length > 1 && !parts[^1].Contains('*')).Select(parts => string.Join('/', parts[..^1])).Distinct(StringComparer.Ordinal)];

    private static readonly ImmutableArray<string> Whole =
        [.. Anchored.Where(parts => parts.Length > 1 && parts[^1].Contains('*')).Select(parts => string.Join('/', parts[..^1].TakeWhile(part => part is not "**"))).Distinct(StringComparer.Ordinal)];

    /// <summary>The folders in which platforms look for pipelines or code owners, and those above them; the root is not one of them.</summary>
    public static FrozenSet<string> Folders { get; } = Direct.Concat(Whole).SelectMany(Above).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Finds them among the files of the root and of the folders that are there for them.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <param name="tracked">The files that git tracks.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static ImmutableArray<string> Find(string root, ImmutableArray<string> tracked, CancellationToken cancellation)
    {
        var walk = new PatternWalk(Patterns.Value);
        var found = Candidates(root, cancellation).Where(path => walk.LastMatch(path) >= 0).ToHashSet(StringComparer.Ordinal);
        found.ExceptWith(found.Count == 0 ? [] : tracked);
        return [.. found.Order(StringComparer.Ordinal)];
    }

    // A folder and those that it lies in.
    private static IEnumerable<string> Above(string folder)
    {
        for (var above = folder; above is { Length: > 0 }; above = Path.GetDirectoryName(above)?.Replace(Path.DirectorySeparatorChar, '/'))
        {
            yield return above;
        }
    }

    // It is a hint and no more: where a folder cannot be listed, what is tracked is judged all the same.
    private static IEnumerable<string> Candidates(string root, CancellationToken cancellation) =>
        Direct.SelectMany(folder => TreeWalk.Few(root, folder, below: false, MostListed, cancellation))
            .Concat(Whole.SelectMany(folder => TreeWalk.Few(root, folder, below: true, MostListed, cancellation)));
}
