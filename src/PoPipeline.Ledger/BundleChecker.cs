using System.Collections.Immutable;

namespace PoPipeline.Ledger;

/// <summary>Hashes the entries of bundles, and compares with what the tiles record. Not for several threads at once.</summary>
/// <param name="store">The files.</param>
internal sealed class BundleChecker(LedgerStore store)
{
    private const int TileLength = TileName.FullWidth * Merkle.HashSize;

    private readonly byte[] hashes = new byte[TileLength];
    private byte[] bundle = new byte[1 << 16];
    private byte[] tile = new byte[TileLength];

    /// <summary>Whether a file of entries, by its index, may be missing; null where none may.</summary>
    public Func<long, bool>? Removed { get; init; }

    /// <summary>Checks a bundle.</summary>
    /// <param name="name">The bundle.</param>
    /// <param name="keepLeaves">Whether the hashes are wanted of a full one too.</param>
    public BundleCheck Check(TileName name, bool keepLeaves)
    {
        var problems = ImmutableArray.CreateBuilder<LedgerProblem>();
        var leaves = hashes.AsSpan(0, name.Width * Merkle.HashSize);
        var hashed = HashEntries(name, leaves, problems);
        var recorded = ReadTile(name with { Level = 0 }, problems);
        var common = leaves[..Math.Min(hashed * Merkle.HashSize, recorded.Length)].CommonPrefixLength(recorded);
        var differing = common < Math.Min(hashed * Merkle.HashSize, recorded.Length) ? (name.Index << TileName.Height) + (common / Merkle.HashSize) : (long?)null;

        var kept = keepLeaves || !name.IsFull;
        var complete = hashed == name.Width;
        var recordedAll = recorded.Length == leaves.Length;
        var recordedCopy = recordedAll && kept ? recorded.ToArray() : null;
        var leavesCopy = complete && kept ? leaves.ToArray() : null;
        var recordedRoot = recordedAll && name.IsFull && (differing is not null || !complete) ? Merkle.Fold(recorded).ToArray() : null;
        var root = complete && name.IsFull ? Merkle.Fold(leaves).ToArray() : recordedRoot;
        return new BundleCheck(leavesCopy, recordedCopy, problems.DrainToImmutable(), differing)
        {
            Root = root,
            RecordedRoot = recordedAll ? recordedRoot ?? root : null,
        };
    }

    // How many entries there are, at most as many as there should be.
    private int HashEntries(TileName name, Span<byte> leaves, ImmutableArray<LedgerProblem>.Builder problems)
    {
        var first = name.Index << TileName.Height;
        var read = LedgerFile.Read(store.PathOf(name.Path), EntryBundle.MaximumLength, ref bundle);
        if (read == FileRead.Missing && name.IsFull && Removed?.Invoke(name.Index) is true)
        {
            return 0;
        }

        if (read.Fault is { } fault)
        {
            problems.Add(new LedgerProblem(read.Condition, name.Path, first, $"The file {fault}: {Entries(first, first + name.Width - 1)} cannot be read."));
            return 0;
        }

        var bytes = bundle.AsSpan(0, read.Length);
        var place = 0;
        var number = 0;
        while (number < name.Width && EntryBundle.TryNext(bytes, ref place, out var entry))
        {
            Merkle.PrefixedLeafHash(bytes.Slice(entry.Start - 1, entry.Length + 1), leaves.Slice(number * Merkle.HashSize, Merkle.HashSize));
            number++;
        }

        if (number < name.Width)
        {
            var missing = Entries(first + number, first + name.Width - 1);
            problems.Add(new LedgerProblem(LedgerCondition.Gap, name.Path, first + number, $"The file ends before {missing}: what the checkpoint counts there is gone."));
        }
        else if (place < bytes.Length)
        {
            problems.Add(new LedgerProblem(LedgerCondition.Modified, name.Path, null, $"The file goes on for {Amount.Of(bytes.Length - place, "byte")} after its last entry.") { Fault = LedgerFault.Trailing });
        }

        return number;
    }

    private Span<byte> ReadTile(TileName name, ImmutableArray<LedgerProblem>.Builder problems)
    {
        var (length, problem) = TileCheck.Read(store, name, ref tile);
        if (problem is not null)
        {
            problems.Add(problem);
        }

        return tile.AsSpan(0, length);
    }

    private static string Entries(long first, long last) => first == last ? $"entry {first}" : $"entries {first} to {last}";
}

/// <summary>What a bundle of entries and the tile of their hashes are.</summary>
/// <param name="Leaves">The hashes of the entries; null where an entry is missing.</param>
/// <param name="Recorded">The hashes that the tile records; null where one is missing.</param>
/// <param name="Problems">What is wrong, but for entries that do not hash to what is recorded.</param>
/// <param name="Differing">The index of the first entry that does not hash to what is recorded; null where all do.</param>
internal sealed record BundleCheck(byte[]? Leaves, byte[]? Recorded, ImmutableArray<LedgerProblem> Problems, long? Differing)
{
    /// <summary>The hash of the full subtree of the entries; of what is recorded, where an entry is missing; null where that is missing too.</summary>
    public byte[]? Root { get; init; }

    /// <summary>The hash of the full subtree of what is recorded; null where that is missing.</summary>
    public byte[]? RecordedRoot { get; init; }
}
