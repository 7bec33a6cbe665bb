using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>What a pipeline's or a job's own token may do.</summary>
public sealed record TokenPermissions
{
    /// <summary>The block, or the word.</summary>
    public required Place Span { get; init; }

    /// <summary>What is granted on every scope that <see cref="Grants"/> does not list.</summary>
    public required Access Rest { get; init; }

    /// <summary>What is granted by name.</summary>
    public ImmutableArray<Grant> Grants { get; init; } = [];
}
