using System.Collections.Immutable;

namespace PoPipeline.Doubles.GitLab.State;

/// <summary>A merge request.</summary>
internal sealed record MergeRequest
{
    /// <summary>The number in the instance.</summary>
    public required long Id { get; init; }

    /// <summary>The number in its project.</summary>
    public required long Iid { get; init; }

    /// <summary>The project.</summary>
    public required Project Project { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>Who opened it.</summary>
    public required User Author { get; init; }

    /// <summary>The branch with the change.</summary>
    public required string SourceBranch { get; init; }

    /// <summary>The branch that it goes to.</summary>
    public required string TargetBranch { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The commits of the change, newest first.</summary>
    public required ImmutableArray<Commit> Commits { get; init; }
}
