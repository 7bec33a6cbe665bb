using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Listing;

/// <summary>
/// Which events that files brought the forge itself has told of: what it says is read in their place, so that nothing is there twice and no file speaks for the
/// forge. What has no id of the forge is known by what it says, one event for one.
/// </summary>
public sealed class ReplacedEvents
{
    private readonly HashSet<long> named = [];
    private readonly HashSet<long> alike = [];

    private ReplacedEvents()
    {
    }

    /// <summary>Looks for them. Events are passed over quickly.</summary>
    /// <param name="store">The audit log.</param>
    public static ReplacedEvents Of(AuditStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var found = new ReplacedEvents();
        var brought = new Dictionary<string, Brought>(StringComparer.Ordinal);

        // What a file brought after the forge told of its like was held to that when it was imported, and is another event.
        _ = AuditState.Of(store, (head, entry) =>
        {
            if (head.IsImported)
            {
                (brought.TryGetValue(head.Source, out var known) ? known : brought[head.Source] = new Brought(found)).Take(head, entry.Index);
            }
            else if (brought.TryGetValue(head.Source, out var known))
            {
                known.Replace(EventDigest.Of(head));
            }
        });

        // Of an id, the forge's word counts before a file's, whichever came first. Most audit logs have no file's.
        if (brought.Values.Any(known => known.HasIds))
        {
            _ = AuditState.Of(store, (head, _) =>
            {
                if (!head.IsImported && brought.TryGetValue(head.Source, out var known))
                {
                    known.ReplaceNamed(EventDigest.Of(head));
                }
            });
        }

        return found;
    }

    /// <summary>Whether an event is one of them.</summary>
    /// <param name="found">The event.</param>
    public bool Has(AuditEvent found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found is { IsImported: true, Entry: { } entry } && (named.Contains(entry) || alike.Contains(entry));
    }

    /// <summary>Whether an event is one of them by what it says alone.</summary>
    /// <param name="entry">The index of its entry.</param>
    internal bool IsAlike(long entry) => alike.Contains(entry);

    // The events of files of a source.
    private sealed class Brought(ReplacedEvents found)
    {
        private readonly EventTable table = new();
        private readonly List<long> entries = [];

        public bool HasIds => entries.Count > table.Nameless;

        public void Take(in EventHead head, long entry)
        {
            table.Add(EventDigest.Of(head), isTold: false);
            entries.Add(entry);
        }

        public void Replace(in EventDigest told)
        {
            if (!ReplaceNamed(told) && LikeOf(told) is >= 0 and var like)
            {
                table.Tell(like);
                found.alike.Add(entries[like]);
            }
        }

        public bool ReplaceNamed(in EventDigest told)
        {
            var isNamed = false;
            foreach (var row in told.IsNameless ? [] : table.WithId(told.Id))
            {
                isNamed = true;
                table.Tell(row);
                found.named.Add(entries[row]);
            }

            return isNamed;
        }

        private int LikeOf(in EventDigest told)
        {
            if (told.IsNameless && table.Untold(told.Id) is >= 0 and var same)
            {
                return same;
            }

            if (!told.IsNameless && table.Nameless == 0)
            {
                return -1;
            }

            var row = table.Like(told, out var likeness);
            return likeness is EventLikeness.Same ? row : -1;
        }
    }
}
