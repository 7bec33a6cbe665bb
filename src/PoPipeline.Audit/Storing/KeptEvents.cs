using PoPipeline.Audit.Events;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Storing;

/// <summary>Reads events that are kept by the indices of their entries. What was read is held for a while: those that are asked for mostly stand beside each other.</summary>
/// <param name="bundle">Reads the entries from one on, at least those of its file.</param>
/// <param name="opened">Opens a record, as far as its payload is there and may be read.</param>
internal sealed class KeptEvents(Func<long, IEnumerable<LedgerEntry>> bundle, Func<AuditRecord, AuditRecord> opened)
{
    private const int MostBundles = 8;

    private readonly Dictionary<long, Bundle> bundles = [];
    private readonly Queue<long> order = new();

    /// <summary>Reads those of an audit log.</summary>
    /// <param name="store">The audit log.</param>
    public KeptEvents(AuditStore store)
        : this(from => store.Ledger.ReadPresent((_, _) => { }, from), record => store.Opened(record))
    {
    }

    /// <summary>What adds events now, which are read before they are kept as well; null where nothing does.</summary>
    public AuditWriter? Writer { get; set; }

    /// <summary>What is said of an event; null where that cannot be read, or where the entry is none of an event.</summary>
    /// <param name="entry">The index of its entry.</param>
    public EventText? At(long entry)
    {
        if (Writer?.Pending(entry) is { } pending)
        {
            return TextOf(pending);
        }

        return BundleOf(entry).At(entry, TextOf);
    }

    /// <summary>The beginning of the entry of an event; null where it is none of one.</summary>
    /// <param name="entry">The index of the entry.</param>
    public EventHead? HeadAt(long entry) => BundleOf(entry).EntryAt(entry) is { } found ? EventHead.Of(found.Data.Span) : null;

    private EventText? TextOf(LedgerEntry entry) => LeafReader.Read(entry).IsValue(out var record, out _) && opened(record).Event is { } found ? EventText.Of(found) : null;

    private Bundle BundleOf(long entry)
    {
        var first = entry >> TileName.Height << TileName.Height;
        return bundles.TryGetValue(first, out var found) && found.IsTo(entry) ? found : Read(first);
    }

    private Bundle Read(long first)
    {
        var read = new Bundle(first, [.. bundle(first).TakeWhile(entry => entry.Index < first + TileName.FullWidth)]);
        if (!bundles.ContainsKey(first))
        {
            order.Enqueue(first);
        }

        bundles[first] = read;
        if (order.Count > MostBundles)
        {
            bundles.Remove(order.Dequeue());
        }

        return read;
    }

    private sealed class Bundle(long first, List<LedgerEntry> entries)
    {
        private readonly Dictionary<long, EventText?> texts = [];

        // Pruned it is as a whole; others may have come behind what was read of it.
        public bool IsTo(long entry) => entries.Count == 0 || entry - first < entries.Count;

        public LedgerEntry? EntryAt(long entry) => entries.ElementAtOrDefault((int)(entry - first)) is { } kept && kept.Index == entry ? kept : null;

        public EventText? At(long entry, Func<LedgerEntry, EventText?> read)
        {
            if (!texts.TryGetValue(entry, out var text))
            {
                texts[entry] = text = EntryAt(entry) is { } kept ? read(kept) : null;
            }

            return text;
        }
    }
}
