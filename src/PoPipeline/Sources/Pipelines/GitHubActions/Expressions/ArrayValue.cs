using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A list of values; equal only to itself.</summary>
internal sealed record ArrayValue(ImmutableArray<ExpressionValue> Items) : ExpressionValue
{
    /// <inheritdoc/>
    public override bool IsTruthy => true;

    /// <inheritdoc/>
    public override string AsText => "Array";

    /// <inheritdoc/>
    public override double AsNumber => double.NaN;

    /// <inheritdoc/>
    public override bool IsScalar => false;

    /// <summary>Whether a filter made it, so that what follows is asked of each item.</summary>
    public bool IsFiltered { get; init; }

    /// <inheritdoc/>
    public bool Equals(ArrayValue? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
