using System.Collections.Immutable;
using System.Text;
using Markdig;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Templates;

namespace PoPipeline.Sources.Templates;

/// <summary>
/// Finds the boxes and the headings of Markdown as the forges show them: what stands in a comment or a block of code is neither.
/// </summary>
/// <param name="text">The file.</param>
internal sealed class MarkdownItems(TemplateText text)
{
    /// <summary>The longest text, in characters: that of an issue on GitHub.</summary>
    public const int MaximumLength = 65_536;

    private const int MaximumItems = 500;
    private const int LongestItem = 500;
    private const int LongestLead = 200;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseTaskLists().UsePreciseSourceLocation().Build();

    private readonly ImmutableArray<TemplateItem>.Builder items = ImmutableArray.CreateBuilder<TemplateItem>();
    private readonly ImmutableArray<Located<string>>.Builder headings = ImmutableArray.CreateBuilder<Located<string>>();
    private readonly Stack<(int Level, string Text)> open = new();

    /// <summary>Reads what is behind the front matter.</summary>
    /// <param name="start">How many characters the front matter takes.</param>
    /// <param name="found">The items and the headings.</param>
    /// <returns>Whether it could be read: what nests deeper than a person would write is not.</returns>
    public bool TryRead(int start, out (ImmutableArray<TemplateItem> Items, ImmutableArray<Located<string>> Headings) found)
    {
        try
        {
            Walk(Markdown.Parse(text.Text[start..], Pipeline), start);
            found = (items.ToImmutable(), headings.ToImmutable());
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            // An argument is the parser's word for too deep a nesting; the others are states that it does not expect of itself.
            found = ([], []);
            return false;
        }
    }

    private void Walk(ContainerBlock container, int start)
    {
        var lead = "";
        foreach (var block in container)
        {
            switch (block)
            {
                case HeadingBlock heading:
                    Open(heading, start);
                    break;
                case ListBlock list:
                    foreach (var item in list.OfType<ListItemBlock>())
                    {
                        Add(item, lead, start);
                        Walk(item, start);
                    }

                    break;
                case ContainerBlock inner:
                    Walk(inner, start);
                    break;
            }

            lead = block is ParagraphBlock paragraph ? LeadOf(paragraph) : "";
        }
    }

    private void Open(HeadingBlock heading, int start)
    {
        while (open.TryPeek(out var above) && above.Level >= heading.Level)
        {
            open.Pop();
        }

        var plain = Plain(heading.Inline);
        open.Push((heading.Level, plain));
        if (headings.Count < MaximumItems)
        {
            headings.Add(new Located<string>(plain, PlaceOf(heading.Span, start)));
        }
    }

    private void Add(ListItemBlock item, string lead, int start)
    {
        if (items.Count == MaximumItems
            || item.FirstOrDefault() is not ParagraphBlock { Inline.FirstChild: TaskList box } paragraph
            || start + box.Span.End + 1 >= text.Text.Length
            || !char.IsWhiteSpace(text.Text[start + box.Span.End + 1]))
        {
            return;
        }

        var below = open.Reverse().Select(heading => heading.Text);
        items.Add(new TemplateItem(TemplateItemKind.Checkbox, Plain(paragraph.Inline), PlaceOf(paragraph.Span, start))
        {
            Below = [.. lead.Length > 0 ? below.Append(lead) : below],
        });
    }

    // The line that introduces a list is a heading in all but its form: it ends with a colon, or is all bold.
    private static string LeadOf(ParagraphBlock paragraph)
    {
        var plain = Plain(paragraph.Inline);
        var isBold = paragraph.Inline is { FirstChild: EmphasisInline { NextSibling: null, DelimiterCount: 2 } };
        return plain.Length <= LongestLead && (isBold || plain.EndsWith(':')) ? plain : "";
    }

    private Place PlaceOf(SourceSpan span, int start) => text.PlaceOf(start + span.Start, start + span.End + 1);

    private static string Plain(ContainerInline? container)
    {
        var plain = new StringBuilder();
        foreach (var inline in container?.Descendants() ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal:
                    plain.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    plain.Append(code.Content);
                    break;
                case LineBreakInline:
                    plain.Append(' ');
                    break;
            }

            if (plain.Length > LongestItem)
            {
                plain.Length = char.IsHighSurrogate(plain[LongestItem - 1]) ? LongestItem - 1 : LongestItem;
                break;
            }
        }

        return plain.ToString().Trim();
    }
}
