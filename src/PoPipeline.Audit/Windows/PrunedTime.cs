using System.Collections.Immutable;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Windows;

/// <summary>What of a feed was read and is kept no more.</summary>
/// <param name="Covered">The times whose receipts were pruned.</param>
/// <param name="Before">The time before which events may have been pruned, whatever became of their receipts.</param>
public sealed record PrunedTime(ImmutableArray<(DateTimeOffset From, DateTimeOffset To)> Covered, DateTimeOffset Before)
{
    /// <summary>What tombstones say of a feed; null where there are none.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="tombstones">The tombstones.</param>
    public static PrunedTime? Of(AuditFeed feed, ImmutableArray<Tombstone> tombstones) => tombstones.IsDefaultOrEmpty ? null : new PrunedTime(
        [.. tombstones.SelectMany(tombstone => tombstone.Covered).Where(span => span.Feed == feed).Select(span => (span.From, span.To))],
        AuditTime.Floor(tombstones.Max(tombstone => tombstone.At - tombstone.Keep)));
}
