using PoPipeline.Ledger;

namespace PoPipeline.Audit.Storing;

/// <summary>What a run added to its own copy of an audit log while others added to the audit log itself.</summary>
public static class LateEntries
{
    // As many as one reading of a file of entries gives, a few times over.
    private const int MostAtOnce = 4096;

    /// <summary>
    /// Puts it behind what the others added, where one side added notes alone: who read, where a checkpoint was published, for how long events are kept. By these nobody decided what is new.
    /// </summary>
    /// <param name="store">The audit log as it is by now.</param>
    /// <param name="copy">The copy of the run.</param>
    /// <param name="begun">What both began with; null where that was nothing.</param>
    /// <returns>Whether it was put there. It is not where there is nothing to put there, where both sides decided by what there was which events are new, or where the audit log does not begin as the copy did.</returns>
    /// <exception cref="LedgerDamagedException">Something that an entry of the copy names is not there.</exception>
    /// <exception cref="LedgerException">The audit log is signed, and the key is not at hand.</exception>
    public static bool TryAdd(AuditStore store, AuditStore copy, Checkpoint? begun)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(copy);
        var size = begun?.Size ?? 0;
        if (copy.Ledger.Size <= size || !BeginsWith(store.Ledger, begun) || !(store.HasOnlyNotes(size) || copy.HasOnlyNotes(size)))
        {
            return false;
        }

        foreach (var entries in copy.Ledger.Read(size).Chunk(MostAtOnce))
        {
            foreach (var entry in entries)
            {
                foreach (var blob in copy.RecordOf(entry).Blobs)
                {
                    store.Blobs.Write(copy.Content(blob, entry.Index));
                }
            }

            store.Blobs.Sync();
            store.Ledger.Append([.. entries.Select(entry => entry.Data)]);
        }

        return true;
    }

    private static bool BeginsWith(LedgerFolder ledger, Checkpoint? begun) => begun is not { Size: > 0 }
        || (ledger.Size >= begun.Size && Convert.ToBase64String(Merkle.RootHash(begun.Size, ledger.Nodes).Span) == begun.RootHash);
}
