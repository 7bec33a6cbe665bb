using System.Numerics;

namespace PoPipeline.Ledger;

/// <summary>The right edge of a tree that grows: the hashes of its largest full subtrees, from the left.</summary>
internal sealed class MerkleFrontier
{
    private readonly List<byte[]> peaks = [];

    private long count;

    /// <summary>Adds a leaf, or a full subtree where all leaves are such.</summary>
    /// <param name="hash">Its hash.</param>
    public void Add(ReadOnlySpan<byte> hash)
    {
        var node = hash.ToArray();
        for (var merges = BitOperations.TrailingZeroCount(~count); merges > 0; merges--)
        {
            Merkle.NodeHash(peaks[^1], node, node);
            peaks.RemoveAt(peaks.Count - 1);
        }

        peaks.Add(node);
        count++;
    }

    /// <summary>A tree whose right edge is this one and, on the right of it, another one of smaller subtrees.</summary>
    /// <param name="tail">The other one; null for none.</param>
    public MerkleFrontier With(MerkleFrontier? tail)
    {
        var joined = new MerkleFrontier();
        joined.peaks.AddRange([.. peaks, .. tail?.peaks ?? []]);
        return joined;
    }

    /// <summary>The root hash of the tree.</summary>
    public byte[] Root() => peaks.Count == 0
        ? Merkle.EmptyRoot.ToArray()
        : peaks.SkipLast(1).Reverse().Aggregate(peaks[^1], (right, left) => Merkle.NodeHash(left, right));
}
