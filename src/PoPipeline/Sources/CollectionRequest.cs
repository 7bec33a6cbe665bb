using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Sources;

/// <summary>What to collect.</summary>
public sealed record CollectionRequest
{
    /// <summary>The folder: a repository's root, or a folder below it, which is then the root of all paths.</summary>
    public required string Root { get; init; }

    /// <summary>The part of it that is asked about; null for all of it.</summary>
    public JudgedPart? Part { get; init; }

    /// <summary>The platforms whose pipelines are asked about; null for all.</summary>
    public JudgedPlatforms? Platforms { get; init; }

    /// <summary>The policy in force.</summary>
    public Policy Policy { get; init; } = new();

    /// <summary>What vouches for it; without it, whoever asks for the collection.</summary>
    public PolicyTrust Trust { get; init; } = new() { Source = PolicySource.Given };

    /// <summary>What the environment says of the repository.</summary>
    public RepositoryHints Hints { get; init; } = RepositoryHints.None;

    /// <summary>The forge that the run asks; unknown where it asks none, and the policy or the remote tells.</summary>
    public Forge Forge { get; init; }

    /// <summary>Whether git's files say which files are tracked; otherwise every file counts.</summary>
    public bool UseGit { get; init; } = true;
}

/// <summary>How far a collection has come.</summary>
/// <param name="Stage">What is being done, as a phrase for people: "reading pipelines".</param>
/// <param name="Done">How many stages are done.</param>
/// <param name="Total">How many stages there are.</param>
public sealed record CollectionProgress(string Stage, int Done, int Total);
