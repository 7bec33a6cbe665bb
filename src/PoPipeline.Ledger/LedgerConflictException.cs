namespace PoPipeline.Ledger;

/// <summary>Another writer has appended to the ledger since its head was read. Read again, decide again, append again.</summary>
/// <param name="expected">The size that the caller had seen.</param>
/// <param name="actual">The size that the ledger has.</param>
public sealed class LedgerConflictException(long expected, long actual)
    : LedgerException($"The ledger has {Amount.Of(actual, "entry", "entries")} where {expected} {(expected == 1 ? "was" : "were")} expected: another run appended to it meanwhile. Run again.")
{
    /// <summary>The size that the ledger has.</summary>
    public long ActualSize { get; } = actual;
}
