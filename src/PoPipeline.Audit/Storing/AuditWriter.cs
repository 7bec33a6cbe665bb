using PoPipeline.Audit.Events;
using PoPipeline.Audit.Sealing;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Storing;

/// <summary>
/// Appends to an audit log, many entries at a time: an append reads and writes the right edge of the tree and the checkpoint, whatever it appends. What is
/// not flushed is not kept.
/// </summary>
/// <param name="store">The audit log.</param>
/// <param name="size">The number of entries that it had when it was decided what to append; another run that appended events meanwhile is noticed.</param>
internal sealed class AuditWriter(AuditStore store, long size)
{
    private const int MaximumEntries = 1 << 14;
    private const long MaximumBytes = 16 << 20;
    private const int Attempts = 10;

    private readonly List<ReadOnlyMemory<byte>> entries = [];
    private readonly LeafWriter leaves = store.NewLeafWriter();
    private EventSeal? seal;
    private long bytes;
    private long appended = size;

    /// <summary>The index of the next entry.</summary>
    public long Next => appended + entries.Count;

    /// <summary>How many entries there are that are kept, whatever happens to the run.</summary>
    public long Kept => appended;

    /// <summary>Whether others wrote in between, so that entries came to stand elsewhere than <see cref="Next"/> said.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>An entry that is not kept yet; null where it is, or is none of this run.</summary>
    /// <param name="index">Its index.</param>
    public LedgerEntry? Pending(long index) => index >= appended && index < Next ? new LedgerEntry(index, entries[(int)(index - appended)]) : null;

    /// <summary>Adds an event.</summary>
    /// <param name="found">The event.</param>
    public void Add(AuditEvent found)
    {
        if (seal is null && !store.Options.Recipients.IsDefaultOrEmpty)
        {
            seal = EventSeal.Make(store.Options.Recipients, out var wrapped);
            Add(leaves.Seal(seal, wrapped, store.Options.Recipients));
        }

        Add(leaves.Event(found, seal));
        if (entries.Count >= MaximumEntries || bytes >= MaximumBytes)
        {
            Flush();
        }
    }

    /// <summary>Adds a receipt, and keeps all.</summary>
    /// <param name="receipt">The receipt.</param>
    public void Close(WindowReceipt receipt)
    {
        Add(leaves.Window(receipt));
        Flush();
    }

    /// <summary>Adds a refusal, and keeps all.</summary>
    /// <param name="refusal">The refusal.</param>
    public void Close(WindowRefusal refusal)
    {
        Add(leaves.Refusal(refusal));
        Flush();
    }

    /// <summary>Adds what is to be pruned, and keeps all.</summary>
    /// <param name="tombstone">What is to be pruned.</param>
    public void Close(Tombstone tombstone)
    {
        Add(leaves.Tombstone(tombstone));
        Flush();
    }

    private void Add(byte[] entry)
    {
        entries.Add(entry);
        bytes += entry.Length;
    }

    private void Flush()
    {
        // What an entry names is there before the entry is.
        store.Blobs.Sync();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                store.Ledger.Append(entries, appended);
                break;
            }
            catch (LedgerConflictException) when (attempt < Attempts && store.HasOnlyNotes(appended))
            {
                // Who reads, and where a checkpoint was published, says nothing of which events are new.
                appended = store.Ledger.Size;
                HasMoved = true;
            }
        }

        appended += entries.Count;
        entries.Clear();
        bytes = 0;
    }
}
