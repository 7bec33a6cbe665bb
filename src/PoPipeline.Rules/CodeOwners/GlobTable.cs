namespace PoPipeline.Rules.CodeOwners;

/// <summary>
/// The globs at one node. A name is looked up by the literal text that a glob starts or ends with, once for every length there is,
/// so that a thousand patterns <c>*.ext</c> cost as much as one; only globs that start and end with a wildcard are tried in turn.
/// </summary>
internal sealed class GlobTable
{
    private readonly Dictionary<int, Dictionary<string, List<(Glob Glob, PatternNode Node)>>> prefixes = [];
    private readonly Dictionary<int, Dictionary<string, List<(Glob Glob, PatternNode Node)>>> suffixes = [];
    private readonly List<(Glob Glob, PatternNode Node)> others = [];
    private (int Length, Dictionary<string, List<(Glob Glob, PatternNode Node)>> Globs)[] sealedPrefixes = [];
    private (int Length, Dictionary<string, List<(Glob Glob, PatternNode Node)>> Globs)[] sealedSuffixes = [];

    /// <summary>Adds a glob and the node that it leads to.</summary>
    public void Add(Glob glob, PatternNode node)
    {
        var (table, key) = glob.Suffix.Length >= glob.Prefix.Length ? (suffixes, glob.Suffix) : (prefixes, glob.Prefix);
        if (key.Length == 0)
        {
            others.Add((glob, node));
            return;
        }

        if (!table.TryGetValue(key.Length, out var globs))
        {
            table[key.Length] = globs = new Dictionary<string, List<(Glob, PatternNode)>>(StringComparer.Ordinal);
        }

        if (!globs.TryGetValue(key, out var list))
        {
            globs[key] = list = [];
        }

        list.Add((glob, node));
    }

    /// <summary>Makes the table ready for use, once every glob is in.</summary>
    public void Seal()
    {
        sealedPrefixes = Shortest(prefixes);
        sealedSuffixes = Shortest(suffixes);
    }

    // The short ones first.
    private static (int Length, Dictionary<string, List<(Glob Glob, PatternNode Node)>> Globs)[] Shortest(Dictionary<int, Dictionary<string, List<(Glob Glob, PatternNode Node)>>> table)
    {
        int[] lengths = [.. table.Keys];
        Array.Sort(lengths);
        var all = new (int Length, Dictionary<string, List<(Glob Glob, PatternNode Node)>> Globs)[lengths.Length];
        for (var place = 0; place < all.Length; place++)
        {
            all[place] = (lengths[place], table[lengths[place]]);
        }

        return all;
    }

    /// <summary>Adds the nodes of the globs that a name matches, and counts the work.</summary>
    public void Reach(ReadOnlySpan<char> name, List<PatternNode> reached, ref long work)
    {
        foreach (var (length, globs) in sealedPrefixes)
        {
            if (length > name.Length)
            {
                break;
            }

            if (globs.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[..length], out var candidates))
            {
                Try(candidates, name, reached, ref work);
            }
        }

        foreach (var (length, globs) in sealedSuffixes)
        {
            if (length > name.Length)
            {
                break;
            }

            if (globs.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[^length..], out var candidates))
            {
                Try(candidates, name, reached, ref work);
            }
        }

        Try(others, name, reached, ref work);
    }

    private static void Try(List<(Glob Glob, PatternNode Node)> candidates, ReadOnlySpan<char> name, List<PatternNode> reached, ref long work)
    {
        work += candidates.Count;
        foreach (var (glob, node) in candidates)
        {
            if (glob.Matches(name))
            {
                reached.Add(node);
            }
        }
    }
}
