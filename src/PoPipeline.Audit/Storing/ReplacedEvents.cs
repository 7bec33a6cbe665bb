namespace PoPipeline.Audit.Storing;

/// <summary>
/// Which events that files brought the forge itself has told of: what it says is read in their place, so that nothing is there twice and no file speaks for the
/// forge. What has no id of the forge is known by what it says, one event for one. What says less of an event than a later entry is among them as well. Entries
/// are taken in their order, and where files brought any, once more.
/// </summary>
/// <param name="kept">The events.</param>
internal sealed class ReplacedEvents(KeptEvents kept)
{
    private readonly HashSet<long> named = [];
    private readonly HashSet<long> alike = [];
    private readonly Dictionary<long, long> fuller = [];
    private readonly HashSet<long> perhaps = [];

    // Of what the forge told, each stands for one event of files of which it is not known whether it is the same.
    private readonly HashSet<long> excusing = [];
    private readonly HashSet<long> twice = [];
    private readonly Dictionary<string, Brought> brought = new(StringComparer.Ordinal);

    /// <summary>Whether files brought any event, replaced or not.</summary>
    public bool HasImported => brought.Count > 0;

    /// <summary>Looks for them in an audit log.</summary>
    /// <param name="store">The audit log.</param>
    /// <param name="state">What the audit log holds, which is found out by the way.</param>
    public static ReplacedEvents Of(AuditStore store, out AuditState state)
    {
        var found = new ReplacedEvents(new KeptEvents(store));
        state = AuditState.Of(store, (head, entry) => found.Take(head, entry.Index));
        if (found.HasImported)
        {
            _ = AuditState.Of(store, (head, _) => found.TakeAgain(head));
        }

        if (store.Options.Identity is not null && found.twice.Count + found.perhaps.Count > 0)
        {
            found.Open(OpenedTwins.In(store, found.twice.Union(found.perhaps).ToHashSet()));
        }

        return found;
    }

    /// <summary>Takes an event. What a file brought after the forge told of its like was held to that when it was imported, and is another event.</summary>
    /// <param name="head">Its beginning.</param>
    /// <param name="entry">The index of its entry.</param>
    public void Take(in EventHead head, long entry)
    {
        if (head.Instead is { } before && before < entry && kept.HeadAt(before) is { } said && said.Source == head.Source && (said.IsImported || !head.IsImported))
        {
            fuller[before] = entry;
        }

        var digest = EventDigest.Of(head) with { Entry = entry };
        if (head.IsImported)
        {
            if (head.MayBe is { } like && like < entry && kept.HeadAt(like) is { } other && other.Source == head.Source)
            {
                twice.Add(entry);
                if (!other.IsImported && excusing.Add(like))
                {
                    perhaps.Add(entry);
                }
            }

            (brought.TryGetValue(head.Source, out var known) ? known : brought[head.Source] = new Brought(this, kept)).Take(digest);
        }
        else if (brought.TryGetValue(head.Source, out var known))
        {
            known.Replace(digest, isAnew: head.Instead is null);
        }
    }

    // What the forge told is not outdone by a file, whatever that says.
    private void Open(Dictionary<long, long> twins)
    {
        foreach (var (entry, by) in twins)
        {
            twice.ExceptWith([entry, by]);
            perhaps.ExceptWith([entry, by]);
            if (kept.HeadAt(by) is { IsImported: false })
            {
                alike.Add(entry);
            }
            else
            {
                fuller.TryAdd(entry, by);
            }
        }
    }

    /// <summary>Takes an event once all were taken: of an id, the forge's word counts before a file's, whichever came first.</summary>
    /// <param name="head">Its beginning.</param>
    public void TakeAgain(in EventHead head)
    {
        if (!head.IsImported && brought.TryGetValue(head.Source, out var known) && known.HasIds)
        {
            known.ReplaceNamed(EventDigest.Of(head));
        }
    }

    /// <summary>Whether an event is one of them.</summary>
    /// <param name="entry">The index of its entry.</param>
    public bool Has(long entry) => named.Contains(entry) || IsSaidElsewhere(entry);

    /// <summary>Whether an event is one of them by what it says, and not by its id alone.</summary>
    /// <param name="entry">The index of its entry.</param>
    public bool IsSaidElsewhere(long entry) => alike.Contains(entry) || fuller.ContainsKey(entry);

    /// <summary>Whether an entry of a file is read in place of any other one.</summary>
    public bool HasFuller => fuller.Count > 0;

    /// <summary>The index of the entry that is read in place of an event, where that says more than it and the forge has not told of it; null where there is none.</summary>
    /// <param name="entry">The index of the event's entry.</param>
    public long? FullerThan(long entry) => !named.Contains(entry) && !alike.Contains(entry) && fuller.TryGetValue(entry, out var by) ? by : null;

    /// <summary>Whether an event may be there twice: it may be what a file, or the forge, had said before.</summary>
    /// <param name="entry">The index of its entry.</param>
    public bool MayBeTwice(long entry) => twice.Contains(entry) || perhaps.Contains(entry);

    /// <summary>Whether an event may be one of them: the forge told of one of its time, and what would tell whether it is the same is not said, or cannot be read.</summary>
    /// <param name="entry">The index of its entry.</param>
    public bool MayHave(long entry) => perhaps.Contains(entry);

    // The events of files of a source.
    private sealed class Brought(ReplacedEvents found, KeptEvents kept)
    {
        private readonly EventTable table = new();
        private int events;

        public bool HasIds => events > table.Nameless;

        public void Take(in EventDigest digest)
        {
            table.Add(digest, isTold: false);
            events++;
        }

        // What the forge tells once more of an event takes the place of nothing else. One file may have it by its id, and another one without.
        public void Replace(in EventDigest told, bool isAnew)
        {
            ReplaceNamed(told);
            if (isAnew && LikeOf(told, out var likeness) is >= 0 and var like)
            {
                table.Tell(like);
                (likeness is EventLikeness.Same ? found.alike : found.perhaps).Add(table[like].Entry);
            }
        }

        public void ReplaceNamed(in EventDigest told)
        {
            foreach (var row in told.IsNameless ? [] : table.WithId(told.Id))
            {
                table.Tell(row);
                found.named.Add(table[row].Entry);
            }
        }

        private int LikeOf(in EventDigest told, out EventLikeness likeness)
        {
            var entry = told.Entry;
            if (told.IsNameless && table.Untold(told.Id) is >= 0 and var same)
            {
                likeness = EventLikeness.Same;
                return same;
            }

            if (!told.IsNameless && table.Nameless == 0)
            {
                likeness = EventLikeness.Other;
                return -1;
            }

            var text = new Lazy<EventText?>(() => kept.At(entry));
            return table.Like(told, before => !found.fuller.ContainsKey(before.Entry) && !EventText.Between(text.Value, kept.At(before.Entry)).HasFlag(TextDifference.Differs), out likeness);
        }
    }
}
