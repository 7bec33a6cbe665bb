using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A chain of <c>&amp;&amp;</c> or of <c>||</c>.</summary>
/// <param name="Offset">Where the first operand starts.</param>
/// <param name="Length">Up to the end of the last operand.</param>
/// <param name="IsAnd">Whether the operator is <c>&amp;&amp;</c>.</param>
/// <param name="Operands">Two or more.</param>
internal sealed record LogicalExpression(int Offset, int Length, bool IsAnd, ImmutableArray<Expression> Operands)
    : Expression(Offset, Length, Operands.Max(operand => operand.Height) + 1)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => Operands;
}
