using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Every property or item: <c>labels.*</c> and <c>labels[*]</c>.</summary>
internal sealed record FilterExpression(int Offset, int Length, Expression Target) : Expression(Offset, Length, Target.Height + 1)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Target];
}
