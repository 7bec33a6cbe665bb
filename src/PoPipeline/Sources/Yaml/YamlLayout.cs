namespace PoPipeline.Sources.Yaml;

/// <summary>Where the scalars of a YAML file stand, and which lines its elements take.</summary>
internal sealed class YamlLayout
{
    private readonly string source;
    private readonly List<YamlScalar> scalars = [];
    private readonly Dictionary<int, int> blocks = [];
    private readonly Dictionary<int, int> items = [];
    private readonly Dictionary<int, int> entries = [];

    // Collections alone: an alias may stand for one in many places. A scalar that is kept twice is found as one that is kept once.
    private readonly HashSet<YamlNode> visited = new(ReferenceEqualityComparer.Instance);

    private YamlLayout(string source) => this.source = source;

    /// <summary>The layout of a document.</summary>
    public static YamlLayout Of(YamlDocument document)
    {
        var layout = new YamlLayout(document.Source);
        if (document.Root is not null)
        {
            layout.Visit(document.Root);
        }

        layout.scalars.Sort((one, other) => one.SourceStart.CompareTo(other.SourceStart));
        return layout;
    }

    /// <summary>Whether a <c>#</c> stands outside every scalar.</summary>
    /// <param name="offset">Its offset in the source.</param>
    /// <param name="column">Its column, from 0.</param>
    public bool IsComment(int offset, int column) => Around(offset, column) is null;

    /// <summary>The line that opens the text of several lines, in its own block, in which a place stands; 0 where it stands in none.</summary>
    /// <param name="offset">Its offset in the source.</param>
    /// <param name="column">Its column, from 0.</param>
    public int OpeningLine(int offset, int column) => Around(offset, column) is { IsBlock: true } text ? text.Span.Region.StartLine : 0;

    private YamlScalar? Around(int offset, int column)
    {
        var low = 0;
        var high = scalars.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (scalars[middle].SourceStart <= offset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 && IsInside(scalars[low - 1], offset, column) ? scalars[low - 1] : null;
    }

    /// <summary>The last line of the block scalar that a line opens; the line itself where it opens none.</summary>
    public int LastLineOfBlock(int line) => blocks.GetValueOrDefault(line, line);

    /// <summary>The last line of the list item, or else of the entry, that starts on a line; the line itself where none does.</summary>
    public int LastLineOfElement(int line) =>
        items.TryGetValue(line, out var last) || entries.TryGetValue(line, out last) ? last : line;

    // The header of a block scalar may end with a comment, and a comment behind the block is indented less than its text.
    private bool IsInside(YamlScalar scalar, int offset, int column)
    {
        if (offset >= scalar.SourceEnd)
        {
            return false;
        }

        if (!scalar.IsBlock)
        {
            return true;
        }

        var header = source.IndexOf('\n', scalar.SourceStart, scalar.SourceEnd - scalar.SourceStart);
        return header >= 0 && offset > header && column >= Indentation(header + 1, scalar.SourceEnd);
    }

    private int Indentation(int start, int end)
    {
        var text = source.AsSpan(start, end - start);
        var content = text.IndexOfAnyExcept(" \t\r\n");
        return content < 0 ? 0 : content - (text[..content].LastIndexOf('\n') + 1);
    }

    private void Visit(YamlNode node)
    {
        if (node is YamlScalar scalar)
        {
            Keep(scalar);
            return;
        }

        if (!visited.Add(node))
        {
            return;
        }

        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    // An alias stands where its anchor does, which may be above.
                    entries.TryAdd(entry.Key.Span.Region.StartLine, Math.Max(LastLine(entry.Key), LastLine(entry.Value)));
                    Visit(entry.Key);
                    Visit(entry.Value);
                }

                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    if (!sequence.IsFlow)
                    {
                        items.TryAdd(item.Span.Region.StartLine, LastLine(item));
                    }

                    Visit(item);
                }

                break;
        }
    }

    private void Keep(YamlScalar scalar)
    {
        scalars.Add(scalar);
        if (scalar.IsBlock)
        {
            blocks.TryAdd(scalar.Span.Region.StartLine, LastLine(scalar));
        }
    }

    private static int LastLine(YamlNode node) => Math.Max(node.Span.Region.StartLine, node.Span.Region.EndLine);
}
