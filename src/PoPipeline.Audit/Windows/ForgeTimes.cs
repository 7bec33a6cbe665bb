using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Windows;

/// <summary>Which times of each source its forge was read for: what happened then the forge has told itself, so that what a file alone says of it is no evidence.</summary>
public sealed class ForgeTimes
{
    private readonly List<(DateTimeOffset First, DateTimeOffset Last)> pruned = [];

    // Forges take names in any case.
    private readonly Dictionary<string, List<(AuditFeed Feed, TimeSpans Read)>> sources = new(StringComparer.OrdinalIgnoreCase);

    private ForgeTimes()
    {
    }

    /// <summary>Takes what was read of each feed, of which nothing may have been.</summary>
    /// <param name="feeds">The feeds.</param>
    /// <param name="tombstones">What was read and is kept no more.</param>
    public static ForgeTimes Of(IEnumerable<(AuditFeed Feed, TimeSpans Read)> feeds, IEnumerable<Tombstone> tombstones)
    {
        ArgumentNullException.ThrowIfNull(tombstones);
        var found = new ForgeTimes();
        found.pruned.AddRange(tombstones.SelectMany(tombstone => tombstone.Happened));
        foreach (var feed in feeds.Where(feed => feed.Feed.IsAsked))
        {
            var source = feed.Feed.Source.ToString();
            (found.sources.TryGetValue(source, out var list) ? list : found.sources[source] = []).Add(feed);
        }

        return found;
    }

    /// <summary>Whether every feed was read for a time that may have told of an event.</summary>
    /// <param name="source">Whose audit log it is of.</param>
    /// <param name="action">What was done; null where that is not known.</param>
    /// <param name="at">When; null where that is not said, which is of no time.</param>
    public bool Cover(string source, string? action, DateTimeOffset? at)
    {
        if (at is not { } time || !sources.TryGetValue(source, out var feeds))
        {
            return false;
        }

        var kind = EventKinds.Of(action);
        var isCovered = false;
        foreach (var (feed, read) in feeds)
        {
            if (!EventKinds.MayTell(feed, kind))
            {
                continue;
            }

            if (!read.Contains(time))
            {
                return false;
            }

            isCovered = true;
        }

        return isCovered;
    }

    /// <summary>
    /// Whether a file brought an event of a time that the forge was read for. Where the forge told of it, it is none that is contradicted; and of a time of which events were pruned, what the forge told is not known any more.
    /// </summary>
    /// <param name="head">The beginning of the event.</param>
    internal bool Contradict(in EventHead head)
    {
        var at = head.Occurred;
        return head.IsImported && Cover(head.Source, head.Action, at) && !pruned.Exists(span => at >= span.First && at <= span.Last);
    }
}
