using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>A file that a step writes by itself, and no script of it.</summary>
/// <param name="Path">Its path, from the workspace.</param>
/// <param name="Span">Where that is written.</param>
public sealed record WrittenFile(string Path, Place Span)
{
    /// <summary>What is written to it, as it is named where it is put in.</summary>
    public string Text { get; init; } = "";

    /// <summary>The secrets that it holds then, by name.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>Equality by content, the list included.</summary>
    public bool Equals(WrittenFile? other) => other is not null && Path == other.Path && Span == other.Span && Text == other.Text && Secrets.AsSpan().SequenceEqual(other.Secrets.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Path, Span);
}
