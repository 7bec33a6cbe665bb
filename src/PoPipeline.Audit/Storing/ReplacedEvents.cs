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
    private readonly HashSet<long> fuller = [];
    private readonly HashSet<long> perhaps = [];
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

        return found;
    }

    /// <summary>Takes an event. What a file brought after the forge told of its like was held to that when it was imported, and is another event.</summary>
    /// <param name="head">Its beginning.</param>
    /// <param name="entry">The index of its entry.</param>
    public void Take(in EventHead head, long entry)
    {
        if (head.Instead is { } before && before < entry && kept.HeadAt(before) is { } said && said.Source == head.Source && (said.IsImported || !head.IsImported))
        {
            fuller.Add(before);
        }

        var digest = EventDigest.Of(head) with { Entry = entry };
        if (head.IsImported)
        {
            if (head.IsUnsure)
            {
                perhaps.Add(entry);
            }

            (brought.TryGetValue(head.Source, out var known) ? known : brought[head.Source] = new Brought(this, kept)).Take(digest);
        }
        else if (brought.TryGetValue(head.Source, out var known))
        {
            known.Replace(digest, isAnew: head.Instead is null);
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
    public bool IsSaidElsewhere(long entry) => alike.Contains(entry) || fuller.Contains(entry);

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

        // What the forge tells once more of an event takes the place of nothing else.
        public void Replace(in EventDigest told, bool isAnew)
        {
            if (!ReplaceNamed(told) && isAnew && LikeOf(told, out var likeness) is >= 0 and var like)
            {
                table.Tell(like);
                (likeness is EventLikeness.Same ? found.alike : found.perhaps).Add(table[like].Entry);
            }
        }

        public bool ReplaceNamed(in EventDigest told)
        {
            var isNamed = false;
            foreach (var row in told.IsNameless ? [] : table.WithId(told.Id))
            {
                isNamed = true;
                table.Tell(row);
                found.named.Add(table[row].Entry);
            }

            return isNamed;
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
            return table.Like(told, before => !found.fuller.Contains(before.Entry) && !EventText.Between(text.Value, kept.At(before.Entry)).HasFlag(TextDifference.Differs), out likeness);
        }
    }
}
