using System.Collections.Immutable;

namespace PoPipeline.Ledger;

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
