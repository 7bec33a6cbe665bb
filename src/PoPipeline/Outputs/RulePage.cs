using System.Collections.Immutable;
using System.Text;

namespace PoPipeline.Outputs;

/// <summary>The page that explains a rule, in Markdown.</summary>
/// <param name="Rule">The id of the rule.</param>
/// <param name="Markdown">The whole page.</param>
public sealed record RulePage(string Rule, string Markdown)
{
    /// <summary>The first line without its mark: <c>PO3204 Pin reused pipeline code</c>.</summary>
    public string Heading
    {
        get
        {
            var lines = Markdown.AsSpan().EnumerateLines();
            return lines.MoveNext() ? lines.Current.TrimStart("# ").ToString() : "";
        }
    }

    /// <summary>The prose of a section, code and tables left out, one line a paragraph; empty where the page has no such section.</summary>
    /// <param name="heading">The heading of the section: <c>Why it matters</c>.</param>
    public string Prose(string heading) => string.Join("\n\n", Paragraphs(heading));

    /// <summary>The first paragraph of a section; empty where the page has no such section.</summary>
    /// <param name="heading">The heading of the section.</param>
    public string FirstParagraph(string heading) => Paragraphs(heading).FirstOrDefault("");

    private ImmutableArray<string> Paragraphs(string heading)
    {
        var paragraphs = ImmutableArray.CreateBuilder<string>();
        var paragraph = new StringBuilder();
        var inside = false;
        var fenced = false;
        foreach (var line in Markdown.AsSpan().EnumerateLines())
        {
            var isFence = line.StartsWith("```");
            var isHeading = !fenced && line.StartsWith('#');
            if (isHeading)
            {
                inside = line.TrimStart("# ").TrimEnd().SequenceEqual(heading);
            }

            if (isFence)
            {
                fenced = !fenced;
            }

            var isProse = inside && !fenced && !isFence && !isHeading && line.Length > 0 && !line.StartsWith('|');
            if (isProse)
            {
                _ = paragraph.Append(paragraph.Length == 0 ? "" : " ").Append(line.Trim());
            }
            else if (paragraph.Length > 0)
            {
                paragraphs.Add(paragraph.ToString());
                _ = paragraph.Clear();
            }
        }

        if (paragraph.Length > 0)
        {
            paragraphs.Add(paragraph.ToString());
        }

        return paragraphs.ToImmutable();
    }
}
