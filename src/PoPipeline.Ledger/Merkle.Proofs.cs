using System.Collections.Immutable;
using System.Numerics;

namespace PoPipeline.Ledger;

public static partial class Merkle
{
    /// <summary>Proves that an entry is part of a tree.</summary>
    /// <param name="index">The index of the entry.</param>
    /// <param name="size">The number of entries of the tree.</param>
    /// <param name="nodes">The hashes of the tree.</param>
    /// <returns>The hashes of the proof, the lowest first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such entry.</exception>
    public static ImmutableArray<ReadOnlyMemory<byte>> InclusionProof(long index, long size, MerkleNodes nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        ArgumentNullException.ThrowIfNull(nodes);
        var proof = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        for (var (start, end) = (0L, size); end - start > 1;)
        {
            var middle = start + SplitOf(end - start);
            proof.Add(index < middle ? RangeHash(middle, end, nodes) : RangeHash(start, middle, nodes));
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }

        proof.Reverse();
        return proof.DrainToImmutable();
    }

    /// <summary>Proves that a tree is the beginning of a larger one.</summary>
    /// <param name="size1">The number of entries of the smaller tree, at least one.</param>
    /// <param name="size2">The number of entries of the larger tree.</param>
    /// <param name="nodes">The hashes of the larger tree.</param>
    /// <returns>The hashes of the proof, the lowest first; none where the sizes are equal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The sizes are not those of a tree and of a larger one.</exception>
    public static ImmutableArray<ReadOnlyMemory<byte>> ConsistencyProof(long size1, long size2, MerkleNodes nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size1, size2);
        ArgumentNullException.ThrowIfNull(nodes);
        var proof = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        var (start, end) = (0L, size2);
        while (end != size1)
        {
            var middle = start + SplitOf(end - start);
            proof.Add(size1 <= middle ? RangeHash(middle, end, nodes) : RangeHash(start, middle, nodes));
            (start, end) = size1 <= middle ? (start, middle) : (middle, end);
        }

        // The verifier knows the hash of the smaller tree already.
        if (start > 0)
        {
            proof.Add(RangeHash(start, end, nodes));
        }

        proof.Reverse();
        return proof.DrainToImmutable();
    }

    /// <summary>The root hash of a tree.</summary>
    /// <param name="size">The number of its entries.</param>
    /// <param name="nodes">The hashes of the tree, or of a larger one that begins with it.</param>
    public static ReadOnlyMemory<byte> RootHash(long size, MerkleNodes nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentNullException.ThrowIfNull(nodes);
        return size == 0 ? EmptyRoot : RangeHash(0, size, nodes);
    }

    // The hash of a range that starts where a subtree of its size may: that of the full subtrees in it, joined from the right.
    private static ReadOnlyMemory<byte> RangeHash(long start, long end, MerkleNodes nodes)
    {
        var peaks = new Stack<ReadOnlyMemory<byte>>();
        while (start < end)
        {
            var level = BitOperations.Log2((ulong)(end - start));
            peaks.Push(nodes(level, start >> level));
            start += 1L << level;
        }

        var hash = peaks.Pop();
        while (peaks.TryPop(out var left))
        {
            hash = NodeHash(left.Span, hash.Span);
        }

        return hash;
    }
}
