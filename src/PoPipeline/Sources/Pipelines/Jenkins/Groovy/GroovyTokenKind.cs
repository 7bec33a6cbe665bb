namespace PoPipeline.Sources.Pipelines.Jenkins.Groovy;

/// <summary>What a token of Groovy is.</summary>
internal enum GroovyTokenKind
{
    /// <summary>Blanks, and a break of lines behind a backslash.</summary>
    Blank,

    /// <summary>A break of lines.</summary>
    NewLine,

    /// <summary>A comment, or the line by which a system finds the program.</summary>
    Comment,

    /// <summary>A name or a reserved word.</summary>
    Word,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator, a bracket or a separator.</summary>
    Operator,

    /// <summary>The quotes that begin a text.</summary>
    TextStart,

    /// <summary>Characters of a text, escapes as written.</summary>
    TextPart,

    /// <summary>A name that is pasted into a text: <c>$name.part</c>.</summary>
    PastedName,

    /// <summary><c>${</c> in a text; what follows is code until its <see cref="PasteEnd"/>.</summary>
    PasteStart,

    /// <summary>The <c>}</c> of a <see cref="PasteStart"/>.</summary>
    PasteEnd,

    /// <summary>The quotes that end a text; of no length where nothing ends it.</summary>
    TextEnd,

    /// <summary>A character that Groovy does not know.</summary>
    Unknown,

    /// <summary>The end of the file.</summary>
    End,
}

/// <summary>A token: a stretch of the file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">The offset of its first character.</param>
/// <param name="Length">How many characters.</param>
internal readonly record struct GroovyToken(GroovyTokenKind Kind, int Start, int Length)
{
    /// <summary>The offset behind its last character.</summary>
    public int End => Start + Length;

    /// <summary>Whether it says nothing to the parser.</summary>
    public bool IsTrivia => Kind is GroovyTokenKind.Blank or GroovyTokenKind.Comment;
}
