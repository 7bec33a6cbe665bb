using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Verifying;

/// <summary>
/// Holds the times that runs put on record to now, to what a forge had been read up to by then, and to what stands behind them: a run whose clock was ahead removes what it should have kept, and what it
/// reads looks new for long.
/// </summary>
/// <param name="now">The time; null where nobody says it.</param>
internal sealed class RecordedTimes(DateTimeOffset? now)
{
    // By so much the clocks of two machines may differ.
    internal static readonly TimeSpan Leeway = TimeSpan.FromMinutes(10);

    // What a run wrote may be put behind what others wrote while it read for hours.
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(2);

    // Those for whose time no forge vouches.
    private readonly List<(long Index, Tombstone Tombstone)> tombstones = [];

    // The latest time that a forge was read up to: by its clock that was past.
    private DateTimeOffset? vouched;

    /// <summary>Takes a record, in their order.</summary>
    /// <param name="record">The record.</param>
    /// <returns>What is wrong, as far as it shows with this one.</returns>
    public IEnumerable<AuditFinding> Take(AuditRecord record)
    {
        Vouch(record);
        if (record.WrittenAt is not { } at)
        {
            yield break;
        }

        if (vouched is { } read && read - at > LongestRun)
        {
            // Nothing vouches for it, so that it tells nothing of what stands before it.
            yield return Misdated(record, at, $"a forge had been read up to {AuditTime.Write(read)} by then: the clock of the run that wrote it was behind");
            yield break;
        }

        // That it was dated ahead shows with the first record behind it that a right clock dated.
        foreach (var early in tombstones.Where(early => early.Tombstone.At - at > LongestRun && IsEarly(early.Tombstone, at)).ToList())
        {
            tombstones.Remove(early);
            yield return Early(early.Index, early.Tombstone, $"entry {record.Index}, which stands behind it, is dated {AuditTime.Write(at)}");
        }

        var isVouched = vouched is { } known && at - known <= AuditPruning.MostAhead;
        if (now is { } time && at - time > Leeway)
        {
            yield return record.Tombstone is { } ahead && !isVouched && IsEarly(ahead, time)
                ? Early(record.Index, ahead, $"it is {AuditTime.Write(time)} now")
                : Misdated(record, at, $"it is {AuditTime.Write(time)} now: the clock of the run that wrote it was wrong, the clock here is, or somebody would have it look new for long") with { IsAhead = true };
        }
        else if (record.Tombstone is { } tombstone && !isVouched)
        {
            tombstones.Add((record.Index, tombstone));
        }
    }

    // A window that ends later than now no forge has vouched for.
    private void Vouch(AuditRecord record)
    {
        IEnumerable<CoveredSpan> spans = record.Tombstone is { } tombstone ? tombstone.Covered : record.Window is { } window ? [new CoveredSpan(window.Feed, window.From, window.To)] : [];
        foreach (var span in spans.Where(span => span.Feed.IsAsked && !(now is { } time && span.To - time > Leeway) && !(span.To <= vouched)))
        {
            vouched = span.To;
        }
    }

    private static AuditFinding Misdated(AuditRecord record, DateTimeOffset at, string why) => new(
        AuditVerdict.Misdated, AuditStore.LedgerFolderName, record.Index, $"Entry {record.Index}, which is {record.Kind}, is dated {AuditTime.Write(at)}, and {why}.");

    private static bool IsEarly(Tombstone tombstone, DateTimeOffset at) => at - tombstone.Newest < tombstone.Keep;

    private static AuditFinding Early(long index, Tombstone tombstone, string why) => new(
        AuditVerdict.Missing,
        AuditStore.LedgerFolderName,
        index,
        $"What the tombstone names was pruned before its time: it is dated {AuditTime.Write(tombstone.At)}, and {why}. The clock of that run was ahead, and what it removed was to be kept for {tombstone.Keep.TotalDays:0.#} days.");
}
