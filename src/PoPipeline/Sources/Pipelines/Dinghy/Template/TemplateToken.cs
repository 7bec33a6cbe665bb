namespace PoPipeline.Sources.Pipelines.Dinghy.Template;

/// <summary>A word between the braces of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first character.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct TemplateToken(TokenKind Kind, int Start, int Length);

/// <summary>What a word is.</summary>
internal enum TokenKind
{
    /// <summary>A text in double quotes.</summary>
    Quoted,

    /// <summary>A text in back quotes.</summary>
    Raw,

    /// <summary>A character in quotes.</summary>
    Character,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A name.</summary>
    Name,

    /// <summary>A dot, with a name behind it or not.</summary>
    Field,

    /// <summary>A dollar, with a name behind it or not.</summary>
    Variable,

    /// <summary>A list or an object of JSON.</summary>
    Json,

    /// <summary><c>|</c>, <c>(</c>, <c>)</c>, <c>,</c>, <c>:=</c>, <c>=</c>.</summary>
    Mark,

    /// <summary>Anything else.</summary>
    Other,
}
