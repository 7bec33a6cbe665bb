using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>When a job or a step runs.</summary>
public sealed record Condition
{
    /// <summary>As written.</summary>
    public required string Text { get; init; }

    /// <summary>Where it is written.</summary>
    public required Place Span { get; init; }

    /// <summary>The ids of the steps whose results it asks for.</summary>
    public ImmutableArray<string> Steps { get; init; } = [];

    /// <summary>What is unsound about it.</summary>
    public ImmutableArray<ConditionFault> Faults { get; init; } = [];

    /// <summary>The names of triggers for which it is never true, of those that may start it.</summary>
    public ImmutableArray<string> NeverOn { get; init; } = [];

    /// <summary>The names of its pipeline's own triggers for which it is never true in a run that nothing calls, where the pipeline may be called as well, so that <see cref="NeverOn"/> tells of what starts those that call it.</summary>
    public ImmutableArray<string> NeverByItself { get; init; } = [];

    /// <summary>The refs for whose runs it is never true.</summary>
    public RefKinds NeverFor { get; init; }

    /// <summary>Whether it is false in every run, whatever started it: nothing that a run knows is asked.</summary>
    public bool IsNever { get; init; }

    /// <summary>What an input of its pipeline must be for it to be false in every run, of the values that are known to be given to it; each alone has it so.</summary>
    public ImmutableArray<InputValue> NeverWith { get; init; } = [];

    /// <summary>Whether it is false in every run in which nothing has failed and nobody has cancelled anything.</summary>
    public bool IsAfterFailure { get; init; }

    /// <summary>What must hold for it to be true.</summary>
    public ImmutableArray<Gate> Gates { get; init; } = [];

    /// <summary>Whether it holds in a run for new commits of the default branch.</summary>
    public Holding OnDefaultBranch { get; init; }

    /// <summary>Whether it holds in a run for a change that is proposed.</summary>
    public Holding OnProposals { get; init; }

    /// <summary>Whether it holds in a run for a version that is tagged or released.</summary>
    public Holding OnReleases { get; init; }
}

/// <summary>Whether a condition holds in every run of a kind.</summary>
public enum Holding
{
    /// <summary>That depends on the run, or the files do not tell.</summary>
    Unknown,

    /// <summary>Always.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}
