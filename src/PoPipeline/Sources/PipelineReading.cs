using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Suppressions;

namespace PoPipeline.Sources;

/// <summary>What a reader found.</summary>
internal sealed record PipelineReading
{
    /// <summary>The pipelines.</summary>
    public ImmutableArray<Pipeline> Pipelines { get; init; } = [];

    /// <summary>Files that the platform never reads.</summary>
    public ImmutableArray<IgnoredPipeline> Ignored { get; init; } = [];

    /// <summary>The files that are symbolic links.</summary>
    public ImmutableArray<LinkedPipeline> Links { get; init; } = [];

    /// <summary>Exceptions written as comments.</summary>
    public ImmutableArray<InlineException> Exceptions { get; init; } = [];
}
