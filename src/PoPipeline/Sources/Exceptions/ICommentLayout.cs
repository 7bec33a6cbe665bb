namespace PoPipeline.Sources.Exceptions;

/// <summary>How a file is laid out that is no YAML and more than lines: which of its number signs start a comment, and what a comment belongs to.</summary>
internal interface ICommentLayout
{
    /// <summary>Whether a comment starts at an offset.</summary>
    /// <param name="offset">The offset, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    bool IsComment(int offset, int column);

    /// <summary>The line that opens the text of several lines that an offset lies in, from 1; 0 where it lies in none.</summary>
    /// <param name="offset">The offset, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    int OpeningLine(int offset, int column);

    /// <summary>Whether an offset lies in a comment that ends where it says so, and not with its line.</summary>
    /// <param name="offset">The offset, from 0.</param>
    bool IsInBlockComment(int offset);

    /// <summary>The last line of the text that a line opens; the line itself where it opens none.</summary>
    /// <param name="line">The line, from 1.</param>
    int LastLineOfBlock(int line);

    /// <summary>The last line of what starts on a line.</summary>
    /// <param name="line">The line, from 1.</param>
    int LastLineOfElement(int line);
}
