namespace PoPipeline.Ledger;

/// <summary>Compares the tiles above the lowest with the hashes of what lies below them, which come one after another.</summary>
/// <param name="store">The files.</param>
/// <param name="level">The level of the tiles.</param>
internal sealed class TileCheck(LedgerStore store, int level)
{
    private readonly List<(byte[]? Hash, byte[]? Recorded)> hashes = [];
    private byte[] buffer = new byte[TileName.FullWidth * Merkle.HashSize];
    private TileCheck? above;
    private long index;

    /// <summary>Reads a tile.</summary>
    /// <param name="store">The files.</param>
    /// <param name="name">The tile.</param>
    /// <param name="buffer">What to read into.</param>
    /// <returns>The length of what is there, whole hashes at most as many as there should be, and what is wrong.</returns>
    public static (int Length, LedgerProblem? Problem) Read(LedgerStore store, TileName name, ref byte[] buffer)
    {
        var expected = name.Width * Merkle.HashSize;
        var read = LedgerFile.Read(store.PathOf(name.Path), expected, ref buffer);
        var length = read.Length / Merkle.HashSize * Merkle.HashSize;
        return read.Fault is { } fault
            ? (0, new LedgerProblem(read.Condition, name.Path, null, $"The file {fault}: the hashes that it recorded cannot be compared."))
            : read.Length < expected
            ? (length, new LedgerProblem(LedgerCondition.Gap, name.Path, null, $"The file ends before its hash {length / Merkle.HashSize}; it had {name.Width}."))
            : (length, null);
    }

    /// <summary>Takes the hash of the next full tile below.</summary>
    /// <param name="hash">The hash, by the entries; null where it is not known.</param>
    /// <param name="recorded">The hash, by the hashes that are stored for entries; null where it is not known.</param>
    /// <param name="problems">Where to add what is wrong.</param>
    public void Add(byte[]? hash, byte[]? recorded, List<LedgerProblem> problems)
    {
        hashes.Add((hash, recorded));
        if (hashes.Count == TileName.FullWidth)
        {
            Compare(problems);
            var (full, fullRecorded) = (Fold(hashes.Select(pair => pair.Hash)), Fold(hashes.Select(pair => pair.Recorded)));
            hashes.Clear();
            index++;
            above ??= new TileCheck(store, level + 1);
            above.Add(full, fullRecorded, problems);
        }
    }

    /// <summary>Compares what is not full.</summary>
    /// <param name="problems">Where to add what is wrong.</param>
    public void Finish(List<LedgerProblem> problems)
    {
        if (hashes.Count > 0)
        {
            Compare(problems);
        }

        above?.Finish(problems);
    }

    private static byte[]? Fold(IEnumerable<byte[]?> hashes)
    {
        var known = hashes.OfType<byte[]>().ToList();
        return known.Count < TileName.FullWidth ? null : Merkle.Fold(known.SelectMany(hash => hash).ToArray()).ToArray();
    }

    // An entry that was changed is told where it is; what lies above it is as it was.
    private void Compare(List<LedgerProblem> problems)
    {
        var name = new TileName(level, index, hashes.Count);
        var (length, problem) = Read(store, name, ref buffer);
        if (problem is not null)
        {
            problems.Add(problem);
        }

        var differing = hashes.Take(length / Merkle.HashSize).Index()
            .Where(pair => (pair.Item.Hash ?? pair.Item.Recorded) is not null && !Stored(pair.Index, pair.Item.Hash) && !Stored(pair.Index, pair.Item.Recorded))
            .Select(pair => (int?)pair.Index)
            .FirstOrDefault();
        if (differing is { } number)
        {
            problems.Add(new LedgerProblem(LedgerCondition.Modified, name.Path, null, $"Hash {number} of the file is not that of the entries below it."));
        }
    }

    private bool Stored(int number, byte[]? hash) => buffer.AsSpan(number * Merkle.HashSize, Merkle.HashSize).SequenceEqual(hash);
}
