using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A property by its name: <c>github.event</c>.</summary>
/// <param name="Offset">Where the target starts.</param>
/// <param name="Length">Up to the end of the name.</param>
/// <param name="Target">What the property is of.</param>
/// <param name="Name">The property's name, as written.</param>
/// <param name="NameOffset">Where the name starts.</param>
internal sealed record MemberExpression(int Offset, int Length, Expression Target, string Name, int NameOffset)
    : Expression(Offset, Length, Target.Height + 1)
{
    /// <inheritdoc/>
    public override ImmutableArray<Expression> Parts => [Target];
}
