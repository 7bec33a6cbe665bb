using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A property or an item by a computed key: <c>secrets[matrix.name]</c>.</summary>
internal sealed record IndexExpression(int Offset, int Length, Expression Target, Expression Index)
    : Expression(Offset, Length, Math.Max(Target.Height, Index.Height) + 1)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Target, Index];
}
