using System.Collections.Immutable;
using System.Text;

namespace PoPipeline.Sources.Yaml;

/// <summary>Blanks of a line that holds nothing else, which the parser is not given.</summary>
/// <param name="Index">Where they would be in what it is given.</param>
/// <param name="Total">How many are left out up to here.</param>
internal readonly record struct LeftOutBlanks(int Index, int Total)
{
    /// <summary>
    /// The text without the blanks of empty lines below the header of a block scalar. The parser refuses a first line that has any, which GitHub and all others take for an
    /// empty one; what is left out is white space of a text whose first line is empty, and nothing else.
    /// </summary>
    /// <param name="source">The text.</param>
    public static (string Text, ImmutableArray<LeftOutBlanks> LeftOut) Of(string source)
    {
        var text = new StringBuilder(source.Length);
        var leftOut = ImmutableArray.CreateBuilder<LeftOutBlanks>();
        var isBelowHeader = false;
        var total = 0;
        for (var at = 0; at < source.Length;)
        {
            var end = source.IndexOf('\n', at);
            var next = end < 0 ? source.Length : end + 1;
            var line = source.AsSpan(at, next - at);
            var content = line.TrimEnd("\r\n");
            if (isBelowHeader && content.Length > 0 && content.IndexOfAnyExcept(' ') < 0)
            {
                total += content.Length;
                leftOut.Add(new LeftOutBlanks(text.Length, total));
                line = line[content.Length..];
            }
            else if (content.Length > 0)
            {
                isBelowHeader = IsHeader(content);
            }

            text.Append(line);
            at = next;
        }

        return (text.ToString(), leftOut.DrainToImmutable());
    }

    // '|' or '>' with what may follow it, behind a blank. What is taken for one and is none is a line of a text, below which nothing but blanks is left out.
    private static bool IsHeader(ReadOnlySpan<char> line)
    {
        var comment = line.IndexOf(" #");
        var end = (comment < 0 ? line : line[..comment]).TrimEnd(" \t").TrimEnd("+-0123456789");
        return end.Length > 0 && end[^1] is '|' or '>' && (end.Length == 1 || end[^2] is ' ' or '\t');
    }
}
