namespace PoPipeline.Ledger;

/// <summary>
/// What entries have to hash to, by the root hash of a checkpoint: of each full bundle one hash, and of the last one, that is not full, the hash of each entry. A bundle is
/// compared before anything of it is believed, and no more than that is held of a ledger: 32 bytes for 256 entries.
/// </summary>
internal sealed class RecordedHashes
{
    private readonly LedgerStore store;
    private readonly List<byte[]> roots = [];
    private readonly byte[] tail;

    private RecordedHashes(LedgerReader reader, LedgerStore store, Checkpoint checkpoint)
    {
        this.store = store;
        for (var index = 0L; TileName.Of(checkpoint.Size, level: 1, index) is { } name; index++)
        {
            roots.Add(Hashes(reader, name));
        }

        tail = TileName.PartialOf(checkpoint.Size, level: 0) is { } partial ? Hashes(reader, partial) : [];
    }

    /// <summary>Reads them, and holds them to the root hash.</summary>
    /// <param name="reader">Reads files that another process may replace.</param>
    /// <param name="store">The files.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <exception cref="LedgerDamagedException">They do not make the root hash.</exception>
    public static RecordedHashes Of(LedgerReader reader, LedgerStore store, Checkpoint checkpoint)
    {
        var hashes = new RecordedHashes(reader, store, checkpoint);
        return hashes.Root() == checkpoint.RootHash ? hashes : throw new LedgerDamagedException(
            LedgerCondition.Modified,
            $"The hashes that the ledger in '{store.Folder}' recorded do not make the root hash of its checkpoint, so that nothing of it can be believed. Verifying shows everything that is wrong.");
    }

    /// <summary>Holds a bundle to what was recorded.</summary>
    /// <param name="name">The bundle.</param>
    /// <param name="bundle">Its bytes.</param>
    /// <param name="mayGoOn">Whether there may be more behind its last entry.</param>
    /// <exception cref="LedgerDamagedException">They are not those that were recorded.</exception>
    public void Require(TileName name, byte[] bundle, bool mayGoOn)
    {
        var leaves = new byte[name.Width * Merkle.HashSize];
        var place = 0;
        for (var number = 0; number < name.Width; number++)
        {
            if (!EntryBundle.TryNext(bundle, ref place, out var entry))
            {
                throw new LedgerDamagedException(
                    LedgerCondition.Gap, $"The ledger's file '{store.PathOf(name.Path)}' ends within entry {(name.Index << TileName.Height) + number}. Verifying shows everything that is wrong.");
            }

            Merkle.LeafHash(bundle.AsSpan(entry.Start, entry.Length)).CopyTo(leaves, number * Merkle.HashSize);
        }

        if (!Holds(name, leaves))
        {
            throw new LedgerDamagedException(
                LedgerCondition.Modified,
                $"The ledger's file '{store.PathOf(name.Path)}' is not what was recorded: {Differing(name, leaves)}, so that nothing of it can be believed. Verifying shows everything that is wrong.");
        }

        if (!mayGoOn && place < bundle.Length)
        {
            throw new LedgerDamagedException(
                LedgerCondition.Modified,
                $"The ledger's file '{store.PathOf(name.Path)}' is not what was recorded: it goes on for {Amount.Of(bundle.Length - place, "byte")} after its last entry. Verifying shows everything that is wrong.");
        }
    }

    private static byte[] Hashes(LedgerReader reader, TileName name)
    {
        var expected = name.Width * Merkle.HashSize;
        var (content, _) = reader.Content(name, TileName.FullWidth * Merkle.HashSize);
        return content.Length >= expected
            ? content[..expected]
            : throw new LedgerDamagedException(LedgerCondition.Gap, $"The ledger's file '{reader.PathOf(name)}' ends too early. Verifying shows everything that is wrong.");
    }

    private static MerkleFrontier Frontier(IEnumerable<byte[]> tiles)
    {
        var frontier = new MerkleFrontier();
        foreach (var tile in tiles)
        {
            for (var start = 0; start < tile.Length; start += Merkle.HashSize)
            {
                frontier.Add(tile.AsSpan(start, Merkle.HashSize));
            }
        }

        return frontier;
    }

    private string Root() => Convert.ToBase64String(Frontier(roots).With(Frontier([tail])).Root());

    private bool Holds(TileName name, byte[] leaves) => name.IsFull
        ? Merkle.Fold(leaves.AsSpan().ToArray()).SequenceEqual(Expected(name.Index))
        : leaves.AsSpan().SequenceEqual(tail);

    private ReadOnlySpan<byte> Expected(long bundle) => roots[(int)(bundle >> TileName.Height)].AsSpan((int)(bundle % TileName.FullWidth) * Merkle.HashSize, Merkle.HashSize);

    // Which entry it is is told by the hashes of the entries, where these are what was recorded.
    private string Differing(TileName name, byte[] leaves)
    {
        var first = name.Index << TileName.Height;
        var recorded = name.IsFull ? Recorded(name) : tail;
        return recorded is null
            ? $"entries {first} to {first + name.Width - 1}, or their hashes, are others"
            : $"entry {first + (leaves.AsSpan().CommonPrefixLength(recorded) / Merkle.HashSize)} is another one";
    }

    private byte[]? Recorded(TileName name)
    {
        var buffer = Array.Empty<byte>();
        var read = LedgerFile.Read(store.PathOf((name with { Level = 0 }).Path), TileName.FullWidth * Merkle.HashSize, ref buffer);
        var hashes = read.Fault is null && read.Length == TileName.FullWidth * Merkle.HashSize ? buffer.AsSpan(0, read.Length).ToArray() : null;
        return hashes is not null && Merkle.Fold(hashes.AsSpan().ToArray()).SequenceEqual(Expected(name.Index)) ? hashes : null;
    }
}
