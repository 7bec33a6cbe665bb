using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A comparison of two values.</summary>
internal sealed record ComparisonExpression(int Offset, int Length, ComparisonOperator Operator, Expression Left, Expression Right)
    : Expression(Offset, Length, Math.Max(Left.Height, Right.Height) + 1)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Left, Right];
}
