namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>What a token of an expression is.</summary>
internal enum RuleTokenKind
{
    /// <summary>The end of the expression.</summary>
    End,

    /// <summary><c>$NAME</c>.</summary>
    Variable,

    /// <summary><c>$[[ inputs.name ]]</c>.</summary>
    Input,

    /// <summary>A text between quotes.</summary>
    Text,

    /// <summary><c>/pattern/flags</c>.</summary>
    Pattern,

    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary><c>==</c>, <c>!=</c>, <c>=~</c> or <c>!~</c>.</summary>
    Comparison,

    /// <summary><c>!</c>.</summary>
    Not,

    /// <summary><c>&amp;&amp;</c>.</summary>
    And,

    /// <summary><c>||</c>.</summary>
    Or,

    /// <summary><c>(</c>.</summary>
    OpenParenthesis,

    /// <summary><c>)</c>.</summary>
    CloseParenthesis,

    /// <summary>Nothing that an expression may have.</summary>
    Unknown,
}
