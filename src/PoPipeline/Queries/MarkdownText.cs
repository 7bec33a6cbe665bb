using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Queries;

/// <summary>Writes Markdown as text for a terminal: prose is wrapped, code is indented as it is, tables have columns.</summary>
/// <param name="ansi">The colours.</param>
/// <param name="width">How many columns a line may have; code may have more.</param>
/// <param name="writer">Where to.</param>
internal sealed class MarkdownText(Ansi ansi, int width, TerminalWriter writer)
{
    private const string CodeIndent = "    ";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    private bool isFirst = true;

    /// <summary>Writes a page.</summary>
    /// <param name="markdown">The page.</param>
    public void Write(string markdown) => Write(Markdown.Parse(markdown, Pipeline), "");

    private void Write(ContainerBlock blocks, string indent)
    {
        foreach (var block in blocks)
        {
            Write(block, indent);
        }
    }

    private void Write(Block block, string indent)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Separate();
                WriteLine(indent, ansi.Bold($"{TextWords.Plain(heading.Inline)}"));
                break;
            case ParagraphBlock paragraph:
                Separate();
                WriteProse(paragraph.Inline, indent, indent);
                break;
            case ListBlock list:
                WriteList(list, indent);
                break;
            case Table table:
                Separate();
                new TableText(ansi, width - indent.Length).Write(table, line => WriteLine(indent, line));
                break;
            case CodeBlock code:
                WriteCode(code, indent);
                break;
            case ContainerBlock container:
                Write(container, indent + "  ");
                break;
            default:
                break;
        }
    }

    private void WriteList(ListBlock list, string indent)
    {
        Separate();
        var number = int.TryParse(list.OrderedStart, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered ? $"{number++}. " : "- ";
            var inner = indent + new string(' ', mark.Length);
            var rest = item.AsEnumerable();
            if (item.FirstOrDefault() is ParagraphBlock first)
            {
                WriteProse(first.Inline, indent + mark, inner);
                rest = item.Skip(1);
            }

            foreach (var block in rest)
            {
                Write(block, inner);
            }
        }
    }

    // The words behind the fence are for the tests of the page; what they tell a reader is whether this is wrong or right, and where it stands.
    private void WriteCode(CodeBlock code, string indent)
    {
        Separate();
        var words = code is FencedCodeBlock { Arguments: { } arguments } ? arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        if (words is [var state, ..] && state is "before" or "after")
        {
            var path = words.Where(word => word.StartsWith("path=", StringComparison.Ordinal)).Select(word => $", {word["path=".Length..]}").FirstOrDefault("");
            WriteLine(indent, ansi.Faint($"{(state is "before" ? "Before" : "After")}{path}:"));
            WriteLine("", default);
        }

        foreach (var line in code.Lines.Lines.Take(code.Lines.Count))
        {
            WriteLine(indent + CodeIndent, ansi.Code($"{line}"));
        }
    }

    private void WriteProse(ContainerInline? inline, string first, string indent)
    {
        var lead = first;
        foreach (var line in TextWords.Wrap(TextWords.Of(inline), width - indent.Length))
        {
            WriteLine(lead, TextWords.Styled(line, ansi));
            lead = indent;
        }
    }

    private void Separate()
    {
        if (!isFirst)
        {
            writer.WriteLine($"");
        }

        isFirst = false;
    }

    private void WriteLine(string indent, SafeText text) => writer.WriteLine($"{(text == default ? "" : indent)}{text}");
}
