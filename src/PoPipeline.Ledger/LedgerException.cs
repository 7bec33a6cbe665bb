namespace PoPipeline.Ledger;

/// <summary>A ledger cannot be read or written as it is.</summary>
/// <param name="message">Why, and what to do, in sentences.</param>
/// <param name="inner">What it came of; null for nothing.</param>
public class LedgerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process held the ledger's lock for longer than was waited.</summary>
/// <param name="lockFile">The lock file.</param>
/// <param name="waited">How long was waited.</param>
public sealed class LedgerBusyException(string lockFile, TimeSpan waited)
    : LedgerException($"Another process is writing to the ledger: '{lockFile}' stayed locked for {waited.TotalSeconds:0.#} seconds. Run again when it has ended.");

/// <summary>Another writer has appended to the ledger since its head was read. Read again, decide again, append again.</summary>
/// <param name="expected">The size that the caller had seen.</param>
/// <param name="actual">The size that the ledger has.</param>
public sealed class LedgerConflictException(long expected, long actual)
    : LedgerException($"The ledger has {Amount.Of(actual, "entry", "entries")} where {expected} {(expected == 1 ? "was" : "were")} expected: another run appended to it meanwhile. Run again.")
{
    /// <summary>The size that the ledger has.</summary>
    public long ActualSize { get; } = actual;
}

/// <summary>
/// The key at hand did not sign the ledger: it is the first one that comes, or another one signed, or somebody took its signature away. These cannot be told apart,
/// so that nothing is continued until somebody has verified all of it and signs it.
/// </summary>
/// <param name="folder">The folder of the ledger.</param>
/// <param name="fault">What its signatures are, as a clause.</param>
public sealed class LedgerKeyException(string folder, string fault)
    : LedgerException($"The key at hand did not sign the ledger in '{folder}': {fault}. Where it never did, verify and sign all of it with 'po ledger sign {folder}'; where it did, somebody took its signature away: compare a checkpoint that was kept elsewhere first.")
{
    /// <summary>What its signatures are, as a clause.</summary>
    public string Fault { get; } = fault;
}

/// <summary>The files of a ledger are not what was recorded. <c>po ledger verify</c> shows everything that is wrong.</summary>
/// <param name="condition">What the ledger is found to be.</param>
/// <param name="message">What is wrong, and what to do, in sentences.</param>
public sealed class LedgerDamagedException(LedgerCondition condition, string message) : LedgerException(message)
{
    /// <summary>What the ledger is found to be.</summary>
    public LedgerCondition Condition { get; } = condition;
}
