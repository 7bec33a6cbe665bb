using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Security checks that a value leaves out or has passed over, so that nobody sees it where they are made.</summary>
public sealed record CheckLapse
{
    /// <summary>The checks, as a noun with what names them: <c>the checks 'clair-scan' and 'clamav-scan'</c>.</summary>
    public required string Checks { get; init; }

    /// <summary>What does it, as written: <c>skip-checks: true</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Where it is written.</summary>
    public required Place Span { get; init; }

    /// <summary>What becomes of the checks.</summary>
    public required LapseKind Kind { get; init; }

    /// <summary>What tells it from others of its pipeline when lines move.</summary>
    public required string Subject { get; init; }

    /// <summary>Where the checks are.</summary>
    public ImmutableArray<Place> Where { get; init; } = [];
}

/// <summary>What becomes of checks that a value concerns.</summary>
public enum LapseKind
{
    /// <summary>The files do not tell.</summary>
    Unknown,

    /// <summary>They are not made.</summary>
    NotMade,

    /// <summary>They are made, and what they find stops nothing.</summary>
    NotHeeded,

    /// <summary>They are made of something else than what the pipeline builds.</summary>
    Elsewhere,

    /// <summary>Nothing makes them, where builds of the platform usually do.</summary>
    NotThere,
}
