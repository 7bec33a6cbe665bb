using System.Collections.Immutable;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Windows;

namespace PoPipeline.Audit.Collecting;

/// <summary>
/// Reads the windows of a feed and keeps what is new. A window's pages are all there before the first event is kept, and its receipt is kept with or after the
/// last one; so a run that is killed at any step leaves nothing out, and keeps nothing twice, once it is run again.
/// </summary>
/// <param name="store">The audit log.</param>
/// <param name="pages">What asks the forge.</param>
/// <param name="time">The clock.</param>
public sealed class AuditCollector(AuditStore store, IAuditPages pages, TimeProvider time)
{
    private const int MaximumPages = 200_000;

    // A clock that differs by more than this is not that of the forge.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    // By so much an event may be recorded at another time than that by which the forge searches.
    private static readonly TimeSpan Edge = TimeSpan.FromDays(2);

    // Forges count what they answer by the hour.
    private static readonly TimeSpan Renewal = TimeSpan.FromHours(1);

    private static readonly ImportLimits Limits = ImportLimits.Default with { MaximumLength = 1 << 30 };

    private Last? ended;

    /// <summary>Reads what the policy asks for.</summary>
    /// <param name="feed">What is asked for.</param>
    /// <param name="policy">How.</param>
    /// <param name="cancellation">Ends the run; what is closed stays.</param>
    public async Task<AuditCollection> CollectAsync(AuditFeed feed, AuditPolicy policy, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(policy);
        using var held = store.Hold(cancellation);
        var now = time.GetUtcNow();
        var state = AuditState.Of(store);
        var receipts = state.Receipts.Where(receipt => receipt.Feed == feed).ToList();
        var plan = WindowPlan.Of(receipts, now, policy, PrunedTime.Of(feed, state.Tombstones));
        if (plan.IsEmpty)
        {
            return new AuditCollection([], [], 0);
        }

        var run = new Run(feed, policy, receipts, Known(feed, state.Size));
        foreach (var window in plan)
        {
            if (!await ReadAsync(window, run, cancellation))
            {
                break;
            }
        }

        ended = new Last(feed.Source, run.Known, run.Writer.Kept);
        return new AuditCollection([.. run.Closed], [.. run.Refused], run.Requests) { Unsure = run.Unsure };
    }

    // A source has many feeds, and what is known of a million events takes its room once.
    private (KnownEvents Events, AuditWriter Writer) Known(AuditFeed feed, long size)
    {
        var before = ended;
        ended = null;
        if (before is not null && before.Source == feed.Source && before.Size == size)
        {
            return (before.Known, new AuditWriter(store, size));
        }

        var known = new KnownEvents(feed.Source, store);
        var state = AuditState.Of(store, known.Take);
        return (known, new AuditWriter(store, state.Size));
    }

    private static DateTimeOffset Earlier(DateTimeOffset time) => time.UtcTicks > Edge.Ticks ? time - Edge : DateTimeOffset.MinValue;

    private static DateTimeOffset Later(DateTimeOffset time) => time.UtcTicks < DateTimeOffset.MaxValue.UtcTicks - Edge.Ticks ? time + Edge : DateTimeOffset.MaxValue;

    private async Task<bool> ReadAsync(PlannedWindow window, Run run, CancellationToken cancellation)
    {
        using var spool = new PageSpool(store);
        DateTimeOffset? forgeTime = null;
        AuditPageRefusal? refusal = null;
        string? cursor = null;
        var cursors = new HashSet<string>(StringComparer.Ordinal);
        do
        {
            cancellation.ThrowIfCancellationRequested();
            if (run.Requests >= run.Policy.MaximumRequests)
            {
                refusal = new AuditPageRefusal(RefusalReason.RateLimit, "The run has asked for as many pages as it may in an hour.", time.GetUtcNow() + Renewal);
                break;
            }

            run.Requests++;
            switch (await pages.FetchAsync(new AuditPageRequest(run.Feed, window.From, window.To, cursor), cancellation))
            {
                case AuditPage page when spool.Count < MaximumPages && (page.Next is null || cursors.Add(page.Next)):
                    spool.Add(page);
                    forgeTime ??= page.Date;
                    cursor = page.Next;
                    break;
                case AuditPageRefusal refused:
                    refusal = refused;
                    break;
                default:
                    refusal = new AuditPageRefusal(RefusalReason.Malformed, "The forge names the same page again and again.");
                    break;
            }
        }
        while (cursor is not null && refusal is null);

        return Keep(window, run, spool, forgeTime, refusal);
    }

    private bool Keep(PlannedWindow window, Run run, PageSpool spool, DateTimeOffset? forgeTime, AuditPageRefusal? refusal)
    {
        var (from, to) = (window.From, Settled(window.To, forgeTime, run.Policy));
        PageBounds bounds;
        try
        {
            // All pages are read once before any event is kept.
            bounds = BoundsOf(window, run, spool);
        }
        catch (AuditException exception)
        {
            // What to do about a file is of no use here.
            refusal = new AuditPageRefusal(RefusalReason.Malformed, exception is AuditFormatException { Place: var place, Fault: var fault } ? $"The answer is not one: {place}: {fault}." : exception.Message);
            bounds = default;
            spool = Empty(spool);
        }

        if (refusal is null && KeptSince(from, bounds.First, forgeTime, run.Policy) is var kept && kept > from)
        {
            var gone = kept < to ? kept : to;

            // Of what was read before nothing is missing.
            if (window.Kind is WindowKind.Gap or WindowKind.Regular)
            {
                Refuse(from, gone, new AuditPageRefusal(RefusalReason.Unavailable, "The clock of this machine is behind the forge's, which keeps nothing of this time any more, so that its answer says nothing of it."), run);
            }

            if (gone == to)
            {
                return true;
            }

            from = gone;
        }

        // Where pages do not come in the order of time, or one alone cannot tell, any time of the window may be on those that did not come.
        if (refusal is { Reason: RefusalReason.RateLimit } && spool.Count > 0 && WhyUnordered(spool, bounds, run.Policy) is { } why)
        {
            refusal = refusal with { Message = $"{refusal.Message} {why}" };
            bounds = default;
        }

        // Pages come in the order of time. Of a window that was cut off, what is before the last event, or behind it, was read to its end. What comes with the newest first
        // comes in the order of ids, and an event that was written down later may have happened a little before.
        if (refusal is { Reason: RefusalReason.RateLimit } && bounds.Last is { } last)
        {
            (from, to) = run.Policy.NewestFirst ? (ToSecond(last) + run.Policy.Settle, to) : (from, last - bounds.Back < to ? ToSecond(last - bounds.Back) : to);
        }
        else if (refusal is not null)
        {
            to = from;
        }
        else if (to <= from)
        {
            refusal = new AuditPageRefusal(RefusalReason.Unavailable, "The clock of this machine is ahead of the forge's, for which the window is still open.");
        }

        if (from < to)
        {
            // Half of a sweep is none.
            var kind = refusal is not null && window.Kind is WindowKind.Weekly ? WindowKind.Overlap : window.Kind;
            Close(new PlannedWindow(from, to, kind), run, spool);
        }

        if (refusal is not null)
        {
            var (leftFrom, leftTo) = run.Policy.NewestFirst && from < to ? (window.From, from) : (to > window.From ? to : window.From, window.To);
            Refuse(leftFrom, leftTo, refusal, run);
        }

        // What refuses one window refuses the next one too.
        return refusal is null;
    }

    private void Refuse(DateTimeOffset from, DateTimeOffset to, AuditPageRefusal refusal, Run run)
    {
        var refused = new WindowRefusal(run.Feed, from, to, time.GetUtcNow(), refusal.Reason, refusal.Message, refusal.RetryAt);
        run.Writer.Close(refused);
        run.Refused.Add(refused);
    }

    private void Close(PlannedWindow window, Run run, PageSpool spool)
    {
        var observed = AuditTime.Floor(time.GetUtcNow());
        var first = run.Writer.Next;
        var (count, added, late, different) = (0L, 0L, 0L, 0L);
        string? firstId = null;
        string? lastId = null;
        run.Known.Begin(run.Writer);
        foreach (var found in EventsOf(run, spool, run.Policy.NewestFirst))
        {
            count++;
            firstId ??= found.Id;
            lastId = found.Id;
            var (standing, instead, _) = run.Known.Add(found);
            if (standing is EventStanding.Kept)
            {
                continue;
            }

            different += standing is EventStanding.Different ? 1 : 0;
            run.Unsure += standing is EventStanding.Unsure ? 1 : 0;
            var lateBy = LateBy(found, run.Before, observed);
            added++;
            late += lateBy is null ? 0 : 1;
            run.Writer.Add(found with { Observed = observed, LateBy = lateBy, Instead = instead });
        }

        var receipt = new WindowReceipt(run.Feed, window.Kind, window.From, window.To, observed)
        {
            Pages = spool.Count,
            Count = count,
            Added = added,
            Late = late,
            Different = different,
            FirstId = firstId,
            LastId = lastId,
            FirstEntry = first,
            PageList = spool.Lines,
            PagesHash = WindowReceipt.HashOf(spool.Lines),
        };
        run.Writer.Close(receipt);
        run.Closed.Add(receipt);
    }

    // Forges search by the second.
    private static DateTimeOffset ToSecond(DateTimeOffset value) => new(value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    // A window must not end where, by the forge's clock, it is still open.
    private DateTimeOffset Settled(DateTimeOffset to, DateTimeOffset? forgeTime, AuditPolicy policy) =>
        forgeTime is { } known && time.GetUtcNow() - known > Skew && known - policy.Settle < to ? AuditTime.Floor(known - policy.Settle) : to;

    // Nor may one begin where, by the forge's clock, nothing is kept any more and nothing was answered.
    private DateTimeOffset KeptSince(DateTimeOffset from, DateTimeOffset? first, DateTimeOffset? forgeTime, AuditPolicy policy)
    {
        if (policy.Retention is not { } retention || forgeTime is not { } known || known - time.GetUtcNow() <= Skew)
        {
            return from;
        }

        var kept = AuditTime.Floor(known - retention);
        return first < kept ? from : kept;
    }

    private static TimeSpan? LateBy(AuditEvent found, List<WindowReceipt> before, DateTimeOffset observed) => found.Occurred is { } occurred
        && before.Find(receipt => occurred >= receipt.From && occurred < receipt.To) is { } should
            ? observed - should.ClosedBy(observed)
            : null;

    private static PageBounds BoundsOf(PlannedWindow window, Run run, PageSpool spool)
    {
        DateTimeOffset? first = null;
        DateTimeOffset? last = null;
        var order = new AnswerOrder(run.Policy.NewestFirst);
        foreach (var found in EventsOf(run, spool, newestFirst: false))
        {
            // What does not look at the question says nothing of the time that it was asked for.
            if ((found.Recorded ?? found.Occurred) is { } at && (at < Earlier(window.From) || at > Later(window.To)))
            {
                throw new AuditException($"An event of {AuditTime.Write(at)} was answered where those from {AuditTime.Write(window.From)} to {AuditTime.Write(window.To)} were asked for: the answer is not one to the question.");
            }

            order.Take(found);
            first = first < found.Occurred ? first : found.Occurred ?? first;
            last = found.Occurred is { } occurred && found.Recorded is { } recorded
                ? run.Policy.NewestFirst == occurred > recorded ? occurred : recorded
                : found.Occurred ?? last;
        }

        return new PageBounds(first, last, order.Back);
    }

    private static string? WhyUnordered(PageSpool spool, PageBounds bounds, AuditPolicy policy) =>
        bounds.Back > policy.Settle ? $"What was answered until then did not come in the order of time, by {bounds.Back.TotalHours:0.#} h, so that nothing of the window is kept until all of it is answered."
        : spool.Count == 1 ? "Of one page alone nobody can tell whether the answer comes in the order of time, so that nothing of the window is kept."
        : null;

    // Events that are answered with the newest first are kept with the oldest first.
    private static IEnumerable<AuditEvent> EventsOf(Run run, PageSpool spool, bool newestFirst)
    {
        for (var number = 0; number < spool.Count; number++)
        {
            var page = newestFirst ? spool.Count - 1 - number : number;
            var raw = spool.Read(page);
            if (raw.AsSpan().TrimStart(" \t\r\n"u8) is not [(byte)'[', ..])
            {
                throw new AuditException($"Page {page + 1} of the answer is no array of events.");
            }

            var events = AuditFile.ReadPage(new MemoryStream(raw), $"page {page + 1}", run.Feed.Source, Limits);
            foreach (var found in newestFirst ? events.Reverse() : events)
            {
                yield return found;
            }
        }
    }

    private PageSpool Empty(PageSpool spool)
    {
        spool.Dispose();
        return new PageSpool(store);
    }

    // What a run that came to its end knew of the events, and the number of entries then.
    private sealed record Last(AuditSource Source, KnownEvents Known, long Size);

    // The earliest time of an event, that of the last one, and by how much one stood behind another that comes after it.
    private readonly record struct PageBounds(DateTimeOffset? First, DateTimeOffset? Last, TimeSpan Back);

    private sealed class Run(AuditFeed feed, AuditPolicy policy, List<WindowReceipt> before, (KnownEvents Events, AuditWriter Writer) known)
    {
        public AuditFeed Feed => feed;

        public AuditPolicy Policy => policy;

        public List<WindowReceipt> Before => before;

        public KnownEvents Known => known.Events;

        public AuditWriter Writer => known.Writer;

        public int Requests { get; set; }

        public long Unsure { get; set; }

        public List<WindowReceipt> Closed { get; } = [];

        public List<WindowRefusal> Refused { get; } = [];
    }
}
