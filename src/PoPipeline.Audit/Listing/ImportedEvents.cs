using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Windows;

namespace PoPipeline.Audit.Listing;

/// <summary>
/// What is to be made of events that files brought. Where the forge itself has told of one since, what it says is read in its place; and where the forge was read for a time and did not tell of
/// what a file has of it, the event is contradicted: whoever makes a file can write into it what they like.
/// </summary>
public sealed class ImportedEvents
{
    private readonly AuditStore store;
    private readonly ImportedIds ids;

    private ImportedEvents(AuditStore store, ImportedIds ids, AuditState state)
    {
        this.store = store;
        this.ids = ids;
        State = state;
    }

    /// <summary>What the audit log holds, which is found out by the way.</summary>
    public AuditState State { get; }

    /// <summary>Looks for them. Events are passed over quickly.</summary>
    /// <param name="store">The audit log.</param>
    public static ImportedEvents Of(AuditStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var seen = new ImportedIds();
        return new ImportedEvents(store, seen, AuditState.Of(store, (head, _) => seen.Take(head)));
    }

    /// <summary>Whether the forge has told of an event since.</summary>
    /// <param name="found">The event.</param>
    public bool IsReplaced(AuditEvent found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found.IsImported && ids.IsReplaced(found.Source.ToString(), found.Id);
    }

    /// <summary>The number of those that are contradicted.</summary>
    /// <param name="told">The times that forges were read for.</param>
    public long Contradicted(ForgeTimes told)
    {
        var count = 0L;
        if (ids.HasAny)
        {
            _ = AuditState.Of(store, (head, _) => count += ids.IsContradicted(head, told) ? 1 : 0);
        }

        return count;
    }
}
