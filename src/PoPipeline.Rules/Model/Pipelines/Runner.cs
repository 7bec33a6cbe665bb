using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>The machine that a job asks for.</summary>
public sealed record Runner
{
    /// <summary>Where it is asked for.</summary>
    public required Place Span { get; init; }

    /// <summary>Who keeps the machine.</summary>
    public required RunnerKind Kind { get; init; }

    /// <summary>The labels asked for, every combination of a static matrix included.</summary>
    public ImmutableArray<Located<string>> Labels { get; init; } = [];

    /// <summary>What the machine starts with, where the job chooses that; null where it does not.</summary>
    public Reference? Image { get; init; }
}

/// <summary>Who keeps the machine that runs a job.</summary>
public enum RunnerKind
{
    /// <summary>The labels do not tell.</summary>
    Unknown,

    /// <summary>The platform: a fresh machine for every job.</summary>
    Hosted,

    /// <summary>The organisation: the machine may outlive the job.</summary>
    SelfHosted,
}
