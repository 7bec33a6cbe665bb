using System.Numerics;

namespace PoPipeline.Ledger;

public static partial class Merkle
{
    /// <summary>Whether a proof shows that an entry is part of a tree.</summary>
    /// <param name="index">The index of the entry.</param>
    /// <param name="size">The number of entries of the tree.</param>
    /// <param name="leafHash">The hash of the entry.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="root">The root hash of the tree.</param>
    public static bool VerifyInclusion(
        ulong index,
        ulong size,
        ReadOnlySpan<byte> leafHash,
        IReadOnlyList<ReadOnlyMemory<byte>> proof,
        ReadOnlySpan<byte> root)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index >= size || leafHash.Length != HashSize || !AreHashes(proof))
        {
            return false;
        }

        // RFC 9162, 2.1.3.2.
        var (node, last) = (index, size - 1);
        var hash = leafHash.ToArray();
        foreach (var sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                NodeHash(sibling.Span, hash, hash);
                (node, last) = UpToRightChild(node, last);
            }
            else
            {
                NodeHash(hash, sibling.Span, hash);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Whether a proof shows that an entry is part of a subtree.</summary>
    /// <param name="index">The index of the entry in the whole tree.</param>
    /// <param name="start">The index of the first entry of the subtree.</param>
    /// <param name="end">The index behind its last entry.</param>
    /// <param name="leafHash">The hash of the entry.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="root">The hash of the subtree.</param>
    public static bool VerifySubtreeInclusion(
        ulong index,
        ulong start,
        ulong end,
        ReadOnlySpan<byte> leafHash,
        IReadOnlyList<ReadOnlyMemory<byte>> proof,
        ReadOnlySpan<byte> root) =>
        IsSubtree(start, end) && index >= start && index < end && VerifyInclusion(index - start, end - start, leafHash, proof, root);

    /// <summary>Whether a proof shows that a tree is the beginning of a larger one.</summary>
    /// <param name="size1">The number of entries of the smaller tree, at least one: every tree begins with the empty one.</param>
    /// <param name="size2">The number of entries of the larger tree.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="root1">The root hash of the smaller tree.</param>
    /// <param name="root2">The root hash of the larger tree.</param>
    public static bool VerifyConsistency(
        ulong size1,
        ulong size2,
        IReadOnlyList<ReadOnlyMemory<byte>> proof,
        ReadOnlySpan<byte> root1,
        ReadOnlySpan<byte> root2) =>
        size1 > 0 && VerifySubtreeConsistency(0, size1, size2, proof, root1, root2);

    /// <summary>Whether a proof shows that a subtree is part of a tree.</summary>
    /// <param name="start">The index of the first entry of the subtree.</param>
    /// <param name="end">The index behind its last entry.</param>
    /// <param name="size">The number of entries of the tree.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="subtreeRoot">The hash of the subtree.</param>
    /// <param name="root">The root hash of the tree.</param>
    public static bool VerifySubtreeConsistency(
        ulong start,
        ulong end,
        ulong size,
        IReadOnlyList<ReadOnlyMemory<byte>> proof,
        ReadOnlySpan<byte> subtreeRoot,
        ReadOnlySpan<byte> root)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (start == end)
        {
            return end <= size && proof.Count == 0 && subtreeRoot.SequenceEqual(EmptyRoot.Span);
        }

        if (!IsSubtree(start, end) || end > size || !AreHashes(proof))
        {
            return false;
        }

        // draft-ietf-plants-merkle-tree-certs, "Verifying a Subtree Consistency Proof". First climb to where the proof starts.
        var (first, last, end1) = (start, end - 1, size - 1);
        while (first != last && (last == end1 || (last & 1) == 1))
        {
            (first, last, end1) = (first >> 1, last >> 1, end1 >> 1);
        }

        // A subtree that is full is where the proof starts; otherwise that is its rightmost full subtree.
        var seeded = first == last;
        if (!seeded && proof.Count == 0)
        {
            return false;
        }

        var subtreeHash = seeded ? subtreeRoot.ToArray() : proof[0].ToArray();
        var hash = subtreeHash.AsSpan().ToArray();
        foreach (var sibling in proof.Skip(seeded ? 0 : 1))
        {
            if (end1 == 0 || hash.Length != HashSize)
            {
                return false;
            }

            if ((last & 1) == 1 || last == end1)
            {
                if (first < last)
                {
                    NodeHash(sibling.Span, subtreeHash, subtreeHash);
                }

                NodeHash(sibling.Span, hash, hash);
                while ((last & 1) == 0 && last != 0)
                {
                    (first, last, end1) = (first >> 1, last >> 1, end1 >> 1);
                }
            }
            else
            {
                NodeHash(hash, sibling.Span, hash);
            }

            (first, last, end1) = (first >> 1, last >> 1, end1 >> 1);
        }

        return end1 == 0 && subtreeRoot.SequenceEqual(subtreeHash) && root.SequenceEqual(hash);
    }

    // A subtree starts at a multiple of the least power of two that its entries fit in.
    private static bool IsSubtree(ulong start, ulong end)
    {
        if (start >= end)
        {
            return false;
        }

        var span = BitOperations.RoundUpToPowerOf2(end - start);
        return span == 0 ? start == 0 : start % span == 0;
    }

    private static bool AreHashes(IReadOnlyList<ReadOnlyMemory<byte>> proof) => proof.All(hash => hash.Length == HashSize);

    // On the right edge some levels have no sibling.
    private static (ulong Node, ulong Last) UpToRightChild(ulong node, ulong last)
    {
        while ((node & 1) == 0 && node != 0)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        return (node, last);
    }
}
