using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Listing;

/// <summary>Which events that files brought the forge itself has told of since: what it says is read in their place, so that nothing is there twice and no file speaks for the forge.</summary>
public sealed class ReplacedEvents
{
    private readonly KnownIds replaced = new();

    private ReplacedEvents()
    {
    }

    /// <summary>Looks for them. Events are passed over quickly.</summary>
    /// <param name="store">The audit log.</param>
    public static ReplacedEvents Of(AuditStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var found = new ReplacedEvents();
        var imported = new KnownIds();

        // What the forge has told already, no file brings any more.
        _ = AuditState.Of(store, (head, _) =>
        {
            if (head.IsImported)
            {
                imported.Add(head.Source, head.Id);
            }
            else if (imported.Count > 0 && imported.Contains(head.Source, head.Id))
            {
                found.replaced.Add(head.Source, head.Id);
            }
        });
        return found;
    }

    /// <summary>Whether an event is one of them.</summary>
    /// <param name="found">The event.</param>
    public bool Has(AuditEvent found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found.IsImported && replaced.Count > 0 && replaced.Contains(found.Source.ToString(), found.Id);
    }
}
