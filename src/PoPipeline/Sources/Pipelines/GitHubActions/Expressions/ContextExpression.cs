namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>A context as a whole: <c>github</c>.</summary>
internal sealed record ContextExpression(int Offset, int Length, string Name) : Expression(Offset, Length, 1);
