namespace PoPipeline.Ledger;

/// <summary>Another process held the ledger's lock for longer than was waited.</summary>
/// <param name="lockFile">The lock file.</param>
/// <param name="waited">How long was waited.</param>
public sealed class LedgerBusyException(string lockFile, TimeSpan waited)
    : LedgerException($"Another process is writing to the ledger: '{lockFile}' stayed locked for {waited.TotalSeconds:0.#} seconds. Run again when it has ended.");
