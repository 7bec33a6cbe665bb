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

/// <summary>What a token of an expression is.</summary>
internal enum TokenKind
{
    /// <summary>The end of the expression.</summary>
    End,

    /// <summary><c>null</c>, <c>true</c>, <c>false</c>, a number or a string.</summary>
    Literal,

    /// <summary>A name.</summary>
    Name,

    /// <summary>A name behind a dot, whatever it would mean elsewhere.</summary>
    Property,

    /// <summary><c>*</c>.</summary>
    Wildcard,

    /// <summary><c>.</c>.</summary>
    Dot,

    /// <summary><c>,</c>.</summary>
    Comma,

    /// <summary><c>(</c>.</summary>
    OpenParenthesis,

    /// <summary><c>)</c>.</summary>
    CloseParenthesis,

    /// <summary><c>[</c>.</summary>
    OpenBracket,

    /// <summary><c>]</c>.</summary>
    CloseBracket,

    /// <summary><c>!</c>.</summary>
    Not,

    /// <summary><c>&amp;&amp;</c>.</summary>
    And,

    /// <summary><c>||</c>.</summary>
    Or,

    /// <summary><c>==</c>, <c>&lt;</c> and so on.</summary>
    Comparison,

    /// <summary>Nothing that an expression may have.</summary>
    Unknown,
}
