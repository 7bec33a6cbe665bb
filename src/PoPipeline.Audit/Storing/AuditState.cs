using System.Collections.Immutable;
using PoPipeline.Audit.Events;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Storing;

/// <summary>What an audit log holds, apart from the events themselves.</summary>
/// <param name="Size">The number of entries.</param>
public sealed record AuditState(long Size)
{
    /// <summary>Of how many anchors, the last ones, it is verified that they are what was.</summary>
    internal const int MostAnchors = 1000;

    /// <summary>The receipts, in their order.</summary>
    public ImmutableArray<WindowReceipt> Receipts { get; init; } = [];

    /// <summary>The refusals, in their order.</summary>
    public ImmutableArray<WindowRefusal> Refusals { get; init; } = [];

    /// <summary>What was pruned.</summary>
    public ImmutableArray<Tombstone> Tombstones { get; init; } = [];

    /// <summary>Where checkpoints were published.</summary>
    public ImmutableArray<AnchorNote> Anchors { get; init; } = [];

    /// <summary>The one of them that covers most; null where none covers anything.</summary>
    public AnchorNote? WidestAnchor => Anchors.TakeLast(MostAnchors).Where(anchor => anchor.Size > 0).MaxBy(anchor => anchor.Size);

    /// <summary>Since when something stands there that no published checkpoint covers, so that nobody would know if it were removed: the time of the first receipt behind all of them. Null where each is covered.</summary>
    public DateTimeOffset? UnanchoredSince
    {
        get
        {
            var covered = WidestAnchor?.Size ?? 0;
            return Receipts.Where(receipt => receipt.Entry >= covered).Select(receipt => (DateTimeOffset?)receipt.At).Min();
        }
    }

    /// <summary>What last refused a feed, where nothing of it was closed since; null where nothing did. What comes later in the audit log came later, whatever the clocks of the runs said.</summary>
    /// <param name="feed">The feed.</param>
    public WindowRefusal? RefusalOf(AuditFeed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        return feed.Query == AuditFeed.List
            ? Listings.GetValueOrDefault(feed.Source)?.Refused
            : Refusals.LastOrDefault(refusal => refusal.Feed == feed) is { } last && !Receipts.Any(receipt => receipt.Feed == feed && receipt.Entry > last.Entry) ? last : null;
    }

    /// <summary>What the last collection of each source was going to read.</summary>
    public ImmutableDictionary<AuditSource, FeedListing> Listings { get; init; } = ImmutableDictionary<AuditSource, FeedListing>.Empty;

    /// <summary>The longest time that entries were said to be kept for at least; null where nothing was said.</summary>
    public TimeSpan? Keep { get; init; }

    /// <summary>Whether payloads were sealed.</summary>
    public bool IsSealed { get; init; }

    /// <summary>The number of events that are there.</summary>
    public long Events { get; init; }

    /// <summary>The feeds that there are receipts or refusals of, and those that there ought to be some of.</summary>
    public ImmutableArray<AuditFeed> Feeds => FeedListing.Expected(
        Receipts.Select(receipt => receipt.Feed).Concat(Refusals.Select(refusal => refusal.Feed)).Concat(Tombstones.SelectMany(tombstone => tombstone.Covered).Select(span => span.Feed)), Listings);

    // When the events happened that files brought.
    internal ImportedTimes Imported { get; init; } = new();

    // Where the list of each source that counts begins.
    internal ImmutableDictionary<AuditSource, long> ListingPlaces { get; init; } = ImmutableDictionary<AuditSource, long>.Empty;

    /// <summary>Reads it. Events are passed over quickly, and what this run has read before is not read again.</summary>
    /// <param name="store">The audit log.</param>
    public static AuditState Of(AuditStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var (head, known) = store.Known;
        if (known is not null && head == store.Ledger.Head)
        {
            return known;
        }

        // What was pruned meanwhile is no longer there.
        return known is not null && known.Size <= store.Ledger.Size && Of(store, seen: null, read: null, known) is var grown && grown.Tombstones.Length == known.Tombstones.Length
            ? grown
            : Of(store, seen: null, read: null);
    }

    /// <summary>Reads it and the events in one go.</summary>
    /// <param name="store">The audit log.</param>
    /// <param name="read">Is given every event, in their order.</param>
    public static AuditState WithEvents(AuditStore store, Action<AuditEvent> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return Of(store, seen: null, read);
    }

    /// <summary>Reads it.</summary>
    /// <param name="store">The audit log.</param>
    /// <param name="seen">Is told of every event, and given its entry.</param>
    internal static AuditState Of(AuditStore store, Action<EventHead, LedgerEntry> seen) => Of(store, seen, read: null);

    private static AuditState Of(AuditStore store, Action<EventHead, LedgerEntry>? seen, Action<AuditEvent>? read, AuditState? before = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        var head = store.Ledger.Head;
        var begun = before ?? new AuditState(0);
        var receipts = begun.Receipts.ToBuilder();
        var refusals = begun.Refusals.ToBuilder();
        var tombstones = begun.Tombstones.ToBuilder();
        var anchors = begun.Anchors.ToBuilder();
        var missing = new List<long>();
        var listings = new ListingReader(begun);
        var keep = begun.Keep;
        var events = begun.Events;
        var isSealed = begun.IsSealed;
        var imported = new ImportedTimes(begun.Imported);
        foreach (var entry in store.Ledger.ReadPresent((first, _) => missing.Add(first), begun.Size))
        {
            if (EventHead.Of(entry.Data.Span) is { } found)
            {
                events++;
                imported.Take(found);
                seen?.Invoke(found, entry);
                if (read is null)
                {
                    continue;
                }
            }

            var record = store.RecordOf(entry);
            if (store.Opened(record).Event is { } whole)
            {
                read?.Invoke(whole);
                continue;
            }

            Add(receipts, record.Window is { } window ? window with { PageList = "" } : null);
            Add(refusals, record.Refusal);
            Add(tombstones, record.Tombstone);
            Add(anchors, record.Anchor);
            listings.Take(record);
            keep = LongerOf(keep, record.Keep);
            isSealed |= record.Seal is not null;
        }

        foreach (var lost in missing.Where(first => !tombstones.Any(tombstone => tombstone.Names(first >> TileName.Height))))
        {
            throw new LedgerDamagedException(LedgerCondition.Missing, $"Entries from {lost} on are missing in '{store.Folder}', and no tombstone names them. See 'po audit verify'.");
        }

        var state = new AuditState(store.Ledger.Size)
        {
            Receipts = receipts.DrainToImmutable(),
            Refusals = refusals.DrainToImmutable(),
            Tombstones = tombstones.DrainToImmutable(),
            Anchors = anchors.DrainToImmutable(),
            Listings = listings.Listings,
            ListingPlaces = listings.Places,
            Keep = keep,
            IsSealed = isSealed,
            Events = events,
            Imported = imported,
        };
        store.Known = (head, state);
        return state;
    }

    /// <summary>The longer one of two times: what was said once is not taken back.</summary>
    /// <param name="one">One; null for none.</param>
    /// <param name="other">The other; null for none.</param>
    internal static TimeSpan? LongerOf(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other ?? one : one;

    private static void Add<T>(ImmutableArray<T>.Builder list, T? item)
        where T : class
    {
        if (item is not null)
        {
            list.Add(item);
        }
    }
}
