using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Suppressions;

/// <summary>A line of a file of lines, such as <c>.trivyignore</c>: neither empty nor a comment.</summary>
/// <param name="Text">The line, without white space around it.</param>
/// <param name="Span">Where that stands.</param>
internal readonly record struct TextLine(string Text, Place Span)
{
    /// <summary>The lines of a file.</summary>
    /// <param name="file">The file.</param>
    public static IEnumerable<TextLine> Of(SourceFile file)
    {
        var number = 0;
        foreach (var line in file.Text.Split('\n'))
        {
            number++;
            var content = line.Trim();
            if (content.Length > 0 && content[0] is not '#')
            {
                var column = line.IndexOf(content, StringComparison.Ordinal) + 1;
                yield return new TextLine(content, new Place(file.Path, new Region(number, column, number, column + content.Length)));
            }
        }
    }
}
