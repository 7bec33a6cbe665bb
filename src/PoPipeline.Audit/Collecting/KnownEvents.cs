using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Windows;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Collecting;

/// <summary>
/// Which events of a source are kept already, and what each of them said: an id alone hides nothing that is said under it. What a file brought does not stand in
/// for what the forge itself says: whoever can have a file imported could hide an event behind another one of its id.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="asked">When those happened that the forge may answer again; null where files are imported.</param>
internal sealed class KnownEvents(AuditSource source, TimeSpans? asked)
{
    private readonly string name = source.ToString();
    private readonly EventTable table = new();

    /// <summary>Whether a file brought any of them.</summary>
    public bool HasImported { get; private set; }

    /// <summary>Takes an event that is kept.</summary>
    /// <param name="head">Its beginning.</param>
    /// <param name="entry">Its entry.</param>
    public void Take(EventHead head, LedgerEntry entry)
    {
        if (head.Source == name)
        {
            HasImported |= head.IsImported;
            table.Add(EventDigest.Of(head) with { Whole = WholeOf(head, entry) }, isTold: false);
        }
    }

    /// <summary>Begins another answer or file: what is twice in it happened twice, where the forge gives no ids.</summary>
    public void Begin() => table.Begin();

    /// <summary>Notes that a file has an event of an id, before any event without one is looked for: none of these is the same one.</summary>
    /// <param name="found">The event.</param>
    public void Reserve(AuditEvent found)
    {
        var now = DigestOf(found, isImported: true);
        if (!now.IsNameless && table.Agreeing(now) is >= 0 and var row)
        {
            table.Tell(row);
        }
    }

    /// <summary>Looks whether an event that the forge answers is kept, and takes it for kept from then on.</summary>
    /// <param name="found">The event.</param>
    public EventStanding Add(AuditEvent found)
    {
        var now = DigestOf(found, isImported: false);
        var standing = now.IsNameless ? OfNameless(now) : OfForge(now, found);
        return Taken(now, standing);
    }

    /// <summary>Looks whether an event that a file brings is kept, and takes it for kept from then on.</summary>
    /// <param name="found">The event.</param>
    public EventStanding Import(AuditEvent found)
    {
        var now = DigestOf(found, isImported: true);
        var same = now.IsNameless ? table.Untold(now.Id) : table.Agreeing(now);
        if (same >= 0)
        {
            table.Tell(same);
            return EventStanding.Kept;
        }

        return Taken(now, !now.IsNameless && table.WithId(now.Id).Any() ? EventStanding.Different : OfLike(now));
    }

    private static EventDigest DigestOf(AuditEvent found, bool isImported) => EventDigest.Of(EventHead.Of(found) with { IsImported = isImported });

    private EventStanding Taken(in EventDigest now, EventStanding standing)
    {
        if (standing is not EventStanding.Kept)
        {
            table.Add(now, isTold: true);
        }

        return standing;
    }

    private EventStanding OfForge(EventDigest now, AuditEvent found)
    {
        var (isTold, isBrought, isContradicted, isSame) = (false, false, false, false);
        foreach (var row in table.WithId(now.Id))
        {
            var kept = table[row];
            var isOther = kept.Contradicts(now);
            if (kept.IsImported)
            {
                isBrought = true;
                isContradicted |= isOther;
                isSame |= kept.Whole != 0 && kept.Whole == WholeOf(found);
            }
            else if (isOther)
            {
                isTold = true;
            }
            else
            {
                return EventStanding.Kept;
            }
        }

        // What the forge says is read in place of all that files say under the id.
        return isTold || isContradicted ? EventStanding.Different
            : isSame ? EventStanding.Kept
            : isBrought ? EventStanding.New
            : NewOf(now);
    }

    // The forge tells of an event without an id in the same words.
    private EventStanding OfNameless(EventDigest now)
    {
        foreach (var row in table.WithId(now.Id))
        {
            if (!table[row].IsImported && !table.IsTold(row))
            {
                table.Tell(row);
                return EventStanding.Kept;
            }
        }

        return NewOf(now);
    }

    // What a file brought without an id, the forge's answer is read in place of where it is the same.
    private EventStanding NewOf(EventDigest now)
    {
        if (table.NamelessOfFiles == 0)
        {
            return EventStanding.New;
        }

        _ = table.Like(now, out var likeness);
        return likeness is EventLikeness.Unsure ? EventStanding.Unsure : EventStanding.New;
    }

    private EventStanding OfLike(EventDigest now)
    {
        if (!now.IsNameless && table.Nameless == 0)
        {
            return EventStanding.New;
        }

        var row = table.Like(now, out var likeness);
        if (likeness is EventLikeness.Same)
        {
            table.Tell(row);
        }

        return likeness switch
        {
            EventLikeness.Same => EventStanding.Kept,
            EventLikeness.Unsure => EventStanding.Unsure,
            _ => EventStanding.New,
        };
    }

    // Of what a file brought, the whole is held to what the forge answers. What has no time may be answered at any time.
    private int WholeOf(EventHead head, LedgerEntry entry) =>
        asked is not null && head.IsImported && (head.Occurred is not { } occurred || asked.Contains(occurred)) && LeafReader.Read(entry).IsValue(out var record, out _) && record.Event is { } found
            ? WholeOf(found)
            : 0;

    // A forge may write the same once more in another order; half of a surrogate pair can be written in one way alone.
    private static int WholeOf(AuditEvent found)
    {
        try
        {
            return EventDigest.Number(KeptFields.Of(found)?.Canonical() ?? found.Raw.Span);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            return EventDigest.Number(found.Raw.Span);
        }
    }
}
