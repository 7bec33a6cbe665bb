namespace PoPipeline.Rules.CodeOwners;

/// <summary>
/// Holds paths against a <see cref="PatternTree"/>, one after the other. What was found for a folder is kept for the next path, so that
/// paths in ordinal order cost little more than one look-up each; any order is right. Not for two threads at once.
/// </summary>
public sealed class PatternWalk
{
    // A hundred thousand files against five thousand patterns take less than a million steps, seven a file.
    private const long MaximumWork = 20_000_000;
    private const long MaximumWorkPerPath = 100;

    private readonly bool markAll;
    private readonly bool[] exact;
    private readonly bool[] below;
    private readonly int[] seen;
    private readonly List<PatternNode> nodes = [];
    private readonly List<(int PathLength, int FirstNode, int Floor)> folders = [];
    private readonly List<PatternNode> reached = [];
    private string previous = "";
    private int stamp;
    private long work;
    private long paths;

    /// <summary>Starts at the root.</summary>
    /// <param name="tree">The patterns.</param>
    public PatternWalk(PatternTree tree)
        : this(tree, markAll: false)
    {
    }

    internal PatternWalk(PatternTree tree, bool markAll)
    {
        this.markAll = markAll;
        exact = markAll ? new bool[tree.NodeCount] : [];
        below = markAll ? new bool[tree.NodeCount] : [];
        seen = new int[tree.NodeCount];
        nodes.Add(tree.Root);
        if (tree.Root.Folders is { } anywhere)
        {
            nodes.Add(anywhere);
        }

        folders.Add((0, 0, tree.Root.Below));
    }

    /// <summary>The last of the patterns that matches a path; -1 where none does.</summary>
    /// <param name="path">The path, relative to the root, forward slashes.</param>
    /// <exception cref="PatternWorkException">The patterns were written to take too much work.</exception>
    public int LastMatch(string path)
    {
        paths++;
        Enter(path);
        var (length, first, best) = folders[^1];
        var name = path.AsSpan(length);
        for (var index = first; index < nodes.Count; index++)
        {
            var node = nodes[index];
            if (!markAll && node.Deeper <= best)
            {
                continue;
            }

            Reach(node, name);
            foreach (var child in reached)
            {
                best = Math.Max(best, child.Exact);
                if (markAll)
                {
                    exact[child.Id] = true;
                }
            }
        }

        if (markAll)
        {
            below[0] = true;
        }

        return best;
    }

    internal bool IsMarkedExact(int node) => exact[node];

    internal bool IsMarkedBelow(int node) => below[node];

    // Leaves the folders that the path does not share with the one before, and enters its own.
    private void Enter(string path)
    {
        var shared = path.AsSpan().CommonPrefixLength(previous);
        while (folders[^1].PathLength > shared)
        {
            nodes.RemoveRange(folders[^1].FirstNode, nodes.Count - folders[^1].FirstNode);
            folders.RemoveAt(folders.Count - 1);
        }

        previous = path;
        var start = folders[^1].PathLength;
        for (var slash = path.IndexOf('/', start); slash >= 0; slash = path.IndexOf('/', start))
        {
            EnterFolder(path.AsSpan(start, slash - start), slash + 1);
            start = slash + 1;
        }
    }

    private void EnterFolder(ReadOnlySpan<char> name, int pathLength)
    {
        stamp++;
        var (_, first, floor) = folders[^1];
        var end = nodes.Count;
        for (var index = first; index < end; index++)
        {
            var node = nodes[index];
            if (!markAll && node.Deeper <= floor)
            {
                continue;
            }

            if (node.IsFolders)
            {
                Follow(node);
            }

            Reach(node, name);
            foreach (var child in reached)
            {
                floor = Math.Max(floor, child.Below);
                if (markAll)
                {
                    below[child.Id] = true;
                }

                Follow(child);
                if (child.Folders is { } inner)
                {
                    Follow(inner);
                }
            }
        }

        folders.Add((pathLength, end, floor));
    }

    // A node may be reached in two ways only through '**'; once is enough.
    private void Follow(PatternNode node)
    {
        if (node.Deeper >= 0 && seen[node.Id] != stamp)
        {
            seen[node.Id] = stamp;
            nodes.Add(node);
        }
    }

    private void Reach(PatternNode node, ReadOnlySpan<char> name)
    {
        reached.Clear();
        node.Reach(name, reached, ref work);
        if (work > MaximumWork + (paths * MaximumWorkPerPath))
        {
            throw new PatternWorkException();
        }

        if (node.Any is { } any && name.Length > 0)
        {
            reached.Add(any);
        }
    }
}
