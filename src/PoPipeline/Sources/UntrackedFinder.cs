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

    private static readonly ImmutableArray<string> Exact = [.. Places.Where(place => place.StartsWith('/') && !place.Contains('*')).Select(place => place[1..])];

    private static readonly ImmutableArray<string> Folders =
        [.. Places.Where(place => place.StartsWith('/') && place.Contains('*')).Select(place => place.Split('/')).Where(parts => parts.Length > 2).Select(parts => parts[1]).Distinct(StringComparer.Ordinal)];

    /// <summary>Finds them among the files of the root and of the folders that are there for them.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <param name="tracked">The files that git tracks.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static ImmutableArray<string> Find(string root, ImmutableArray<string> tracked, CancellationToken cancellation)
    {
        var walk = new PatternWalk(new PatternTree(Places, Forge.GitHub));
        var found = Candidates(root, cancellation).Where(path => walk.LastMatch(path) >= 0).ToHashSet(StringComparer.Ordinal);
        found.ExceptWith(found.Count == 0 ? [] : tracked);
        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static List<string> Candidates(string root, CancellationToken cancellation)
    {
        List<string> found = [.. Exact.Where(place => File.Exists(Path.Join(root, place)))];
        try
        {
            found.AddRange(new DirectoryInfo(root).EnumerateFiles().Select(file => file.Name).Take(MostListed));
            found.AddRange(Folders
                .Where(folder => new DirectoryInfo(Path.Join(root, folder)) is { Exists: true, LinkTarget: null })
                .SelectMany(folder => TreeWalk.Few(Path.Join(root, folder), MostListed, cancellation).Select(file => $"{folder}/{file}")));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is a hint and no more: what is tracked is judged all the same.
        }

        return found;
    }
}
