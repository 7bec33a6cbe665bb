using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>What a lock file of reused pipeline code says of one pipeline.</summary>
public sealed record PipelineLock
{
    /// <summary>The lock file.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the pipeline is listed and the lock file is sound, so that the platform enforces it.</summary>
    public required bool Covers { get; init; }

    /// <summary>Where the lock file and the pipeline disagree; the spans lie in the lock file.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}
