using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

/// <summary>What the policy asks of pipelines.</summary>
public sealed record PipelinesPolicy
{
    /// <summary>How firmly what is reused must be pinned, first match wins; without a match, severity follows the publisher.</summary>
    public ImmutableArray<PinPolicy> Pins { get; init; } = [];

    /// <summary>Names of deployment environments that are production, whole words, case ignored.</summary>
    public ImmutableArray<string> Production { get; init; } = ["production", "prod", "live"];

    /// <summary>Labels of runners that the platform keeps although the labels are the organisation's own.</summary>
    public ImmutableArray<string> HostedRunners { get; init; } = [];

    /// <summary>Files of systems that PoPipeline does not read, and that need not be looked at, each with its reason.</summary>
    public ImmutableArray<LeftOutPipeline> LeftOut { get; init; } = [];
}
