namespace PoPipeline.Rules.CodeOwners;

/// <summary>A node of the tree of patterns: where one is after some parts of a path. Indices are places in the list of patterns, -1 for none.</summary>
/// <param name="id">The number of the node in its tree.</param>
internal sealed class PatternNode(int id)
{
    private Dictionary<string, PatternNode>? literals;
    private Dictionary<string, PatternNode>? globsByText;
    private GlobTable? globs;

    /// <summary>The number of the node in its tree.</summary>
    public int Id { get; } = id;

    /// <summary>After any one name; null where no pattern asks for it.</summary>
    public PatternNode? Any { get; private set; }

    /// <summary>After any number of folders; null where no pattern asks for it.</summary>
    public PatternNode? Folders { get; private set; }

    /// <summary>Whether it is itself reached by any number of folders.</summary>
    public bool IsFolders { get; private init; }

    /// <summary>The last pattern that matches a file here.</summary>
    public int Exact { get; set; } = -1;

    /// <summary>The last pattern that matches every file below a folder here.</summary>
    public int Below { get; set; } = -1;

    /// <summary>The last pattern that some further part may match; what is not above the best so far is not followed.</summary>
    public int Deeper { get; private set; } = -1;

    /// <summary>The node after one more part, made where it is not there.</summary>
    public PatternNode Child(Segment segment, ref int count)
    {
        switch (segment.Kind)
        {
            case SegmentKind.Any:
                return Any ??= new PatternNode(count++);
            case SegmentKind.Folders:
                return Folders ??= new PatternNode(count++) { IsFolders = true };
            case SegmentKind.Literal:
                return Child(literals ??= new Dictionary<string, PatternNode>(StringComparer.Ordinal), segment.Text, ref count, out _);
            default:
                var child = Child(globsByText ??= new Dictionary<string, PatternNode>(StringComparer.Ordinal), segment.Text, ref count, out var made);
                if (made && segment.Glob is { } glob)
                {
                    (globs ??= new GlobTable()).Add(glob, child);
                }

                return child;
        }
    }

    /// <summary>Remembers that a pattern of this index lies deeper.</summary>
    public void Leads(int index) => Deeper = Math.Max(Deeper, index);

    /// <summary>Makes the tables ready for use, once every pattern is in.</summary>
    public void Seal() => globs?.Seal();

    /// <summary>Adds every node that is reached by one name, but for <see cref="Any"/> and <see cref="Folders"/>, and counts the work.</summary>
    public void Reach(ReadOnlySpan<char> name, List<PatternNode> reached, ref long work)
    {
        if (literals is not null && literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var literal))
        {
            reached.Add(literal);
        }

        work++;
        globs?.Reach(name, reached, ref work);
    }

    private static PatternNode Child(Dictionary<string, PatternNode> children, string text, ref int count, out bool made)
    {
        made = !children.TryGetValue(text, out var child);
        return child ?? (children[text] = new PatternNode(count++));
    }
}
