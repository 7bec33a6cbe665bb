using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Suppressions;

/// <summary>A comment, or one line of a comment of several.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">From the prefix, or the start of the line, to the end of the comment or of the line.</param>
/// <param name="Offset">The offset of the first character in the file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column of the first character, from 1.</param>
internal readonly record struct Comment(string Path, string Text, int Offset, int Line, int Column)
{
    /// <summary>Where it is written.</summary>
    public Place Span => new(Path, new Region(Line, Column, Line, Column + Text.Length));
}
