using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Windows;

namespace PoPipeline.Audit.Listing;

/// <summary>
/// What is to be made of events that files brought. Where the forge itself has told of one, what it says is read in its place; and where the forge was read for a time and did not tell of
/// what a file has of it, the event is contradicted: whoever makes a file can write into it what they like.
/// </summary>
public sealed class ImportedEvents
{
    private readonly AuditStore store;
    private readonly ReplacedEvents replaced;
    private readonly KeptEvents kept;

    private ImportedEvents(AuditStore store, ReplacedEvents replaced, AuditState state)
    {
        this.store = store;
        this.replaced = replaced;
        kept = new KeptEvents(store);
        State = state;
    }

    /// <summary>What the audit log holds, which is found out by the way.</summary>
    public AuditState State { get; }

    /// <summary>Looks for them. Events are passed over quickly.</summary>
    /// <param name="store">The audit log.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static ImportedEvents Of(AuditStore store, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var seen = ReplacedEvents.Of(store, out var state, cancellation);
        return new ImportedEvents(store, seen, state);
    }

    /// <summary>Reads all events of the audit log, in the order in which they were kept.</summary>
    public IEnumerable<AuditEvent> Read() => store.Read().Select(record => record.Event).OfType<AuditEvent>();

    /// <summary>Whether something else is read in place of an event: what the forge has told of it, or what says all of it and more.</summary>
    /// <param name="found">The event, as it is read from the audit log.</param>
    public bool IsReplaced(AuditEvent found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found.Entry is { } entry && replaced.Has(entry);
    }

    /// <summary>Whether what says more is read in place of any event of a file, where that is of a file as well.</summary>
    public bool HasFuller => replaced.HasFuller;

    /// <summary>Whether what says more is read in place of an event of a file, where that is of a file as well.</summary>
    /// <param name="found">The event, as it is read from the audit log.</param>
    public bool IsOutdone(AuditEvent found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found is { IsImported: true, Entry: { } entry } && replaced.FullerThan(entry) is not null;
    }

    /// <summary>What says more than an event of a file does, and is read in its place, where that is of a file as well; null where there is nothing, or where it cannot be read.</summary>
    /// <param name="found">The event, as it is read from the audit log.</param>
    public AuditEvent? FullerThan(AuditEvent found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found.Entry is { } entry && replaced.FullerThan(entry) is { } by ? kept.At(by)?.Event : null;
    }

    /// <summary>Whether an event may be there twice: what would tell is not said, or was encrypted.</summary>
    /// <param name="found">The event, as it is read from the audit log.</param>
    public bool MayBeTwice(AuditEvent found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found.Entry is { } entry && replaced.MayBeTwice(entry);
    }

    /// <summary>The number of those that are contradicted.</summary>
    /// <param name="told">The times that forges were read for.</param>
    public long Contradicted(ForgeTimes told)
    {
        ArgumentNullException.ThrowIfNull(told);
        var count = 0L;
        if (replaced.HasImported)
        {
            _ = AuditState.Of(store, (head, entry) => count += told.Contradict(head) && !replaced.Has(entry.Index) && !replaced.MayHave(entry.Index) ? 1 : 0);
        }

        return count;
    }
}
