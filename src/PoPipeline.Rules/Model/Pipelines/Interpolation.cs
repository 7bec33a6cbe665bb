using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>A place where the platform, or the shell, puts another text into a text.</summary>
public sealed record Interpolation
{
    /// <summary>As written, with its marks: <c>${{ github.event.issue.title }}</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Where it is written.</summary>
    public required Place Span { get; init; }

    /// <summary>The offset in the decoded text around it, from 0.</summary>
    public required int Offset { get; init; }

    /// <summary>Who controls what is put there.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>How the text gets there.</summary>
    public required Mechanism Mechanism { get; init; }

    /// <summary>The secrets that it is made of, by name; <see cref="SecretUse.AnyName"/> for one whose name is computed, and for all at once.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>Whether the job's own token may be in it, under whatever name.</summary>
    public bool MayBeToken { get; init; }

    /// <summary>The ids of the steps whose results it takes.</summary>
    public ImmutableArray<string> Steps { get; init; } = [];

    /// <summary>The input of its pipeline that is put there as it is, by its name; null where it is something else, or more.</summary>
    public string? Input { get; init; }

    /// <summary>
    /// What is put there in each run, in the order of the runs, or the one text of all: where a matrix, a variable, a call that hands it over or nothing decides it, and the file says each of them; in the text of a program alone. Empty where the file does not say it.
    /// </summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Equality by content, the lists included.</summary>
    public bool Equals(Interpolation? other) =>
        other is not null
        && Text == other.Text
        && Span == other.Span
        && Offset == other.Offset
        && Provenance == other.Provenance
        && Mechanism == other.Mechanism
        && Input == other.Input
        && MayBeToken == other.MayBeToken
        && Secrets.AsSpan().SequenceEqual(other.Secrets.AsSpan())
        && Steps.AsSpan().SequenceEqual(other.Steps.AsSpan())
        && Choices.AsSpan().SequenceEqual(other.Choices.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Span, Provenance);
}

/// <summary>How a text gets into another.</summary>
public enum Mechanism
{
    /// <summary>The platform pastes it before the program is read: <c>${{ }}</c>, <c>&lt;&lt; &gt;&gt;</c>, <c>$(params)</c>, <c>$[[ ]]</c>.</summary>
    Pasted,

    /// <summary>The program reads it from the environment, which is not an injection.</summary>
    Environment,
}
