using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A negation.</summary>
internal sealed record NotExpression(int Offset, int Length, Expression Operand) : Expression(Offset, Length, Operand.Height + 1)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Operand];
}
