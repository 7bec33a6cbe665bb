namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>The smallest part of an expression.</summary>
internal readonly record struct Token(TokenKind Kind, int Offset, int Length)
{
    /// <summary>The value of a literal; null for other tokens.</summary>
    public ExpressionValue? Value { get; init; }

    /// <summary>The operator of a comparison.</summary>
    public ComparisonOperator Operator { get; init; }

    /// <summary>The offset behind its last character.</summary>
    public int End => Offset + Length;
}
