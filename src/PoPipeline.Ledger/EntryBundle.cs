using System.Buffers;
using System.Buffers.Binary;

namespace PoPipeline.Ledger;

/// <summary>A bundle of entries as https://c2sp.org/tlog-tiles stores it: each is preceded by its length in two bytes.</summary>
internal static class EntryBundle
{
    /// <summary>The most bytes of an entry.</summary>
    public const int MaximumEntry = ushort.MaxValue;

    /// <summary>The bytes of a length.</summary>
    public const int PrefixLength = sizeof(ushort);

    /// <summary>The most bytes of a bundle.</summary>
    public const int MaximumLength = TileName.FullWidth * (PrefixLength + MaximumEntry);

    /// <summary>Adds an entry to a bundle.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="entry">The entry.</param>
    public static void Append(IBufferWriter<byte> bundle, ReadOnlySpan<byte> entry)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        BinaryPrimitives.WriteUInt16BigEndian(prefix, checked((ushort)entry.Length));
        bundle.Write(prefix);
        bundle.Write(entry);
    }

    /// <summary>Finds the entry at a place of a bundle.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="start">The place, which is moved behind the entry.</param>
    /// <param name="entry">Where the entry lies.</param>
    /// <returns>False where the bundle ends before the entry does; the place is not moved then.</returns>
    public static bool TryNext(ReadOnlySpan<byte> bundle, ref int start, out (int Start, int Length) entry)
    {
        entry = default;
        if (bundle.Length - start < PrefixLength)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(bundle[start..]);
        if (bundle.Length - start - PrefixLength < length)
        {
            return false;
        }

        entry = (start + PrefixLength, length);
        start += PrefixLength + length;
        return true;
    }
}
