namespace PoPipeline.Audit.Storing;

/// <summary>
/// Which events that files brought the forge itself has told of: what it says is read in their place, so that nothing is there twice and no file speaks for the
/// forge. What has no id of the forge is known by what it says, one event for one. What says less of an event than a later entry is among them as well, as long as something that is
/// shown says all of it. Entries are taken in their order, and where files brought any, once more.
/// </summary>
/// <param name="kept">The events.</param>
internal sealed class ReplacedEvents(KeptEvents kept)
{
    // By their ids, each with what the forge told under it.
    private readonly Dictionary<long, long> named = [];

    // Under whose id the forge tells of another time: what such an event says is no word of the forge's, and none that is read in place of another one.
    private readonly HashSet<long> disowned = [];
    private readonly Dictionary<long, long> alike = [];
    private readonly Dictionary<long, long> fuller = [];

    // Of what the forge told, each stands for one event of files of which it is not known whether it is the same.
    private readonly Dictionary<long, long> perhaps = [];
    private readonly HashSet<long> spent = [];
    private readonly HashSet<long> twice = [];

    // What another one may say once more.
    private readonly HashSet<long> doubted = [];
    private readonly Dictionary<string, Brought> brought = new(StringComparer.Ordinal);

    /// <summary>Whether files brought any event, replaced or not.</summary>
    public bool HasImported => brought.Count > 0;

    /// <summary>Looks for them in an audit log.</summary>
    /// <param name="store">The audit log.</param>
    /// <param name="state">What the audit log holds, which is found out by the way.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static ReplacedEvents Of(AuditStore store, out AuditState state, CancellationToken cancellation)
    {
        var found = new ReplacedEvents(new KeptEvents(store));
        state = AuditState.Of(store, (head, entry) =>
        {
            cancellation.ThrowIfCancellationRequested();
            found.Take(head, entry.Index);
        });
        if (found.HasImported)
        {
            _ = AuditState.Of(store, (head, entry) =>
            {
                cancellation.ThrowIfCancellationRequested();
                found.TakeAgain(head, entry.Index);
            });
        }

        if (store.Options.Identity is not null && found.twice.Count + found.perhaps.Count > 0)
        {
            found.Open(OpenedTwins.In(store, found.twice.Union(found.perhaps.Keys).Union(found.doubted).ToHashSet(), found.alike.Keys.Concat(found.alike.Values).Concat(found.named.Keys).ToHashSet(), cancellation));
        }

        return found;
    }

    /// <summary>Takes an event. What a file brought after the forge told of its like was held to that when it was imported, and is another event.</summary>
    /// <param name="head">Its beginning.</param>
    /// <param name="entry">The index of its entry.</param>
    public void Take(in EventHead head, long entry)
    {
        var digest = EventDigest.Of(head) with { Entry = entry };
        if (head.Instead is { } before && before < entry && kept.HeadAt(before) is { } said && said.Source == head.Source && (said.IsImported || !head.IsImported) && EventDigest.Of(said).IsShownBy(digest))
        {
            fuller[before] = entry;
        }

        if (!head.IsImported)
        {
            if (brought.TryGetValue(head.Source, out var ofFiles))
            {
                ofFiles.Replace(digest, isAnew: head.Instead is null);
            }

            return;
        }

        var known = brought.TryGetValue(head.Source, out var there) ? there : brought[head.Source] = new Brought(this, kept);
        var row = known.Take(digest);
        if (head.MayBe is { } like && like < entry && kept.HeadAt(like) is { } other && other.Source == head.Source)
        {
            twice.Add(entry);
            if (other.IsImported)
            {
                doubted.Add(like);
            }
            else if (!spent.Contains(like))
            {
                known.Excuse(row, like);
            }
        }
    }

    /// <summary>
    /// Takes an event once all were taken: of an id, the forge's word counts before a file's, whichever came first. And of what cannot be read, each that the forge told stands for one of a file, whichever of them was
    /// held to which before.
    /// </summary>
    /// <param name="head">Its beginning.</param>
    /// <param name="entry">The index of its entry.</param>
    public void TakeAgain(in EventHead head, long entry)
    {
        if (!head.IsImported && brought.TryGetValue(head.Source, out var known))
        {
            known.ReplaceAgain(EventDigest.Of(head) with { Entry = entry }, isAnew: head.Instead is null);
        }
    }

    /// <summary>Whether an event is one of them.</summary>
    /// <param name="entry">The index of its entry.</param>
    public bool Has(long entry) => named.ContainsKey(entry) || IsSaidElsewhere(entry);

    /// <summary>Whether an event is one of them by what it says, and not by its id alone.</summary>
    /// <param name="entry">The index of its entry.</param>
    public bool IsSaidElsewhere(long entry) => alike.ContainsKey(entry) || EndOf(entry) is not null;

    /// <summary>Whether an entry of a file is read in place of any other one.</summary>
    public bool HasFuller => fuller.Count > 0;

    /// <summary>The index of the entry of a file that is shown in place of an event, where that says more than it and the forge has not told of it; null where there is none.</summary>
    /// <param name="entry">The index of the event's entry.</param>
    public long? FullerThan(long entry) => !IsTold(entry) && EndOf(entry) is { } by && kept.HeadAt(by) is { IsImported: true } ? by : null;

    /// <summary>Whether an event may be there twice: it may be what a file, or the forge, had said before.</summary>
    /// <param name="entry">The index of its entry.</param>
    public bool MayBeTwice(long entry) => twice.Contains(entry) || perhaps.ContainsKey(entry);

    /// <summary>Whether an event may be one of them: the forge told of one of its time, and what would tell whether it is the same is not said, or cannot be read.</summary>
    /// <param name="entry">The index of its entry.</param>
    public bool MayHave(long entry) => perhaps.ContainsKey(entry);

    private bool IsTold(long entry) => named.ContainsKey(entry) || alike.ContainsKey(entry);

    // What is shown in place of an event, at the end of all that say more than it. What the forge tells otherwise says nothing of it any more; what is not shown itself leads to what is shown in its place.
    private long? EndOf(long entry)
    {
        long? end = null;
        for (var at = entry; fuller.TryGetValue(at, out var by); at = by)
        {
            if (TellerOf(by) is not { } teller)
            {
                end = disowned.Contains(by) ? end : by;
            }
            else if (IsSaid(teller, entry))
            {
                return teller;
            }
        }

        return end;
    }

    private long? TellerOf(long entry) => alike.TryGetValue(entry, out var told) || named.TryGetValue(entry, out told) ? told : null;

    // Where neither can be read, what is known of both decides.
    private bool IsSaid(long teller, long entry) => kept.HeadAt(teller) is { } told && kept.HeadAt(entry) is { } head
        && !EventDigest.Of(told).Contradicts(EventDigest.Of(head))
        && !EventText.Between(kept.At(teller), kept.At(entry)).HasFlag(TextDifference.Differs);

    // What the forge told is not outdone by a file, whatever that says.
    private void Open(Dictionary<long, long> twins)
    {
        foreach (var (entry, by) in twins)
        {
            twice.ExceptWith([entry, by]);
            perhaps.Remove(entry);
            perhaps.Remove(by);
            if (kept.HeadAt(by) is { IsImported: false })
            {
                alike[entry] = by;
            }
            else if (!Leads(by, entry))
            {
                fuller.TryAdd(entry, by);
            }
        }
    }

    // Nothing is read in place of what is read in its own place.
    private bool Leads(long from, long to)
    {
        for (var at = from; ; at = fuller[at])
        {
            if (at == to)
            {
                return true;
            }

            if (!fuller.ContainsKey(at))
            {
                return false;
            }
        }
    }

    // The events of files of a source.
    private sealed class Brought(ReplacedEvents found, KeptEvents kept)
    {
        private readonly EventTable table = new();
        private PairedEvents? pairs;

        private bool HasIds => table.Count > table.Nameless;

        public int Take(in EventDigest digest)
        {
            table.Add(digest, isTold: false);
            return table.Count - 1;
        }

        public void Excuse(int row, long told)
        {
            table.Tell(row);
            found.spent.Add(told);
            found.perhaps[table[row].Entry] = told;
        }

        // What the forge tells once more of an event takes the place of nothing else. One file may have it by its id, and another one without.
        public void Replace(in EventDigest told, bool isAnew)
        {
            ReplaceNamed(told);
            if (!isAnew || LikeOf(told, before => !found.fuller.ContainsKey(before.Entry), out var likeness) is not (>= 0 and var like))
            {
                return;
            }

            if (likeness is EventLikeness.Same)
            {
                Replace(told, like);
            }
            else
            {
                Excuse(like, told.Entry);
            }
        }

        private void Replace(in EventDigest told, int row)
        {
            table.Tell(row);
            found.spent.Add(told.Entry);
            found.alike[table[row].Entry] = told.Entry;
        }

        public void ReplaceAgain(in EventDigest told, bool isAnew)
        {
            ReplaceNamed(told);
            if (!isAnew || found.spent.Contains(told.Entry))
            {
                return;
            }

            // What another one was to be read in place of, and is not, the forge may tell of all the same.
            if (found.HasFuller && LikeOf(told, before => found.fuller.ContainsKey(before.Entry) && found.EndOf(before.Entry) is null, out var likeness) is >= 0 and var like && likeness is EventLikeness.Same)
            {
                Replace(told, like);
            }
            else
            {
                _ = Pairs.RowFor(told);
            }
        }

        private void ReplaceNamed(in EventDigest told)
        {
            foreach (var row in told.IsNameless || !HasIds ? [] : table.WithId(told.Id))
            {
                var (before, isNamed) = (table[row], found.named.ContainsKey(table[row].Entry));
                if (!before.IsAbout(told))
                {
                    _ = isNamed || found.disowned.Add(before.Entry);
                    continue;
                }

                table.Tell(row);
                found.disowned.Remove(before.Entry);
                if (!isNamed || !before.Contradicts(told))
                {
                    found.named[before.Entry] = told.Entry;
                }
            }
        }

        private PairedEvents Pairs => pairs ??= new PairedEvents(
            table,
            (before, told) => before.IsClosed || told.IsClosed,
            row => found.perhaps.TryGetValue(table[row].Entry, out var told) && kept.HeadAt(told) is { } head ? EventDigest.Of(head) with { Entry = told } : null,
            (row, told) => Excuse(row, told.Entry));

        private int LikeOf(in EventDigest told, Func<EventDigest, bool> isOpen, out EventLikeness likeness)
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
            return table.Like(told, before => isOpen(before) ? EventText.Between(text.Value, kept.At(before.Entry)) : TextDifference.Differs, out likeness);
        }
    }
}
