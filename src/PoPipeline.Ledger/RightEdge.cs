using System.Buffers;

namespace PoPipeline.Ledger;

/// <summary>
/// The files that a ledger ends with, which are all that an append has to read: on each level the tile that is not full, and the
/// bundle that is not.
/// </summary>
internal sealed class RightEdge
{
    private readonly LedgerStore store;
    private readonly ArrayBufferWriter<byte> bundle = new();
    private readonly List<ArrayBufferWriter<byte>> tiles = [];
    private readonly long published;
    private long size;

    private RightEdge(LedgerStore store, long size)
    {
        this.store = store;
        this.size = size;
        published = size;
    }

    /// <summary>The number of entries.</summary>
    public long Size => size;

    /// <summary>Reads the right edge, and checks it against the checkpoint.</summary>
    /// <param name="store">The files.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <exception cref="LedgerDamagedException">The files are not what the checkpoint records.</exception>
    public static RightEdge Read(LedgerStore store, Checkpoint checkpoint)
    {
        var edge = new RightEdge(store, checkpoint.Size);
        for (var level = 0; TileName.CountOf(checkpoint.Size, level) > 0; level++)
        {
            edge.tiles.Add(new ArrayBufferWriter<byte>());
            if (TileName.PartialOf(checkpoint.Size, level) is { } tile)
            {
                edge.tiles[level].Write(edge.Require(tile, tile.Width * Merkle.HashSize));
            }
        }

        if (TileName.PartialOf(checkpoint.Size, TileName.Entries) is { } partial)
        {
            edge.bundle.Write(edge.Require(partial, EntryBundle.MaximumLength));
            edge.RequireLeaves(partial);
        }

        return checkpoint.RootHash == Convert.ToBase64String(edge.Root())
            ? edge
            : throw new LedgerDamagedException(
                LedgerCondition.Modified,
                $"The hashes that the ledger in '{store.Folder}' ends with do not make the root hash of its checkpoint. See 'po ledger verify'.");
    }

    /// <summary>Adds an entry, and writes what it makes full.</summary>
    /// <param name="entry">The entry.</param>
    public void Add(ReadOnlySpan<byte> entry)
    {
        EntryBundle.Append(bundle, entry);
        Add(0, Merkle.LeafHash(entry));
        size++;
        if (size % TileName.FullWidth == 0)
        {
            Flush(bundle, new TileName(TileName.Entries, (size - 1) >> TileName.Height, TileName.FullWidth));
        }
    }

    /// <summary>Writes what is not full.</summary>
    public void WritePartial()
    {
        for (var level = TileName.Entries; level < tiles.Count; level++)
        {
            if (TileName.PartialOf(size, level) is { } tile && TileName.PartialOf(published, level) != tile)
            {
                Write(tile, (level is TileName.Entries ? bundle : tiles[level]).WrittenSpan);
            }
        }
    }

    /// <summary>Removes what was not full and is held in a larger file now.</summary>
    public void RemoveSuperseded()
    {
        for (var level = TileName.Entries; level < tiles.Count; level++)
        {
            if (TileName.PartialOf(published, level) is { } tile && TileName.PartialOf(size, level) != tile)
            {
                store.Remove(tile.Path);
            }
        }
    }

    /// <summary>The root hash of the tree.</summary>
    public byte[] Root()
    {
        // From the right and from below: each level's full subtrees are the left neighbours of all that is on the levels below.
        MerkleFrontier? tail = null;
        foreach (var tile in tiles)
        {
            var frontier = new MerkleFrontier();
            foreach (var hash in tile.WrittenSpan.ToArray().Chunk(Merkle.HashSize))
            {
                frontier.Add(hash);
            }

            tail = frontier.With(tail);
        }

        return (tail ?? new MerkleFrontier()).Root();
    }

    private void Add(int level, ReadOnlySpan<byte> hash)
    {
        if (tiles.Count == level)
        {
            tiles.Add(new ArrayBufferWriter<byte>());
        }

        var tile = tiles[level];
        tile.Write(hash);
        if (tile.WrittenCount == TileName.FullWidth * Merkle.HashSize)
        {
            var index = size >> (TileName.Height * (level + 1));
            var hashes = tile.WrittenSpan.ToArray();
            Flush(tile, new TileName(level, index, TileName.FullWidth));
            Add(level + 1, Merkle.Fold(hashes));
        }
    }

    private void Flush(ArrayBufferWriter<byte> content, TileName name)
    {
        Write(name, content.WrittenSpan);
        content.ResetWrittenCount();
    }

    // A run that was interrupted may have left another beginning of the tile; beside this one it would look like one that was changed.
    private void Write(TileName name, ReadOnlySpan<byte> content)
    {
        var kept = TileName.PartialOf(published, name.Level);
        foreach (var left in store.FilesOf(name.PartialFolder).Where(left => left != kept?.Path))
        {
            store.Remove(left);
        }

        store.Write(name.Path, content);
    }

    private byte[] Require(TileName name, int maximum) => store.Read(name.Path, maximum) ?? throw new LedgerDamagedException(
        LedgerCondition.Missing,
        $"The ledger's file '{store.PathOf(name.Path)}' is missing. See 'po ledger verify'.");

    private void RequireLeaves(TileName partial)
    {
        var bytes = bundle.WrittenSpan;
        var leaves = tiles[0].WrittenSpan;
        var place = 0;
        var number = 0;
        while (number < partial.Width
            && EntryBundle.TryNext(bytes, ref place, out var entry)
            && Merkle.LeafHash(bytes.Slice(entry.Start, entry.Length)).AsSpan().SequenceEqual(leaves.Slice(number * Merkle.HashSize, Merkle.HashSize)))
        {
            number++;
        }

        if (number < partial.Width || place != bytes.Length)
        {
            throw new LedgerDamagedException(
                LedgerCondition.Modified,
                $"The entries in '{store.PathOf(partial.Path)}' do not hash to what the ledger recorded. See 'po ledger verify'.");
        }
    }
}
