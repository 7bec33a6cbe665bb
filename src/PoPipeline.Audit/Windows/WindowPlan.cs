using System.Collections.Immutable;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Windows;

/// <summary>
/// Which windows of a feed are to be read. A pure function of what was read, of the time, and of the policy: whoever runs it after a kill gets what the killed
/// run did not close.
/// </summary>
public static class WindowPlan
{
    // How far back a first run goes where the forge keeps all.
    internal static readonly TimeSpan DefaultPast = TimeSpan.FromDays(365);

    /// <summary>Plans.</summary>
    /// <param name="receipts">What was read of the feed, in the order in which it was put on record.</param>
    /// <param name="now">The time.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="pruned">What was read and is kept no more, and is not read again; null for nothing.</param>
    public static ImmutableArray<PlannedWindow> Of(IReadOnlyCollection<WindowReceipt> receipts, DateTimeOffset now, AuditPolicy policy, PrunedTime? pruned = null)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        ArgumentNullException.ThrowIfNull(policy);
        var end = AuditTime.Floor(now - policy.Settle);
        var start = Later(policy.Since, policy.Retention is { } kept ? now - kept : null) ?? First(receipts, pruned) ?? now - DefaultPast;
        start = AuditTime.Floor(start);
        if (start >= end)
        {
            return [];
        }

        var read = TimeSpans.Of(receipts.Select(receipt => (receipt.From, receipt.To)).Concat(pruned?.Covered ?? []));
        var missing = read.Missing(start, end).ToList();

        // Whatever is planned by when something was read is planned by what is to be believed of that.
        var known = Believed(receipts, now);

        // What was read before is read again only where it would be kept.
        var again = Later(start, pruned?.Before) ?? start;
        IEnumerable<PlannedWindow> windows =
        [
            .. missing.Select(span => new PlannedWindow(span.From, span.To, span.To < end ? WindowKind.Gap : WindowKind.Regular)),
            .. Edge(known, again, now, policy),
            .. Again(known, read, again, end, now, policy),
        ];
        return [.. windows.SelectMany(window => Slices(window, policy))];
    }

    // What stands before another receipt was written no later, and nothing was written later than now: where the clock of a run was ahead, what it read would not be read again for as long.
    private static ImmutableArray<WindowReceipt> Believed(IReadOnlyCollection<WindowReceipt> receipts, DateTimeOffset now)
    {
        var believed = receipts.ToArray();
        var latest = now;
        for (var index = believed.Length - 1; index >= 0; index--)
        {
            var receipt = believed[index];
            believed[index] = receipt with { At = receipt.ClosedBy(latest) };
            latest = Earlier(latest, receipt.At);
        }

        return [.. believed];
    }

    private static DateTimeOffset? First(IReadOnlyCollection<WindowReceipt> receipts, PrunedTime? pruned) =>
        receipts.Select(receipt => (DateTimeOffset?)receipt.From).Concat(pruned?.Covered.Select(span => (DateTimeOffset?)span.From) ?? []).Min();

    // How near to the edge of what the forge keeps a time is read once more.
    internal static TimeSpan MarginOf(AuditPolicy policy) => policy.Retention is { } kept && kept / 4 < policy.Sweep ? kept / 4 : policy.Sweep;

    // What was read and is read again comes last, so that a run that may not ask for more has read what is new; else it would never come to it.
    private static IEnumerable<PlannedWindow> Again(
        ImmutableArray<WindowReceipt> receipts, TimeSpans read, DateTimeOffset start, DateTimeOffset end, DateTimeOffset now, AuditPolicy policy)
    {
        var from = read.Spans.IsEmpty ? end : Earlier(read.Spans[^1].To, end);
        if (receipts.IsEmpty || read.Spans.IsEmpty || from <= start || from == end)
        {
            yield break;
        }

        // A time is done with when it was read once more than the overlap after it, whatever the window was for.
        var done = TimeSpans.Of(receipts.Select(receipt => (receipt.From, Earlier(receipt.To, receipt.At - policy.Overlap))));
        var again = read.Spans.SelectMany(span => done.Missing(Later(span.From, start) ?? start, Earlier(span.To, from))).ToList();
        if (IsDue(receipts, now, policy))
        {
            var first = Earlier(again.Select(span => span.From).DefaultIfEmpty(from).Min(), end - policy.Sweep);
            yield return new PlannedWindow(Later(first, start) ?? first, from, WindowKind.Weekly);
        }
        else
        {
            foreach (var span in again)
            {
                yield return new PlannedWindow(span.From, span.To, WindowKind.Overlap);
            }
        }
    }

    private static IEnumerable<PlannedWindow> Edge(ImmutableArray<WindowReceipt> receipts, DateTimeOffset start, DateTimeOffset now, AuditPolicy policy)
    {
        if (policy.Retention is not { } kept || receipts.IsEmpty)
        {
            yield break;
        }

        // What was first read when it was near the edge already is not read again.
        var margin = MarginOf(policy);
        var to = AuditTime.Floor(now - kept + margin);
        var swept = TimeSpans.Of(receipts.Select(receipt => (receipt.From, To: Earlier(receipt.To, receipt.At - kept + margin + margin))));
        foreach (var span in swept.Missing(Later(start, receipts.Min(receipt => receipt.From)) ?? start, to).Where(span => span.To - span.From >= margin / 2))
        {
            yield return new PlannedWindow(span.From, span.To, WindowKind.Edge);
        }
    }

    private static bool IsDue(ImmutableArray<WindowReceipt> receipts, DateTimeOffset now, AuditPolicy policy) =>
        now - receipts.Where(receipt => receipt.Kind is WindowKind.Weekly).Select(receipt => receipt.At).DefaultIfEmpty(receipts.Min(receipt => receipt.At)).Max() >= policy.SweepEvery;

    private static IEnumerable<PlannedWindow> Slices(PlannedWindow window, AuditPolicy policy)
    {
        for (var from = window.From; from < window.To; from += policy.MaximumWindow)
        {
            // Only when the last part of a sweep is read is the sweep done.
            var to = Earlier(window.To, from + policy.MaximumWindow);
            yield return new PlannedWindow(from, to, to < window.To && window.Kind is WindowKind.Weekly ? WindowKind.Overlap : window.Kind);
        }
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null ? other : other is null || one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
