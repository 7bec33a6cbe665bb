namespace PoPipeline.Ledger;

/// <summary>Hashes a ledger from its entries up, several bundles at a time, and compares with every hash that is stored.</summary>
/// <param name="store">The files.</param>
/// <param name="size">The number of entries that the checkpoint counts.</param>
/// <param name="wanted">The sizes whose root hashes are wanted.</param>
internal sealed class TreeCheck(LedgerStore store, long size, HashSet<long> wanted)
{
    // What is held at once; of a size that is made up, all that is looked for before it is given up.
    private const int Block = 4096;
    private const int MaximumProblems = 1000;

    private readonly TileCheck tiles = new(store, level: 1);
    private readonly MerkleFrontier entries = new();
    private readonly MerkleFrontier recorded = new();
    private bool known = true;
    private bool knownRecorded = true;

    /// <summary>Whether a file of entries, by its index, may be missing; null where none may.</summary>
    public Func<long, bool>? Removed { get; init; }

    /// <summary>The root hash of the entries; null where entries and their hashes are missing.</summary>
    public byte[]? Root { get; private set; }

    /// <summary>The root hash of the hashes that are stored for entries; null where some are missing.</summary>
    public byte[]? RecordedRoot { get; private set; }

    /// <summary>The hash of the first entry; null where it is missing.</summary>
    public byte[]? FirstLeaf { get; private set; }

    /// <summary>Whether the first entry is the one that its stored hash says.</summary>
    public bool FirstIsRecorded => !Differing.Contains(0);

    /// <summary>Of each bundle, the first entry that does not hash to what is stored.</summary>
    public List<long> Differing { get; } = [];

    /// <summary>The root hashes of earlier sizes that are wanted, as far as they are known.</summary>
    public Dictionary<long, byte[]> Roots { get; } = [];

    /// <summary>Whether there were too many problems to go on.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Checks all.</summary>
    /// <param name="problems">Where to add what is wrong, but for <see cref="Differing"/> and the root.</param>
    /// <param name="cancellation">Stops the check.</param>
    public void Run(List<LedgerProblem> problems, CancellationToken cancellation)
    {
        var bundles = (size >> TileName.Height) + (size % TileName.FullWidth > 0 ? 1 : 0);
        var leafBundles = wanted.Where(at => at % TileName.FullWidth > 0).Select(at => at >> TileName.Height).Append(0).ToHashSet();
        var checks = new BundleCheck[Math.Min(Block, bundles)];
        for (var first = 0L; first < bundles && !Stopped; first += Block)
        {
            var start = first;
            var count = (int)Math.Min(Block, bundles - first);
            Parallel.For(
                0,
                count,
                new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
                () => new BundleChecker(store) { Removed = Removed },
                (offset, _, checker) =>
                {
                    var name = TileName.Of(size, TileName.Entries, start + offset) ?? throw new InvalidOperationException("A bundle beyond the last.");
                    checks[offset] = checker.Check(name, leafBundles.Contains(name.Index));
                    return checker;
                },
                _ => { });

            for (var offset = 0; offset < count; offset++)
            {
                Take(first + offset, checks[offset], problems);
            }

            Stopped = problems.Count > MaximumProblems;
        }

        if (!Stopped)
        {
            tiles.Finish(problems);
            Finish();
        }
    }

    private static MerkleFrontier Tail(ReadOnlySpan<byte> leaves)
    {
        var tail = new MerkleFrontier();
        for (; !leaves.IsEmpty; leaves = leaves[Merkle.HashSize..])
        {
            tail.Add(leaves[..Merkle.HashSize]);
        }

        return tail;
    }

    private void Take(long index, BundleCheck check, List<LedgerProblem> problems)
    {
        problems.AddRange(check.Problems);
        if (check.Differing is { } entry)
        {
            Differing.Add(entry);
        }

        if (index == 0)
        {
            FirstLeaf = (check.Leaves ?? (Removed?.Invoke(0) is true ? check.Recorded : null))?[..Merkle.HashSize];
        }

        var leaves = check.Leaves ?? check.Recorded;
        TakeWanted(index, leaves);
        if (size - (index << TileName.Height) >= TileName.FullWidth)
        {
            tiles.Add(check.Root, check.RecordedRoot, problems);
            entries.Add(check.Root ?? Merkle.EmptyRoot.Span);
            recorded.Add(check.RecordedRoot ?? Merkle.EmptyRoot.Span);
            known &= check.Root is not null;
            knownRecorded &= check.RecordedRoot is not null;
        }
        else
        {
            Root = known && leaves is not null ? entries.With(Tail(leaves)).Root() : null;
            RecordedRoot = knownRecorded && check.Recorded is not null ? recorded.With(Tail(check.Recorded)).Root() : null;
        }
    }

    // The roots of sizes that end within a bundle, or right before it.
    private void TakeWanted(long index, byte[]? leaves)
    {
        var start = index << TileName.Height;
        foreach (var at in wanted.Where(at => known && at > 0 && at >= start && at - start < TileName.FullWidth && at < size))
        {
            if (at == start)
            {
                Roots[at] = entries.Root();
            }
            else if (leaves is not null)
            {
                Roots[at] = entries.With(Tail(leaves.AsSpan(0, (int)(at - start) * Merkle.HashSize))).Root();
            }
        }
    }

    private void Finish()
    {
        if (size % TileName.FullWidth == 0)
        {
            Root = known ? entries.Root() : null;
            RecordedRoot = knownRecorded ? recorded.Root() : null;
        }

        if (Root is not null && wanted.Contains(size))
        {
            Roots[size] = Root;
        }
    }
}
