using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>
/// When the events happened that files brought: a file has events of a time where one of them happened then, and not because it has some from before and from after it. Of the forge's own events none is
/// looked at; of a million of files it takes eight megabytes.
/// </summary>
/// <param name="before">What was known before the first event that is taken; null where that is nothing.</param>
internal sealed class ImportedTimes(ImportedTimes? before = null)
{
    private static readonly Comparer<long> FirstNotBefore = Comparer<long>.Create((time, bound) => time < bound ? -1 : 1);

    // Forges take names in any case.
    private readonly Dictionary<string, Dictionary<EventKind, List<long>>> sources =
        before?.sources.ToDictionary(pair => pair.Key, pair => pair.Value.ToDictionary(kind => kind.Key, kind => new List<long>(kind.Value)), StringComparer.OrdinalIgnoreCase)
            ?? new(StringComparer.OrdinalIgnoreCase);

    private bool isSorted = before?.isSorted ?? true;

    /// <summary>Takes an event. One that no file brought, or that does not say when it happened, is passed over.</summary>
    /// <param name="head">Its beginning.</param>
    public void Take(in EventHead head)
    {
        if (head is not { IsImported: true, Occurred: { } at })
        {
            return;
        }

        var kinds = sources.TryGetValue(head.Source, out var known) ? known : sources[head.Source] = [];
        var kind = EventKinds.Of(head.Action);
        var times = kinds.TryGetValue(kind, out var list) ? list : kinds[kind] = [];
        isSorted &= times.Count == 0 || times[^1] <= at.UtcTicks;
        times.Add(at.UtcTicks);
    }

    /// <summary>Whether files brought an event of a time that a feed would have told of.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="from">The first time.</param>
    /// <param name="to">The time behind the last.</param>
    public bool Any(AuditFeed feed, DateTimeOffset from, DateTimeOffset to) =>
        Of(feed.Source).Any(pair => EventKinds.MayTell(feed, pair.Key) && First(pair.Value, from.UtcTicks) is var first && first < pair.Value.Count && pair.Value[first] < to.UtcTicks);

    /// <summary>When the newest event of a source happened that files brought, of those before a time; null where there is none.</summary>
    /// <param name="source">The source.</param>
    /// <param name="end">The time.</param>
    public DateTimeOffset? Newest(AuditSource source, DateTimeOffset end) => Of(source)
        .Select(pair => First(pair.Value, end.UtcTicks) is > 0 and var first ? (DateTimeOffset?)new DateTimeOffset(pair.Value[first - 1], TimeSpan.Zero) : null)
        .Max();

    private Dictionary<EventKind, List<long>> Of(AuditSource source)
    {
        if (!isSorted)
        {
            foreach (var times in sources.Values.SelectMany(kinds => kinds.Values))
            {
                times.Sort();
            }

            isSorted = true;
        }

        return sources.GetValueOrDefault(source.ToString()) ?? [];
    }

    // The place of the first time that is not before another one: none is the same as what is looked for, so that what is found is where it would stand.
    private static int First(List<long> times, long bound) => ~times.BinarySearch(bound, FirstNotBefore);
}
