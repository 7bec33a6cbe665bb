using PoPipeline.Sources.Exceptions;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Shows the comments of a file to who reads those of others, which start with a <c>#</c>.</summary>
internal sealed class GroovyComments : ICommentLayout
{
    private readonly HashSet<int> comments = [];
    private readonly List<(int Start, int End, int Opening, int Last)> texts = [];
    private readonly HashSet<int> blocks = [];
    private readonly Dictionary<int, int> lastLines = [];
    private readonly Dictionary<int, int> elements = [];

    private GroovyComments(JenkinsText file)
    {
        var marked = file.Text.ToCharArray();
        var (depth, start) = (0, 0);
        foreach (var token in GroovyLexer.Read(file.Text))
        {
            if (token is { Kind: GroovyTokenKind.Comment, Length: > 1 } && file.Text[token.Start] is '/' && file.Text[token.Start + 1] is '/')
            {
                marked[token.Start] = ' ';
                marked[token.Start + 1] = '#';
                comments.Add(token.Start + 1);
            }
            else if (token.Kind is GroovyTokenKind.Comment && file.Text[token.Start] is '/')
            {
                MarkBlock(file.Text, marked, token.Start, token.End);
            }
            else if (token.Kind is GroovyTokenKind.TextStart && depth++ == 0)
            {
                start = token.Start;
            }
            else if (token.Kind is GroovyTokenKind.TextEnd && depth > 0 && --depth == 0)
            {
                var (opening, last) = (file.PositionOf(start).Line, file.PositionOf(token.End).Line);
                if (last > opening)
                {
                    texts.Add((start, token.End, opening, last));
                    lastLines[opening] = Math.Max(lastLines.GetValueOrDefault(opening), last);
                }
            }
        }

        Marked = new string(marked);
        foreach (var node in GroovyParser.Parse(file.Text).Statements.SelectMany(statement => statement.All()))
        {
            var line = file.PositionOf(node.Start).Line;
            elements[line] = Math.Max(elements.GetValueOrDefault(line, line), file.PositionOf(Math.Max(node.Start, node.End - 1)).Line);
        }
    }

    /// <summary>The text, as long as it was, in which each comment of one line starts with a <c>#</c>.</summary>
    public string Marked { get; }

    /// <summary>The file, as one in which comments may make exceptions.</summary>
    /// <param name="file">The file.</param>
    public static CommentedFile Of(JenkinsText file)
    {
        // Hardly a file has one.
        if (!file.Text.Contains(ExceptionComment.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return new CommentedFile(file.Path, IsYaml: false) { Marked = "" };
        }

        var read = new GroovyComments(file);
        return new CommentedFile(file.Path, IsYaml: false) { Marked = read.Marked, Layout = read };
    }

    // Where one of its lines starts like an exception, who wrote it believes that it is one.
    private void MarkBlock(string text, char[] marked, int start, int end)
    {
        for (var at = text.IndexOf(ExceptionComment.Prefix, start, end - start, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(ExceptionComment.Prefix, at + 1, end - at - 1, StringComparison.OrdinalIgnoreCase))
        {
            var line = text.LastIndexOf('\n', at - 1) + 1;
            var before = text.AsSpan(Math.Max(line, start), at - Math.Max(line, start));
            if (before.Trim("/* \t").IsEmpty && at - Math.Max(line, start) >= 2)
            {
                marked[at - 2] = ' ';
                marked[at - 1] = '#';
                blocks.Add(at - 1);
            }
        }
    }

    /// <inheritdoc/>
    public bool IsComment(int offset, int column) => comments.Contains(offset);

    /// <inheritdoc/>
    public bool IsInBlockComment(int offset) => blocks.Contains(offset);

    /// <inheritdoc/>
    public int OpeningLine(int offset, int column)
    {
        if (blocks.Contains(offset))
        {
            return 1;
        }

        var (low, high) = (0, texts.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var (start, end, opening, _) = texts[middle];
            if (offset < start)
            {
                high = middle - 1;
            }
            else if (offset >= end)
            {
                low = middle + 1;
            }
            else
            {
                return opening;
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    public int LastLineOfBlock(int line) => lastLines.GetValueOrDefault(line, line);

    /// <inheritdoc/>
    public int LastLineOfElement(int line) => elements.GetValueOrDefault(line, line);
}
