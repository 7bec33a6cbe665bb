using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

/// <summary>A place where the platform, or the shell, puts another text into a text.</summary>
public sealed record Interpolation
{
    /// <summary>As written, with its marks: <c>${{ github.event.issue.title }}</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Where it is written.</summary>
    public required Place Span { get; init; }

    /// <summary>The offset in the decoded text around it, from 0.</summary>
    public required int Offset { get; init; }

    /// <summary>The least trusted one who controls what is put there.</summary>
    public required Origin Origin { get; init; }

    /// <summary>What they are free to write.</summary>
    public required Freedom Freedom { get; init; }

    /// <summary>How the text gets there.</summary>
    public required Mechanism Mechanism { get; init; }

    /// <summary>What it takes its text from, least trusted first: <c>github.event.issue.title</c>, <c>inputs.name</c>.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>How the text came here when not directly, as a clause: "through the input 'title' that '.github/workflows/a.yml' passes"; null when directly.</summary>
    public string? Route { get; init; }

    /// <summary>Equality by content, the sources included.</summary>
    public bool Equals(Interpolation? other) =>
        other is not null
        && Text == other.Text
        && Span == other.Span
        && Offset == other.Offset
        && Origin == other.Origin
        && Freedom == other.Freedom
        && Mechanism == other.Mechanism
        && Route == other.Route
        && Sources.AsSpan().SequenceEqual(other.Sources.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Span, Origin);
}
