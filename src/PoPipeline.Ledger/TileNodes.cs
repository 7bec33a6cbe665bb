namespace PoPipeline.Ledger;

/// <summary>The hashes of a ledger's tree, out of its tiles.</summary>
/// <param name="store">The files.</param>
/// <param name="size">The number of entries.</param>
internal sealed class TileNodes(LedgerStore store, long size)
{
    private (TileName Name, byte[] Hashes)? last;

    /// <summary>Gives the hash of a full subtree.</summary>
    /// <param name="level">Its height.</param>
    /// <param name="index">Its index among the subtrees of that height.</param>
    public ReadOnlyMemory<byte> Of(int level, long index)
    {
        var (tileLevel, height) = Math.DivRem(level, TileName.Height);
        var first = index << height;
        var name = TileName.Of(size, tileLevel, first >> TileName.Height) ?? throw new ArgumentOutOfRangeException(nameof(index));
        var start = (int)(first % TileName.FullWidth) * Merkle.HashSize;
        var length = Merkle.HashSize << height;
        var hashes = Read(name);
        return start + length <= hashes.Length
            ? Merkle.Fold(hashes.AsSpan(start, length).ToArray()).ToArray()
            : throw new LedgerDamagedException(LedgerCondition.Gap, $"The ledger's file '{store.PathOf(name.Path)}' ends too early. See 'po ledger verify'.");
    }

    private byte[] Read(TileName name)
    {
        if (last is { } known && known.Name == name)
        {
            return known.Hashes;
        }

        var hashes = store.Read(name.Path, name.Width * Merkle.HashSize) ?? throw new LedgerDamagedException(
            LedgerCondition.Missing,
            $"The ledger's file '{store.PathOf(name.Path)}' is missing. See 'po ledger verify'.");
        last = (name, hashes);
        return hashes;
    }
}
