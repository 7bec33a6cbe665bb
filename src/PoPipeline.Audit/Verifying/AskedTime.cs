using System.Collections.Immutable;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Windows;

namespace PoPipeline.Audit.Verifying;

/// <summary>What of the time that somebody asks about is not there: that nothing is found of it is no sign that nothing happened.</summary>
/// <param name="NeverRead">The feeds of which nothing is there at all.</param>
/// <param name="Unread">The times that were not read.</param>
/// <param name="Pruned">What was there and is kept no more.</param>
public sealed record AskedTime(ImmutableArray<AuditFeed> NeverRead, ImmutableArray<UnreadTime> Unread, ImmutableArray<Tombstone> Pruned)
{
    /// <summary>For how long what comes behind the last window is for the next run: unless one was missed twice that runs each day.</summary>
    public static readonly TimeSpan Pending = TimeSpan.FromDays(2);

    /// <summary>Finds it out. A pure function. What is in a group no more counts for nothing: what was not read until then cannot be read any more.</summary>
    /// <param name="since">The first time that is asked about; null for what was read first.</param>
    /// <param name="until">The time behind the last; null for what was read last.</param>
    /// <param name="state">What the audit log holds.</param>
    /// <param name="now">The time.</param>
    /// <param name="policy">The policy of a feed.</param>
    public static AskedTime Of(DateTimeOffset? since, DateTimeOffset? until, AuditState state, DateTimeOffset now, Func<AuditFeed, AuditPolicy> policy)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        var feeds = AuditCoverage.Of(state, now, policy).Where(feed => feed.Refused is not { IsGone: true }).ToImmutableArray();
        return new AskedTime(
            [.. feeds.Where(IsNeverRead).Select(feed => feed.Feed)],
            [.. feeds.Where(feed => !IsNeverRead(feed)).SelectMany(feed => Missing(feed, state, since, until, AuditTime.Floor(now - policy(feed.Feed).Settle)))],
            [.. state.Tombstones.Where(tombstone => tombstone.Happened.Any(span => (until is null || span.First < until) && (since is null || span.Last >= since)))]);
    }

    // What is dated later than now tells of no time that is past.
    private static (DateTimeOffset From, DateTimeOffset To) Imported(AuditCoverage feed)
    {
        var from = feed.Imported.Spans[0].From;
        return (from, feed.ImportedTo > from ? feed.ImportedTo.Value : feed.Imported.Spans[^1].To);
    }

    private static bool IsNeverRead(AuditCoverage feed) => feed.Read.Spans.IsEmpty && (feed.Imported.Spans.IsEmpty || feed.Feed.Query == AuditFeed.List);

    private static IEnumerable<UnreadTime> Missing(AuditCoverage feed, AuditState state, DateTimeOffset? since, DateTimeOffset? until, DateTimeOffset settled)
    {
        // Where files are all there is, nobody can tell whether something is missing between them.
        var there = feed.Read.Spans.IsEmpty ? new TimeSpans([Imported(feed)]) : feed.Read;
        if (feed.Read.Spans.IsEmpty && since is null && until is null)
        {
            return [];
        }

        var last = there.Spans[^1].To;
        var isOpen = until is null || until > settled;
        return there.Missing(since ?? there.Spans[0].From, isOpen ? settled : until ?? settled)
            .Where(span => !(isOpen && span.From == last && feed.Refused is null && span.To - span.From < Pending && (since is null || since < last)))
            .Select(span => new UnreadTime(feed.Feed, span.From, span.To, feed.Gaps.FirstOrDefault(gap => gap.From < span.To && gap.To > span.From)?.Reason ?? "it was not asked for.")
            {
                IsImported = !feed.Read.Spans.IsEmpty && state.Imported.Any(feed.Feed, span.From, span.To),
            });
    }
}

/// <summary>A time that was asked about and not read.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="From">Its beginning.</param>
/// <param name="To">The time behind its end.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record UnreadTime(AuditFeed Feed, DateTimeOffset From, DateTimeOffset To, string Reason)
{
    /// <summary>Whether a file that was imported has events of the time.</summary>
    public bool IsImported { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Feed} was not read from {AuditTime.Write(From)} to {AuditTime.Write(To)}: {Reason}{(IsImported ? " A file that was imported has events of this time." : "")}";
}
