using PoPipeline.Audit.Alerting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Collecting;

/// <summary>
/// Which events of a source are kept already, and what each of them said: nothing that is said of an event is left out but what is said of it already. What a file brought
/// does not stand in for what the forge itself says: whoever can have a file imported could hide an event behind another one of its id.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="store">The audit log.</param>
internal sealed class KnownEvents(AuditSource source, AuditStore store)
{
    private readonly string name = source.ToString();
    private readonly EventTable table = new();
    private readonly KeptEvents kept = new(store);
    private CrowdedIds? crowds;
    private PairedEvents? pairs;

    // Of this file, what may be an event that is kept, and may be another one as well.
    private readonly Dictionary<int, EventDigest> taken = [];

    // Of those without an id, how many of a file are there word for word.
    private readonly Dictionary<ulong, int> reserved = [];
    private AuditWriter? writer;

    // From there on stands what this run adds.
    private long begun;

    /// <summary>Whether a file is imported that was imported before, byte by byte, so that what cannot be read of its events is what it says.</summary>
    public bool IsRepeated { get; set; }

    /// <summary>Takes an event that is kept.</summary>
    /// <param name="head">Its beginning.</param>
    /// <param name="entry">Its entry.</param>
    public void Take(EventHead head, LedgerEntry entry) => Take(head, entry, isHidden: false);

    /// <inheritdoc cref="Take(EventHead, LedgerEntry)"/>
    /// <param name="head">Its beginning.</param>
    /// <param name="entry">Its entry.</param>
    /// <param name="isHidden">Whether the forge tells something else under its id, so that it is not shown.</param>
    public void Take(EventHead head, LedgerEntry entry, bool isHidden)
    {
        if (head.Source == name)
        {
            var digest = EventDigest.Of(head) with { Entry = entry.Index };
            table.Add(isHidden ? digest with { Traits = digest.Traits | EventTraits.Hidden } : digest, isTold: false);
            begun = entry.Index + 1;
        }
    }

    /// <summary>Begins another answer or file: what is twice in it happened twice, where the forge gives no ids.</summary>
    /// <param name="added">What the events of it are added by that are not kept yet.</param>
    public void Begin(AuditWriter added)
    {
        kept.Writer = writer = added;
        table.Begin();
        reserved.Clear();
        taken.Clear();
        pairs = null;
    }

    /// <summary>Notes that a file has an event that is kept by its id or word for word, before any other one is looked for: no other one is the same.</summary>
    /// <param name="found">The event.</param>
    public void Reserve(AuditEvent found)
    {
        var now = DigestOf(found, isImported: true);
        var row = now.IsNameless ? table.Untold(now.Id) : table.Agreeing(now);
        if (row < 0)
        {
            return;
        }

        table.Tell(row);
        if (now.IsNameless)
        {
            reserved[now.Id] = reserved.GetValueOrDefault(now.Id) + 1;
        }
    }

    /// <summary>Looks whether an event that the forge answers is kept, and takes it for kept from then on.</summary>
    /// <param name="found">The event.</param>
    public KnownEvent Add(AuditEvent found)
    {
        var now = DigestOf(found, isImported: false);
        var text = new Lazy<EventText?>(() => EventText.Of(found));
        return Taken(now, found, now.IsNameless ? OfNameless(now, text) : OfId(now, text));
    }

    /// <summary>Looks whether an event that a file brings is kept, and takes it for kept from then on.</summary>
    /// <param name="found">The event.</param>
    public KnownEvent Import(AuditEvent found)
    {
        var now = DigestOf(found, isImported: true);
        var text = new Lazy<EventText?>(() => EventText.Of(found));
        if (now.IsNameless && reserved.GetValueOrDefault(now.Id) is > 0 and var left)
        {
            reserved[now.Id] = left - 1;
            return new KnownEvent(EventStanding.Kept);
        }

        return Taken(now, found, now.IsNameless ? OfLike(now, text) : Crowds.Has(now.Id) ? OfCrowd(now, found) : OfId(now, text));
    }

    private static EventDigest DigestOf(AuditEvent found, bool isImported) => EventDigest.Of(EventHead.Of(found) with { IsImported = isImported });

    private CrowdedIds Crowds => crowds ??= new CrowdedIds(table, before => IsPlaced(before) ? kept.At(before.Entry) : null);

    private KnownEvent Taken(in EventDigest now, AuditEvent found, KnownEvent known)
    {
        if (known.Standing is not EventStanding.Kept)
        {
            table.Add(now with { Entry = writer!.Next }, isTold: true);
            Crowds.Add(now.Id, found);
        }

        return known;
    }

    // Where a file says very much under one id, all of it is kept that is not there word for word.
    private KnownEvent OfCrowd(in EventDigest now, AuditEvent found)
    {
        var same = Crowds.RowOf(now.Id, EventText.WordsOf(found));
        if (same < 0 && table.Agreeing(now) is >= 0 and var like)
        {
            // What cannot be read, and is there by all that is known of it.
            if (!IsRepeated)
            {
                return DifferenceOf(new(() => EventText.Of(found)), table[like]).HasFlag(TextDifference.Unknown) ? new KnownEvent(EventStanding.Unsure, MayBe: PlaceOf(table[like])) : new KnownEvent(EventStanding.Different);
            }

            same = like;
        }

        if (same < 0)
        {
            return new KnownEvent(EventStanding.Different);
        }

        table.Tell(same);
        return new KnownEvent(EventStanding.Kept);
    }

    // What the forge says is read in place of all that files say under the id, and held to what it said before; what a file says is held to both.
    private KnownEvent OfId(EventDigest now, Lazy<EventText?> text)
    {
        var (isNamed, isOther, isUnread, instead, mayBe, looks) = (false, false, false, (long?)null, (long?)null, 0);
        foreach (var row in table.WithId(now.Id))
        {
            isNamed = true;
            var before = table[row];
            if (before.Contradicts(now))
            {
                isOther = true;
                continue;
            }

            if ((before.IsImported && !now.IsImported) || looks++ >= CrowdedIds.MostTexts)
            {
                continue;
            }

            var difference = DifferenceOf(text, before);
            if (IsSaid(difference, now, before))
            {
                if (now.IsShownBy(before) && !AsksMore(text, before))
                {
                    table.Tell(row);
                    return new KnownEvent(EventStanding.Kept);
                }

                difference |= TextDifference.Differs;
            }

            instead = difference is TextDifference.Adds && before.IsShownBy(now) ? PlaceOf(before) ?? instead : instead;
            mayBe = difference.HasFlag(TextDifference.Unknown) && !difference.HasFlag(TextDifference.Differs) ? PlaceOf(before) ?? mayBe : mayBe;
            isOther |= difference.HasFlag(TextDifference.Differs);
            isUnread |= difference.HasFlag(TextDifference.Unknown);
        }

        return isOther ? new KnownEvent(EventStanding.Different, instead)
            : isUnread ? new KnownEvent(EventStanding.Unsure, instead, mayBe)
            : isNamed ? new KnownEvent(EventStanding.New, instead)
            : now.IsImported ? OfLike(now, text)
            : NewOf(now, text);
    }

    // Under one id the forge tells of one event, so that its own word may stand for what cannot be read. What a file adds to that is nothing that the forge says.
    private bool IsSaid(TextDifference difference, in EventDigest now, in EventDigest before) =>
        difference is TextDifference.None or TextDifference.Lacks
        || ((!before.IsImported || IsRepeated) && difference is TextDifference.Unknown)
        || (now.IsImported && !before.IsImported && !difference.HasFlag(TextDifference.Differs));

    // The forge tells of an event without an id in the same words.
    private KnownEvent OfNameless(EventDigest now, Lazy<EventText?> text)
    {
        foreach (var row in table.WithId(now.Id))
        {
            if (!table[row].IsImported && !table.IsTold(row))
            {
                table.Tell(row);
                return new KnownEvent(EventStanding.Kept);
            }
        }

        return NewOf(now, text);
    }

    // What a file brought without an id, the forge's answer is read in place of where it is the same.
    private KnownEvent NewOf(EventDigest now, Lazy<EventText?> text)
    {
        if (table.NamelessOfFiles == 0)
        {
            return new KnownEvent(EventStanding.New);
        }

        _ = table.Like(now, before => DifferenceOf(text, before), out var likeness);
        return new KnownEvent(likeness is EventLikeness.Unsure ? EventStanding.Unsure : EventStanding.New);
    }

    private KnownEvent OfLike(EventDigest now, Lazy<EventText?> text)
    {
        if (!now.IsNameless && table.Nameless == 0)
        {
            return new KnownEvent(EventStanding.New);
        }

        // What is not shown says nothing for another one.
        var row = table.Like(now, before => before.IsHidden ? TextDifference.Differs : DifferenceOf(text, before), out var likeness);
        if (row < 0)
        {
            return taken.Count > 0 && Pairs.RowFor(now) is >= 0 and var left ? new KnownEvent(EventStanding.Unsure, MayBe: PlaceOf(table[left])) : new KnownEvent(EventStanding.New);
        }

        // One for one, also where it is not known.
        table.Tell(row);
        var before = table[row];
        if (likeness is not EventLikeness.Same)
        {
            Pair(row, now);
            return new KnownEvent(EventStanding.Unsure, MayBe: PlaceOf(before));
        }

        if (!before.IsImported)
        {
            return new KnownEvent(EventStanding.Kept);
        }

        // By the forge's id an event is known wherever else it is told.
        var difference = DifferenceOf(text, before) | (before.IsNameless && !now.IsNameless ? TextDifference.Adds : TextDifference.None);
        return difference is TextDifference.None or TextDifference.Lacks && now.IsShownBy(before) && !AsksMore(text, before) ? new KnownEvent(EventStanding.Kept)
            : difference is TextDifference.Adds && before.IsShownBy(now) && PlaceOf(before) is { } place ? new KnownEvent(EventStanding.New, place)
            : new KnownEvent(EventStanding.Unsure, MayBe: PlaceOf(before));
    }

    private PairedEvents Pairs => pairs ??= new PairedEvents(table, (before, _) => before.IsClosed && !before.IsHidden, row => taken.TryGetValue(row, out var other) ? other : null, Pair);

    // What agrees in both times is not looked for elsewhere.
    private void Pair(int row, EventDigest now)
    {
        if (table[row].IsClosed && table[row].SameTimes(now) < EventTable.AllTimes)
        {
            taken[row] = now;
        }
        else
        {
            taken.Remove(row);
        }
    }

    // Whoever makes a file chooses its words, and those may seem to say all that another file says of what an assessor asks about, and not be taken for it.
    private bool AsksMore(Lazy<EventText?> text, in EventDigest before) => before.IsImported && text.Value?.Event is { } found && kept.At(before.Entry)?.Event is { } other
        && AuditAlerts.Beyond(found, other).Any();

    private TextDifference DifferenceOf(Lazy<EventText?> text, in EventDigest before) => EventText.Between(text.Value, IsPlaced(before) ? kept.At(before.Entry) : null);

    // What is not kept yet may still come to stand elsewhere.
    private long? PlaceOf(in EventDigest before) => before.Entry < writer!.Kept && IsPlaced(before) ? before.Entry : null;

    // Of what others wrote in between, nobody tells what this run added where it stands.
    private bool IsPlaced(in EventDigest before) => before.Entry < begun || !writer!.HasMoved;
}
