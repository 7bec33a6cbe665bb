using System.Collections.Immutable;

namespace PoPipeline.Doubles.GitLab.State;

/// <summary>A commit.</summary>
internal sealed record Commit
{
    /// <summary>The identifier.</summary>
    public required string Id { get; init; }

    /// <summary>The commit before; null for the first.</summary>
    public required Commit? Parent { get; init; }

    /// <summary>The files by path.</summary>
    public required ImmutableSortedDictionary<string, Blob> Files { get; init; }

    /// <summary>The message.</summary>
    public required string Message { get; init; }

    /// <summary>The author's name, which the caller may choose.</summary>
    public required string AuthorName { get; init; }

    /// <summary>The author's address, which the caller may choose.</summary>
    public required string AuthorEmail { get; init; }

    /// <summary>The name of the user who made it.</summary>
    public required string CommitterName { get; init; }

    /// <summary>The address of the user who made it.</summary>
    public required string CommitterEmail { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>This commit and those before it, newest first.</summary>
    public IEnumerable<Commit> History()
    {
        for (var commit = this; commit is not null; commit = commit.Parent)
        {
            yield return commit;
        }
    }

    /// <summary>Whether it changed a file, or a file in a folder.</summary>
    public bool Touches(string path) =>
        !Below(path, Files).SequenceEqual(Below(path, Parent?.Files ?? ImmutableSortedDictionary<string, Blob>.Empty));

    /// <summary>The last commit that changed a file, seen from here.</summary>
    public Commit? LastFor(string path) => History().FirstOrDefault(commit => commit.Touches(path));

    private static IEnumerable<(string Path, string Blob)> Below(string path, ImmutableSortedDictionary<string, Blob> files) =>
        files.Where(file => path.Length == 0 || string.Equals(file.Key, path, StringComparison.Ordinal) || file.Key.StartsWith(path.TrimEnd('/') + '/', StringComparison.Ordinal))
            .Select(file => (file.Key, file.Value.Id));
}
