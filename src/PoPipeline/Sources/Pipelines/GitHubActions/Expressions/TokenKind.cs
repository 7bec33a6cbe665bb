namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

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
