using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Scaffolding;

/// <summary>A step of a template that hands over what was made.</summary>
public sealed record Publication
{
    /// <summary>What it makes of it.</summary>
    public required PublicationKind Kind { get; init; }

    /// <summary>The step, by its id or its number.</summary>
    public required string Step { get; init; }

    /// <summary>Where it says what it does.</summary>
    public required Place Span { get; init; }

    /// <summary>What it asks of later changes.</summary>
    public ImmutableArray<Safeguard> Safeguards { get; init; } = [];
}

/// <summary>What a step makes of the files.</summary>
public enum PublicationKind
{
    /// <summary>A new repository.</summary>
    Repository,

    /// <summary>A change of a repository that is there, which somebody reviews.</summary>
    Change,
}

/// <summary>What is asked of changes of a new repository.</summary>
/// <param name="Kind">What.</param>
/// <param name="State">Whether it is.</param>
/// <param name="Input">What is written to ask for it.</param>
/// <param name="Span">Where it is said, or belongs.</param>
public sealed record Safeguard(SafeguardKind Kind, SafeguardState State, string Input, Place Span);

/// <summary>What can be asked of changes.</summary>
public enum SafeguardKind
{
    /// <summary>The default branch is protected.</summary>
    Protection,

    /// <summary>Somebody else reviews them.</summary>
    Review,

    /// <summary>Owners of what they touch review them.</summary>
    CodeOwnerReview,

    /// <summary>The pipelines are through.</summary>
    Checks,
}

/// <summary>Whether something is asked.</summary>
public enum SafeguardState
{
    /// <summary>It is.</summary>
    Given,

    /// <summary>Nobody says so, and then it is not.</summary>
    Unsaid,

    /// <summary>It is said that it is not.</summary>
    Off,

    /// <summary>Whoever uses the template chooses.</summary>
    Chosen,

    /// <summary>Only the forge can tell.</summary>
    Unknown,
}
