using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>
/// Which events of files are said by another entry too, of those of which that was not known when they were kept, since one of the two was encrypted: whoever can open both can tell.
/// </summary>
/// <param name="unsure">The indices of the entries of which it was not known.</param>
/// <param name="kept">The events.</param>
internal sealed class OpenedTwins(IReadOnlySet<long> unsure, KeptEvents kept)
{
    private readonly Dictionary<AuditSource, EventTable> tables = [];
    private readonly Dictionary<long, long> found = [];

    /// <summary>Their entries, each with the one that is read in its place.</summary>
    /// <param name="store">The audit log, with an identity.</param>
    /// <param name="unsure">The indices of the entries of which it was not known.</param>
    public static Dictionary<long, long> In(AuditStore store, IReadOnlySet<long> unsure)
    {
        var twins = new OpenedTwins(unsure, new KeptEvents(store));
        foreach (var record in store.Read())
        {
            if (record.Event is { IsClosed: false, Entry: { } entry } said)
            {
                twins.Take(said, entry);
            }
            else if (record.Window is not null)
            {
                twins.Begin();
            }
        }

        return twins.found;
    }

    // Of one file, two that are alike are two.
    private void Begin()
    {
        foreach (var table in tables.Values)
        {
            table.Begin();
        }
    }

    private void Take(AuditEvent said, long entry)
    {
        var table = tables.TryGetValue(said.Source, out var known) ? known : tables[said.Source] = new EventTable();
        var digest = EventDigest.Of(EventHead.Of(said)) with { Entry = entry };
        var row = said.IsImported && !unsure.Contains(entry) ? -1 : RowOf(table, digest, EventText.Of(said));
        if (row < 0)
        {
            table.Add(digest, isTold: true);
            return;
        }

        // By the forge's word and by its id an event is known wherever else it is told.
        table.Tell(row);
        var other = table[row];
        if (!said.IsImported || (other is { IsImported: true, IsNameless: true } && !digest.IsNameless))
        {
            found[other.Entry] = entry;
            table.Add(digest, isTold: true);
        }
        else
        {
            found[entry] = other.Entry;
        }
    }

    private int RowOf(EventTable table, in EventDigest digest, EventText? text)
    {
        var isForge = !digest.IsImported;
        if (!isForge)
        {
            foreach (var row in digest.IsNameless ? [] : table.WithId(digest.Id))
            {
                if (!table[row].Contradicts(digest) && IsSaid(table[row]))
                {
                    return row;
                }
            }

            if (digest.IsNameless && table.Untold(digest.Id) is >= 0 and var same)
            {
                return same;
            }
        }

        return table.Like(digest, isForge ? IsOpen : IsSaid, out var likeness) is >= 0 and var like && likeness is EventLikeness.Same ? like : -1;

        bool IsSaid(EventDigest before) => EventText.Between(text, kept.At(before.Entry)) is TextDifference.None or TextDifference.Lacks;

        // What the forge tells counts, whatever a file has beside it.
        bool IsOpen(EventDigest before) => before.IsImported && unsure.Contains(before.Entry) && !found.ContainsKey(before.Entry) && !EventText.Between(text, kept.At(before.Entry)).HasFlag(TextDifference.Differs);
    }
}
