using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Model.Policies;

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

    /// <summary>Advisories on what pipelines reuse, beside those that PoPipeline knows.</summary>
    public ImmutableArray<AdvisoryFile> Advisories { get; init; } = [];
}

/// <summary>How firmly some of the reused code must be pinned.</summary>
/// <param name="Name">A pattern over <see cref="Reference.Name"/>, <c>*</c> matches anything but a slash, <c>**</c> anything: <c>acme/*</c>.</param>
/// <param name="Require">The loosest pin that is accepted.</param>
public sealed record PinPolicy(string Name, Pin Require);

/// <summary>Pipeline files that the policy leaves out, because nothing runs them any more or somebody else looks at them.</summary>
/// <param name="Path">Which: a pattern in CODEOWNERS syntax, of GitHub's kind.</param>
/// <param name="Reason">Why.</param>
public sealed record LeftOutPipeline(string Path, string Reason);
