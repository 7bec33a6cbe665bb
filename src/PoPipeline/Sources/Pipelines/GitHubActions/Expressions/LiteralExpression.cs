namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A value that is written out.</summary>
internal sealed record LiteralExpression(int Offset, int Length, ExpressionValue Value) : Expression(Offset, Length, 1);
