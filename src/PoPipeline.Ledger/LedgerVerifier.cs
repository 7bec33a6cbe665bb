using System.Collections.Immutable;

namespace PoPipeline.Ledger;

/// <summary>Verifies a ledger: every entry, every hash, the checkpoint, its signatures, and what anchors say.</summary>
public static class LedgerVerifier
{
    // Each time, a writer must have appended while the ledger was read.
    private const int Attempts = 8;

    /// <summary>Verifies a ledger. Nothing is written.</summary>
    /// <param name="folder">The folder. One that is not there is a ledger without entries.</param>
    /// <param name="keys">The keys that have to vouch for the checkpoint, at least one of them; with none, signatures are not verified.</param>
    /// <param name="anchors">Checkpoints that were kept elsewhere.</param>
    /// <param name="cancellation">Stops the verification.</param>
    public static LedgerReport Verify(
        string folder,
        ImmutableArray<NoteVerifier> keys,
        ImmutableArray<LedgerAnchor> anchors,
        CancellationToken cancellation = default) =>
        Verify(folder, keys, anchors, removed: null, states: [], cancellation);

    /// <summary>Verifies a ledger from which files of entries were removed on purpose.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="keys">The keys that have to vouch for the checkpoint.</param>
    /// <param name="anchors">Checkpoints that were kept elsewhere.</param>
    /// <param name="removed">Whether a file of entries, by its index, may be missing; its hashes are then those that are recorded.</param>
    /// <param name="states">What its entries say that it was.</param>
    /// <param name="cancellation">Stops the verification.</param>
    internal static LedgerReport Verify(
        string folder,
        ImmutableArray<NoteVerifier> keys,
        ImmutableArray<LedgerAnchor> anchors,
        Func<long, bool>? removed,
        ImmutableArray<RecordedState> states,
        CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var store = new LedgerStore(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        for (var attempt = 1; ; attempt++)
        {
            var before = Checkpoint(store);
            var report = new LedgerVerification(store, keys.IsDefault ? [] : keys, anchors.IsDefault ? [] : anchors, cancellation) { Removed = removed, States = states }.Run();
            if (report.Condition is LedgerCondition.Valid || attempt == Attempts || Checkpoint(store).AsSpan().SequenceEqual(before))
            {
                return report;
            }
        }
    }

    private static byte[] Checkpoint(LedgerStore store)
    {
        var buffer = Array.Empty<byte>();
        var read = LedgerFile.Read(store.PathOf(LedgerStore.CheckpointFile), SignedNote.MaximumLength, ref buffer);
        return buffer[..read.Length];
    }
}
