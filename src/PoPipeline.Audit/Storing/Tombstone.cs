using System.Collections.Immutable;

namespace PoPipeline.Audit.Storing;

/// <summary>That entries were pruned. Their hashes stay, so that the tree is verified as before.</summary>
/// <param name="At">When.</param>
/// <param name="Keep">How long entries are kept.</param>
/// <param name="Newest">The newest time of what was pruned that counts for how long it is kept: the later one of when it happened and when it was read.</param>
/// <param name="Bundles">The files of entries, as ranges of indices, both ends included.</param>
public sealed record Tombstone(DateTimeOffset At, TimeSpan Keep, DateTimeOffset Newest, ImmutableArray<BundleRange> Bundles)
{
    /// <summary>The oldest such time.</summary>
    public DateTimeOffset Oldest { get; init; }

    /// <summary>When the first of the events happened; null where there are none, none says it, or an earlier version wrote the tombstone.</summary>
    public DateTimeOffset? FirstHappened { get; init; }

    /// <summary>When the last of the events happened; null where there are none, none says it, or an earlier version wrote the tombstone.</summary>
    public DateTimeOffset? LastHappened { get; init; }

    /// <summary>The number of events.</summary>
    public long Events { get; init; }

    /// <summary>The number of receipts.</summary>
    public long Windows { get; init; }

    /// <summary>The number of blobs.</summary>
    public long Blobs { get; init; }

    /// <summary>What the receipts covered, so that it is known to have been read.</summary>
    public ImmutableArray<CoveredSpan> Covered { get; init; } = [];

    /// <summary>When the events happened, as far as that is known; none where there are none. Earlier versions wrote only by which time it was old enough, and for which times there were receipts.</summary>
    internal IEnumerable<(DateTimeOffset First, DateTimeOffset Last)> Happened => this switch
    {
        { Events: 0 } => [],
        { FirstHappened: { } first, LastHappened: { } last } => [(first, last)],
        _ => Covered.Select(span => (span.From, span.To)).Append((Oldest, Newest)),
    };

    /// <summary>Whether it names a file of entries.</summary>
    /// <param name="bundle">The index of the file.</param>
    public bool Names(long bundle) => Bundles.Any(range => bundle >= range.First && bundle <= range.Last);
}

/// <summary>Files of 256 entries each.</summary>
/// <param name="First">The index of the first.</param>
/// <param name="Last">The index of the last.</param>
public readonly record struct BundleRange(long First, long Last);

/// <summary>A time that was read.</summary>
/// <param name="Feed">What was asked.</param>
/// <param name="From">Its beginning.</param>
/// <param name="To">The time behind its end.</param>
public sealed record CoveredSpan(AuditFeed Feed, DateTimeOffset From, DateTimeOffset To);
