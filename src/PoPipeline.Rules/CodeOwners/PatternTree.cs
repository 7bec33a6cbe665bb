using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.CodeOwners;

/// <summary>
/// A list of patterns as one tree over the parts of paths, so that a path is held against all of them at once. Building it costs the
/// length of the patterns; it does not change afterwards, and any number of <see cref="PatternWalk"/>s may use it.
/// </summary>
public sealed class PatternTree
{
    private readonly ImmutableArray<(PathPattern Pattern, int Node)> patterns;

    /// <summary>Builds the tree.</summary>
    /// <param name="patterns">The patterns, in order, escapes as written.</param>
    /// <param name="forge">Whose syntax; GitHub's where the forge is unknown.</param>
    public PatternTree(IEnumerable<string> patterns, Forge forge)
    {
        var nodes = new List<PatternNode> { Root };
        var count = 1;
        var placed = ImmutableArray.CreateBuilder<(PathPattern, int)>();
        foreach (var text in patterns)
        {
            var pattern = PathPattern.Parse(text, forge);
            placed.Add((pattern, pattern.Exact || pattern.Below ? Place(pattern, placed.Count, nodes, ref count) : -1));
        }

        nodes.ForEach(node => node.Seal());
        this.patterns = placed.ToImmutable();
        NodeCount = count;
    }

    /// <summary>How many patterns there are.</summary>
    public int Count => patterns.Length;

    internal PatternNode Root { get; } = new(id: 0);

    internal int NodeCount { get; }

    /// <summary>Which of the patterns match at least one of the files.</summary>
    /// <param name="files">The files; ordinal order is fastest.</param>
    /// <exception cref="PatternWorkException">The patterns were written to take too much work.</exception>
    public ImmutableArray<bool> Used(IEnumerable<string> files)
    {
        var walk = new PatternWalk(this, markAll: true);
        foreach (var file in files)
        {
            walk.LastMatch(file);
        }

        return [.. patterns.Select(placed => placed.Node >= 0 && ((placed.Pattern.Exact && walk.IsMarkedExact(placed.Node)) || (placed.Pattern.Below && walk.IsMarkedBelow(placed.Node))))];
    }

    private int Place(PathPattern pattern, int index, List<PatternNode> nodes, ref int count)
    {
        var node = Root;
        foreach (var segment in pattern.Segments)
        {
            node.Leads(index);
            var before = count;
            node = node.Child(segment, ref count);
            if (count > before)
            {
                nodes.Add(node);
            }
        }

        node.Exact = pattern.Exact ? index : node.Exact;
        node.Below = pattern.Below ? index : node.Below;
        return node.Id;
    }
}
