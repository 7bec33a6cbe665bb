using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;

namespace PoPipeline.Ledger;

/// <summary>The hash tree of RFC 6962, section 2.1, over SHA-256: hashes and proofs. All functions are pure.</summary>
public static partial class Merkle
{
    /// <summary>The length of a hash in bytes.</summary>
    public const int HashSize = SHA256.HashSizeInBytes;

    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;

    /// <summary>The root hash of the tree without an entry: the hash of nothing.</summary>
    public static ReadOnlyMemory<byte> EmptyRoot { get; } = SHA256.HashData([]);

    /// <summary>The hash of an entry.</summary>
    /// <param name="entry">The bytes of the entry.</param>
    public static byte[] LeafHash(ReadOnlySpan<byte> entry)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        try
        {
            entry.CopyTo(buffer.AsSpan(1));
            return PrefixedLeafHash(buffer.AsSpan(0, entry.Length + 1));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The hash of two neighbours, which is that of the node above them.</summary>
    /// <param name="left">The hash of the left one.</param>
    /// <param name="right">The hash of the right one.</param>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[HashSize];
        NodeHash(left, right, hash);
        return hash;
    }

    internal static void NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> node = stackalloc byte[1 + (2 * HashSize)];
        node[0] = NodePrefix;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + HashSize)..]);
        SHA256.HashData(node, hash);
    }

    /// <summary>The hash of an entry that stands behind one free byte, so that nothing has to be copied.</summary>
    /// <param name="room">The free byte, then the entry. The byte is overwritten.</param>
    /// <param name="hash">Where the hash goes.</param>
    internal static void PrefixedLeafHash(Span<byte> room, Span<byte> hash)
    {
        room[0] = LeafPrefix;
        SHA256.HashData(room, hash);
    }

    /// <summary>The hash of a subtree whose leaves, a power of two of them, stand one after another. They are overwritten.</summary>
    /// <param name="hashes">The hashes of the leaves.</param>
    internal static ReadOnlySpan<byte> Fold(Span<byte> hashes)
    {
        for (var count = hashes.Length / HashSize; count > 1; count /= 2)
        {
            for (var pair = 0; pair < count / 2; pair++)
            {
                var left = hashes.Slice(pair * 2 * HashSize, HashSize);
                var right = hashes.Slice(((pair * 2) + 1) * HashSize, HashSize);
                NodeHash(left, right, hashes.Slice(pair * HashSize, HashSize));
            }
        }

        return hashes[..HashSize];
    }

    // The largest power of two below a size of two or more: where RFC 6962 splits a tree.
    private static long SplitOf(long size) => 1L << BitOperations.Log2((ulong)(size - 1));

    private static byte[] PrefixedLeafHash(Span<byte> room)
    {
        var hash = new byte[HashSize];
        PrefixedLeafHash(room, hash);
        return hash;
    }
}

/// <summary>Gives the hash of a full subtree.</summary>
/// <param name="level">Its height: it has 2^level leaves.</param>
/// <param name="index">Its index among the subtrees of that height, from the left.</param>
public delegate ReadOnlyMemory<byte> MerkleNodes(int level, long index);
