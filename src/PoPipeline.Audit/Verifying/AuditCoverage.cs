using System.Collections.Immutable;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Windows;

namespace PoPipeline.Audit.Verifying;

/// <summary>What of a feed was read, and what was not.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Read">The times that receipts prove.</param>
/// <param name="Imported">The times of files that were imported, in which something may be missing.</param>
/// <param name="Gaps">The times that were not read.</param>
public sealed record AuditCoverage(
    AuditFeed Feed, TimeSpans Read, TimeSpans Imported, ImmutableArray<CoverageGap> Gaps)
{
    /// <summary>When a window was closed last; null for never.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>How long ago that was, never less than nothing; null for never. Where the clock of that run was ahead, since when it was at least: what was read was past by then.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>Whether <see cref="LastSuccess"/> is later than now, so that the clock of that run was ahead, or the one here is behind.</summary>
    public bool IsAhead { get; init; }

    /// <summary>The last time that files of the source tell of, of those that are past; null where there is none.</summary>
    public DateTimeOffset? ImportedTo { get; init; }

    /// <summary>The last time that files of the source tell of, where that is yet to come; null where it is not.</summary>
    public DateTimeOffset? ImportedAhead { get; init; }

    /// <summary>How long the forge keeps events; null for ever.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>The time before which nothing was ever asked for, though the forge keeps more of it; null where it does not.</summary>
    public DateTimeOffset? NotAskedBefore { get; init; }

    /// <summary>What has last refused, where nothing was closed since; null where nothing did.</summary>
    public WindowRefusal? Refused { get; init; }

    /// <summary>Whether so much time has passed that events will soon be lost: more than half of what the forge keeps.</summary>
    public bool IsDue => Retention is { } kept && (Age is not { } age || age > kept / 2);

    /// <summary>Looks at all feeds of an audit log. A pure function.</summary>
    /// <param name="state">What the audit log holds.</param>
    /// <param name="now">The time.</param>
    /// <param name="policy">The policy of a feed.</param>
    public static ImmutableArray<AuditCoverage> Of(AuditState state, DateTimeOffset now, Func<AuditFeed, AuditPolicy> policy)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(policy);
        var spans = state.Tombstones.SelectMany(tombstone => tombstone.Covered).Concat(state.Receipts.Select(receipt => new CoveredSpan(receipt.Feed, receipt.From, receipt.To))).ToList();
        return [.. state.Feeds.Where(feed => feed.Query != AuditFeed.Import || !state.Feeds.Any(other => other.Source == feed.Source && other != feed)).Select(feed => Of(feed, state, spans, now, policy(feed)))];
    }

    private static AuditCoverage Of(AuditFeed feed, AuditState state, List<CoveredSpan> spans, DateTimeOffset now, AuditPolicy policy)
    {
        var read = TimeSpans.Of(spans.Where(span => span.Feed == feed && feed.Query != AuditFeed.Import).Select(span => (span.From, span.To)));
        ImmutableArray<(DateTimeOffset From, DateTimeOffset To)> files = [.. spans.Where(span => span.Feed.Source == feed.Source && span.Feed.Query == AuditFeed.Import).Select(span => (span.From, span.To))];
        var last = state.Receipts.LastOrDefault(receipt => receipt.Feed == feed);
        var from = read.Spans.IsEmpty ? policy.Since ?? now - (policy.Retention ?? WindowPlan.DefaultPast) : read.Spans[0].From;
        var missing = feed.Query == AuditFeed.List ? [] : read.Missing(from, AuditTime.Floor(now - policy.Settle));
        var gaps = missing.Select(span => Gap(span.From, span.To, feed, state, now, policy));
        return new AuditCoverage(feed, read, TimeSpans.Of(files), [.. gaps])
        {
            LastSuccess = last?.At,
            Age = now - last?.ClosedBy(now),
            IsAhead = last?.At - now > RecordedTimes.Leeway,
            ImportedTo = files.Select(file => (DateTimeOffset?)file.To).Where(to => to <= now).Append(state.Imported.Newest(feed.Source, now)).Max(),
            ImportedAhead = files.Select(file => (DateTimeOffset?)file.To).Where(to => to > now).Max(),
            Retention = policy.Retention,
            NotAskedBefore = policy.Retention is { } kept && read.Spans is [var first, ..] && first.From > now - kept + TimeSpan.FromDays(1) && !state.Refusals.Any(refused => refused.Feed == feed && refused.From < first.From && first.From <= refused.To) ? first.From : null,
            Refused = state.RefusalOf(feed),
        };
    }

    private static CoverageGap Gap(DateTimeOffset from, DateTimeOffset to, AuditFeed feed, AuditState state, DateTimeOffset now, AuditPolicy policy)
    {
        var refusal = WindowRefusal.Of(from, to, state.Refusals.Where(refused => refused.Feed == feed), state.Receipts.Where(receipt => receipt.Feed == feed));
        var isLost = policy.Retention is { } kept && from < now - kept;
        var why = refusal is { } known ? $"{ReasonOf(known.Reason)}: {known.Message}"
            : state.Receipts.Any(receipt => receipt.Feed == feed) || state.Refusals.Any(refused => refused.Feed == feed) ? "it was not asked for."
            : "it was never asked for: each run ended before it came to it, or never looked for it.";
        return new CoverageGap(from, to, isLost ? $"{why.TrimEnd('.')}. The forge does not keep the beginning of it any more." : why)
        {
            IsLost = isLost,
            IsImported = state.Imported.Any(feed, from, to),
        };
    }

    private static string ReasonOf(RefusalReason reason) => reason switch
    {
        RefusalReason.Plan => "the plan has no audit log by its API",
        RefusalReason.Role => "who asked has not the role",
        RefusalReason.Permission => "the token lacks a permission",
        RefusalReason.Token => "the token is not valid",
        RefusalReason.NotFound => "there is no such source, or it may not be known",
        RefusalReason.RateLimit => "too much was asked",
        RefusalReason.Malformed => "the answer was not one",
        _ => "the forge was not reached",
    };
}

/// <summary>A time that was not read.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">The time behind its end.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record CoverageGap(DateTimeOffset From, DateTimeOffset To, string Reason)
{
    /// <summary>Whether the forge does not keep it any more.</summary>
    public bool IsLost { get; init; }

    /// <summary>Whether a file that was imported has events of the time.</summary>
    public bool IsImported { get; init; }
}
