namespace PoPipeline.Rules.Model;

/// <summary>A stretch of text in one file: 1-based lines and columns, the end exclusive, columns in UTF-16 code units.</summary>
/// <param name="StartLine">The first line, from 1.</param>
/// <param name="StartColumn">The first column, from 1.</param>
/// <param name="EndLine">The line of the first character that is no longer part of it.</param>
/// <param name="EndColumn">The column of the first character that is no longer part of it.</param>
public readonly record struct Region(int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>The very first character of a file, for what concerns the file as a whole.</summary>
    public static Region Start { get; } = new(1, 1, 1, 1);

    /// <summary>Whether <paramref name="other"/> lies inside this region.</summary>
    public bool Contains(Region other) =>
        (StartLine, StartColumn).CompareTo((other.StartLine, other.StartColumn)) <= 0
        && (EndLine, EndColumn).CompareTo((other.EndLine, other.EndColumn)) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{StartLine}:{StartColumn}-{EndLine}:{EndColumn}";
}
