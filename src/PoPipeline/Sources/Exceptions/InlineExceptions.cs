using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Exceptions;

/// <summary>Finds the comments of a file that make exceptions, and what each of them covers.</summary>
/// <remarks>
/// A comment behind something covers what starts on its line, and the text of a block scalar that its line opens. A comment alone on a
/// line covers the next line that is neither empty nor a comment, with all that the list item or the key there holds: a step, a job.
/// On the very first line it also covers what is said of the file as a whole.
/// </remarks>
internal static class InlineExceptions
{
    // Searched for in all files: a comparison that ignores case goes letter by letter.
    private static readonly SearchValues<string> Prefixes = SearchValues.Create([ExceptionComment.Prefix], StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the comments of every file that was read, each once, however many sources it is a part of.</summary>
    /// <param name="tree">The working tree, which has most of them still.</param>
    /// <param name="files">The files.</param>
    /// <returns>The exceptions, by path and line.</returns>
    public static ImmutableArray<InlineException> Read(WorkingTree tree, IEnumerable<CommentedFile> files) =>
    [
        .. files
            .DistinctBy(commented => commented.Path, StringComparer.Ordinal)
            .OrderBy(commented => commented.Path, StringComparer.Ordinal)
            .SelectMany(commented => (commented.Marked is { } marked ? Read(commented.Path, marked, commented.Layout) : Read(tree.Read(commented.Path), commented.IsYaml)).OrderBy(exception => exception.Span.Region.StartLine)),
    ];

    private static ImmutableArray<InlineException> Read(SourceFile file, bool isYaml) => !MayHaveAny(file.Text) ? []
        : isYaml ? Read(file.Path, file.Yaml)
        : Read(file.Path, file.Text);

    /// <summary>Reads the comments of a YAML file; a <c>#</c> inside a scalar is no comment.</summary>
    /// <param name="path">The file.</param>
    /// <param name="document">What it holds; nothing is read from one with an error.</param>
    public static ImmutableArray<InlineException> Read(string path, YamlDocument document)
    {
        if (document.Error is not null || !MayHaveAny(document.Source))
        {
            return [];
        }

        var layout = YamlLayout.Of(document);
        return Read(path, document.Source, layout.IsComment, layout.OpeningLine, layout.LastLineOfBlock, layout.LastLineOfElement);
    }

    /// <summary>Reads the comments of a file of lines, such as CODEOWNERS.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    public static ImmutableArray<InlineException> Read(string path, string text) =>
        MayHaveAny(text) ? Read(path, text, (_, _) => true, (_, _) => 0, line => line, line => line) : [];

    /// <summary>Reads the comments of a file of another language, in which <c>//</c> starts one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="marked">Its text with a <c>#</c> where each comment starts.</param>
    /// <param name="layout">How it is laid out; null for a file of lines.</param>
    public static ImmutableArray<InlineException> Read(string path, string marked, ICommentLayout? layout) =>
        [.. (layout is null ? Read(path, marked) : MayHaveAny(marked) ? Read(path, marked, layout.IsComment, layout.OpeningLine, layout.LastLineOfBlock, layout.LastLineOfElement, layout.IsInBlockComment) : []).Select(exception => exception with { Mark = "//" })];

    private static bool MayHaveAny(string text) => text.AsSpan().ContainsAny(Prefixes);

    private static ImmutableArray<InlineException> Read(
        string path, string text, Func<int, int, bool> isComment, Func<int, int, int> openingLine, Func<int, int> lastLineOfBlock, Func<int, int> lastLineOfElement, Func<int, bool>? isInBlockComment = null)
    {
        var exceptions = ImmutableArray.CreateBuilder<InlineException>();
        var waiting = new List<InlineException>();
        Func<int, int, bool> isInText = (offset, column) => openingLine(offset, column) > 0;
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            var start = range.Start.Value;
            var line = text.AsSpan(range).TrimEnd('\r');
            var content = line.TrimStart(" \t");
            if (waiting.Count > 0 && content.Length > 0 && content[0] != '#' && !content.StartsWith("---"))
            {
                var end = lastLineOfElement(number) + 1;
                foreach (var alone in waiting)
                {
                    exceptions.Add(alone with { Covers = alone.Covers with { Region = alone.Covers.Region with { EndLine = end, EndColumn = 1 } } });
                }

                waiting.Clear();
            }

            var column = Find(line, start, isComment);
            if (column < 0)
            {
                if (InText(path, number, start, line, isInText, openingLine, isInBlockComment) is { } lost)
                {
                    exceptions.Add(lost);
                }

                continue;
            }

            if (ExceptionComment.Read(line[(column + 1)..].ToString()) is not { } comment)
            {
                continue;
            }

            var isAlone = content.Length > 0 && content[0] == '#';
            var exception = new InlineException
            {
                Span = new Place(path, new Region(number, column + 1, number, line.Length + 1)),
                Covers = new Place(path, new Region(number, 1, (isAlone ? number : lastLineOfBlock(number)) + 1, 1)),
                Rules = comment.Rules,
                Until = comment.Until,
                Reason = comment.Reason,
                Fault = comment.Fault,
            };
            if (isAlone)
            {
                waiting.Add(exception);
            }
            else
            {
                exceptions.Add(exception);
            }
        }

        exceptions.AddRange(waiting);
        return exceptions.DrainToImmutable();
    }

    // Whoever writes it into a script believes that it counts. What is not well formed may be anything that a script says.
    private static InlineException? InText(string path, int number, int start, ReadOnlySpan<char> line, Func<int, int, bool> isInText, Func<int, int, int> openingLine, Func<int, bool>? isInBlockComment)
    {
        var column = Find(line, start, isInText);
        return column < 0 || ExceptionComment.Read(line[(column + 1)..].ToString()) is not { Fault: null } comment ? null : new InlineException
        {
            Span = new Place(path, new Region(number, column + 1, number, line.Length + 1)),
            Covers = new Place(path, new Region(number, 1, number + 1, 1)),
            Rules = comment.Rules,
            Until = null,
            Reason = "",
            Fault = isInBlockComment?.Invoke(start + column) is true
                ? "It stands in a comment of the form '/* … */', which makes none"
                : $"It stands in a text, such as a script, where it is no comment of the file; put it {(isInBlockComment is null ? "behind" : "above")} line {openingLine(start + column, column)}, which opens the text",
        };
    }

    // The column, from 0, of the first '#' that starts a comment of ours; -1 where there is none.
    private static int Find(ReadOnlySpan<char> line, int start, Func<int, int, bool> isComment)
    {
        for (var column = 0; column < line.Length; column++)
        {
            var next = line[column..].IndexOf('#');
            if (next < 0)
            {
                return -1;
            }

            column += next;
            if ((column == 0 || line[column - 1] is ' ' or '\t')
                && line[(column + 1)..].TrimStart(" \t").StartsWith(ExceptionComment.Prefix, StringComparison.OrdinalIgnoreCase)
                && isComment(start + column, column))
            {
                return column;
            }
        }

        return -1;
    }
}
