namespace PoPipeline.Sources.Projects.Reading;

/// <summary>A token of plain TOML.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins in the text, its quote included.</param>
/// <param name="Length">How many bytes it has; none of what has no place of its own.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="LineStart">Where the line begins in the text.</param>
/// <param name="IsQuoted">Whether it stands in quotes.</param>
/// <param name="IsEscaped">Whether anything in it is escaped.</param>
internal readonly record struct PlainTomlToken(PlainTomlKind Kind, int Start, int Length, int Line, int LineStart, bool IsQuoted, bool IsEscaped);

/// <summary>What a token of plain TOML is.</summary>
internal enum PlainTomlKind
{
    /// <summary>The name of a value.</summary>
    Name,

    /// <summary>A value that is neither table nor list.</summary>
    Scalar,

    /// <summary>The start of a table.</summary>
    StartTable,

    /// <summary>The end of a table.</summary>
    EndTable,

    /// <summary>The start of a list.</summary>
    StartList,

    /// <summary>The end of a list.</summary>
    EndList,
}
