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

    /// <summary>Whether the two have a character in common; an empty one lies in what surrounds it.</summary>
    public bool Touches(Region other)
    {
        var start = Later((StartLine, StartColumn), (other.StartLine, other.StartColumn));
        var end = Earlier((EndLine, EndColumn), (other.EndLine, other.EndColumn));
        return start.CompareTo(end) < 0 || (start == end && (IsEmpty || other.IsEmpty));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{StartLine}:{StartColumn}-{EndLine}:{EndColumn}";

    private bool IsEmpty => (StartLine, StartColumn) == (EndLine, EndColumn);

    private static (int Line, int Column) Later((int Line, int Column) one, (int Line, int Column) other) => one.CompareTo(other) > 0 ? one : other;

    private static (int Line, int Column) Earlier((int Line, int Column) one, (int Line, int Column) other) => one.CompareTo(other) < 0 ? one : other;
}
