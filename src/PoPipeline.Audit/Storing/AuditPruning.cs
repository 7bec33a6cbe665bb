using System.Collections.Immutable;
using PoPipeline.Audit.Events;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Storing;

/// <summary>
/// Removes what was kept for long enough. A file of 256 entries is removed when every one of them is an event or a receipt of a time that is past; its hashes
/// stay, so that everything else is verified as before, and a tombstone says what was removed, before it is.
/// </summary>
public static class AuditPruning
{
    private const int MaximumRanges = 1000;

    // By so much the clock may be ahead of the last time that was read from a forge.
    internal static readonly TimeSpan MostAhead = TimeSpan.FromDays(2);

    /// <summary>Removes.</summary>
    /// <param name="store">The audit log.</param>
    /// <param name="keep">How long entries are kept, not less than the audit log itself says.</param>
    /// <param name="time">The clock.</param>
    /// <returns>What was removed; null where nothing is old enough.</returns>
    /// <exception cref="AuditException">That is less than the audit log says, or the audit log does not say it; or the clock is far ahead of what was read from a forge.</exception>
    public static Tombstone? Prune(AuditStore store, TimeSpan keep, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        using var held = store.Hold(CancellationToken.None);
        var state = AuditState.Of(store);
        if (state.Keep is not { } policy || keep < policy)
        {
            throw new AuditException(state.Keep is { } said
                ? $"The audit log says that entries are kept for {said.TotalDays:0.#} days, and {keep.TotalDays:0.#} days are less. Nothing was pruned."
                : "The audit log does not say how long entries are kept. Say so first; nothing was pruned.");
        }

        var now = time.GetUtcNow();
        if (LastRead(state) is { } read && now - read > MostAhead)
        {
            throw new AuditException(
                $"By the clock of this machine it is {AuditTime.Write(now)}, and what was read from a forge ends at {AuditTime.Write(read)}: a clock that is ahead would have removed what is to be kept. Run 'po audit collect' first, which asks the forge for the time, and prune within {MostAhead.TotalDays:0} days; nothing was pruned.");
        }

        var plan = PlanOf(store, state, AuditTime.Floor(now - keep));

        // A run that was killed may have said what it removes, and not removed it.
        var left = state.Tombstones.SelectMany(tombstone => tombstone.Bundles).SelectMany(range => Indices(range, state.Size));
        if (plan.Bundles.Count > 0)
        {
            var tombstone = new Tombstone(now, keep, plan.Bundles.Max(bundle => bundle.Latest), Ranges(plan.Bundles))
            {
                Oldest = plan.Bundles.Min(bundle => bundle.Oldest),
                FirstHappened = plan.Bundles.Min(bundle => bundle.FirstHappened),
                LastHappened = plan.Bundles.Max(bundle => bundle.LastHappened),
                Events = plan.Bundles.Sum(bundle => bundle.Events),
                Windows = plan.Bundles.Sum(bundle => bundle.Windows),
                Blobs = plan.Blobs.Count,
                Covered = Merged(plan.Bundles.SelectMany(bundle => bundle.Covered)),
            };
            new AuditWriter(store, state.Size).Close(tombstone);
            Remove(store, left.Concat(plan.Bundles.Select(bundle => bundle.Index)), plan.Blobs);
            return tombstone;
        }

        Remove(store, left, plan.Blobs);
        return null;
    }

    // No window ends later than it was by the clock of its forge. Of files alone nothing tells what time it was.
    private static DateTimeOffset? LastRead(AuditState state) => state.Receipts.Where(receipt => receipt.Feed.IsAsked).Select(receipt => (DateTimeOffset?)receipt.To)
        .Concat(state.Tombstones.SelectMany(tombstone => tombstone.Covered).Where(span => span.Feed.IsAsked).Select(span => (DateTimeOffset?)span.To))
        .Max();

    private static IEnumerable<long> Indices(BundleRange range, long size)
    {
        for (var index = range.First; index <= range.Last && index <= size >> TileName.Height; index++)
        {
            yield return index;
        }
    }

    private static void Remove(AuditStore store, IEnumerable<long> bundles, HashSet<string> blobs)
    {
        store.Ledger.RemoveEntries(bundles);
        foreach (var blob in blobs)
        {
            store.Blobs.Remove(blob);
        }
    }

    private static Plan PlanOf(AuditStore store, AuditState state, DateTimeOffset cutoff)
    {
        var old = new List<Bundle>();
        var keptBlobs = new HashSet<string>(StringComparer.Ordinal);
        var keptSeals = new HashSet<string>(StringComparer.Ordinal);
        foreach (var bundle in Bundles(store, state).Where(bundle => !state.Tombstones.Any(tombstone => tombstone.Names(bundle.Index))))
        {
            if (bundle.Count == TileName.FullWidth && bundle.Latest < cutoff && Fits(old, bundle.Index))
            {
                old.Add(bundle);
            }
            else
            {
                keptBlobs.UnionWith(bundle.Blobs);
                keptSeals.UnionWith(bundle.UsedSeals);
            }
        }

        // A seal stays for as long as anything is under it; what lies in the same file stays with it, and may be under another one.
        while (old.Find(bundle => bundle.Seals.Overlaps(keptSeals)) is { } needed)
        {
            old.Remove(needed);
            keptBlobs.UnionWith(needed.Blobs);
            keptSeals.UnionWith(needed.UsedSeals);
        }

        // With what only pruned entries named, and a run that was killed did not come to.
        return new Plan(old, store.Blobs.Names().Where(name => !keptBlobs.Contains(name)).ToHashSet(StringComparer.Ordinal));
    }

    private static bool Fits(List<Bundle> old, long index) =>
        (old.Count > 0 && old[^1].Index == index - 1) || old.Zip(old.Skip(1), (one, next) => next.Index - one.Index).Count(step => step > 1) + 1 < MaximumRanges;

    private static IEnumerable<Bundle> Bundles(AuditStore store, AuditState state)
    {
        Bundle? bundle = null;
        foreach (var record in Records(store))
        {
            if (bundle?.Index != record.Index >> TileName.Height)
            {
                if (bundle is not null)
                {
                    yield return bundle;
                }

                bundle = new Bundle(record.Index >> TileName.Height);
            }

            bundle.Add(record, record.Listing is { } listing && record.Index >= state.ListingPlaces.GetValueOrDefault(listing.Source));
        }

        if (bundle is not null)
        {
            yield return bundle;
        }
    }

    private static IEnumerable<AuditRecord> Records(AuditStore store) => store.Ledger.ReadPresent((_, _) => { })
        .Select(entry => LeafReader.Read(entry).IsValue(out var record, out var fault)
            ? record
            : throw new LedgerDamagedException(LedgerCondition.Modified, $"Entry {entry.Index} of '{store.Folder}': {fault}. Nothing was pruned; see 'po audit verify'."));

    private static ImmutableArray<BundleRange> Ranges(List<Bundle> bundles)
    {
        var ranges = new List<BundleRange>();
        foreach (var index in bundles.Select(bundle => bundle.Index))
        {
            if (ranges.Count > 0 && ranges[^1].Last == index - 1)
            {
                ranges[^1] = ranges[^1] with { Last = index };
            }
            else
            {
                ranges.Add(new BundleRange(index, index));
            }
        }

        return [.. ranges];
    }

    private static ImmutableArray<CoveredSpan> Merged(IEnumerable<CoveredSpan> spans)
    {
        var merged = new List<CoveredSpan>();
        foreach (var span in spans.OrderBy(span => span.Feed.ToString(), StringComparer.Ordinal).ThenBy(span => span.From))
        {
            if (merged.Count > 0 && merged[^1].Feed == span.Feed && span.From <= merged[^1].To)
            {
                merged[^1] = merged[^1] with { To = span.To > merged[^1].To ? span.To : merged[^1].To };
            }
            else
            {
                merged.Add(span);
            }
        }

        return [.. merged];
    }

    private sealed record Plan(List<Bundle> Bundles, HashSet<string> Blobs);

    private sealed class Bundle(long index)
    {
        public long Index => index;

        public int Count { get; private set; }

        public long Events { get; private set; }

        public long Windows { get; private set; }

        public DateTimeOffset Oldest { get; private set; } = DateTimeOffset.MaxValue;

        public DateTimeOffset Latest { get; private set; } = DateTimeOffset.MinValue;

        public DateTimeOffset? FirstHappened { get; private set; }

        public DateTimeOffset? LastHappened { get; private set; }

        public HashSet<string> Blobs { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Seals { get; } = new(StringComparer.Ordinal);

        public HashSet<string> UsedSeals { get; } = new(StringComparer.Ordinal);

        public List<CoveredSpan> Covered { get; } = [];

        public void Add(AuditRecord record, bool isNeeded)
        {
            Count++;
            Events += record.Event is null ? 0 : 1;
            if ((record.Event?.Occurred ?? record.Event?.Recorded) is { } happened)
            {
                FirstHappened = happened < FirstHappened ? happened : FirstHappened ?? happened;
                LastHappened = happened > LastHappened ? happened : LastHappened ?? happened;
            }

            Blobs.UnionWith(record.Blobs.Select(blob => blob.Name));
            if (record.Sealed is { } payload)
            {
                UsedSeals.Add(payload.Seal);
            }

            if (record.Window is { } read)
            {
                Windows++;
                Covered.Add(new CoveredSpan(read.Feed, read.From, read.To));
            }

            if (record.Seal is { } seal)
            {
                Seals.Add(seal.Id);
            }
            else
            {
                // What has no time of its own stays.
                var time = isNeeded ? DateTimeOffset.MaxValue : TimeOf(record) ?? DateTimeOffset.MaxValue;
                Latest = time > Latest ? time : Latest;
                Oldest = time < Oldest ? time : Oldest;
            }
        }

        // The later of when it happened and when it was observed.
        private static DateTimeOffset? TimeOf(AuditRecord record) => record switch
        {
            { Event: { Observed: { } observed } found } => found.Occurred > observed ? found.Occurred : observed,
            { Window: { } window } => window.To > window.At ? window.To : window.At,
            { Refusal: { } refusal } => refusal.To > refusal.At ? refusal.To : refusal.At,
            { Read: { } read } => read.At,
            { Listing: { } listing } => listing.At,
            _ => null,
        };
    }
}
