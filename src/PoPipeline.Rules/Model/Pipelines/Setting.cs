using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>A named value: an environment variable or an input.</summary>
public sealed record Setting
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name is written.</summary>
    public required Place NameSpan { get; init; }

    /// <summary>The value; literal credentials in it are masked with <c>*</c> of the same length.</summary>
    public required string Value { get; init; }

    /// <summary>Where the value is written.</summary>
    public required Place Span { get; init; }

    /// <summary>The secrets that the value is made of, by name; <see cref="SecretUse.AnyName"/> for one whose name is computed, and for all at once.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>Whether the value is only the path of a file that holds them.</summary>
    public bool IsPath { get; init; }

    /// <summary>What the platform pastes into the value.</summary>
    public ImmutableArray<Interpolation> Interpolations { get; init; } = [];

    /// <summary>All that the value becomes, in one run or another, where a matrix, a variable or nothing decides it and the file says each of its values; empty for all others.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Whether there is one of <see cref="Choices"/> for each run, in the order of the runs, or one for all, so that those of several settings go together.</summary>
    public bool ChoicesByRun { get; init; }
}
