using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>
/// Which events of files are said by another entry too, of those of which that was not known when they were kept, since one of the two was encrypted: whoever can open both can tell.
/// </summary>
/// <param name="unsure">The indices of the entries of which it was not known.</param>
/// <param name="decided">The indices of the entries of which it was known that the forge told of them, and of what it told.</param>
/// <param name="kept">The events.</param>
internal sealed class OpenedTwins(IReadOnlySet<long> unsure, IReadOnlySet<long> decided, KeptEvents kept)
{
    private readonly Dictionary<AuditSource, Known> sources = [];
    private readonly Dictionary<long, long> found = [];

    /// <summary>Their entries, each with the one that is read in its place.</summary>
    /// <param name="store">The audit log, with an identity.</param>
    /// <param name="unsure">The indices of the entries of which it was not known.</param>
    /// <param name="decided">The indices of the entries of which it was known that the forge told of them, and of what it told.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static Dictionary<long, long> In(AuditStore store, IReadOnlySet<long> unsure, IReadOnlySet<long> decided, CancellationToken cancellation)
    {
        var twins = new OpenedTwins(unsure, decided, new KeptEvents(store));
        foreach (var record in store.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (record.Event is { IsClosed: false, Entry: { } entry } said)
            {
                twins.Take(said, entry);
            }
            else if (record.Window is not null)
            {
                twins.Begin();
            }
        }

        return twins.found;
    }

    // Of one file, two that are alike are two.
    private void Begin()
    {
        foreach (var source in sources.Values)
        {
            source.Table.Begin();
        }
    }

    private void Take(AuditEvent said, long entry)
    {
        var known = sources.TryGetValue(said.Source, out var there) ? there : sources[said.Source] = new Known(kept);
        var digest = EventDigest.Of(EventHead.Of(said)) with { Entry = entry };
        var difference = TextDifference.None;
        var row = (said.IsImported ? !unsure.Contains(entry) : decided.Contains(entry)) ? -1 : RowOf(known, digest, said, out difference);
        if (row < 0)
        {
            known.Add(digest, said);
            return;
        }

        known.Table.Tell(row);
        var other = known.Table[row];
        if (IsReadInstead(digest, other, difference))
        {
            found[other.Entry] = entry;
            known.Add(digest, said);
        }
        else
        {
            found[entry] = other.Entry;
        }
    }

    // What the forge says, and what says more. Of two that say the same, by its id an event is known wherever else it is told.
    private static bool IsReadInstead(in EventDigest digest, in EventDigest other, TextDifference difference) =>
        !digest.IsImported || (other.IsImported && (difference is TextDifference.Adds || (difference is TextDifference.None && other.IsNameless && !digest.IsNameless)));

    private int RowOf(Known known, EventDigest digest, AuditEvent said, out TextDifference difference)
    {
        var text = EventText.Of(said);
        if (digest.IsImported && !digest.IsNameless && OfId(known, digest, said, text, out difference) is >= 0 and var ofId)
        {
            return ofId;
        }

        difference = TextDifference.None;
        if (digest is { IsImported: true, IsNameless: true } && known.Table.Untold(digest.Id) is >= 0 and var same)
        {
            return same;
        }

        var row = known.Table.Like(digest, digest.IsImported ? BetweenFiles : ToForge, out var likeness);
        difference = row < 0 || !digest.IsImported ? TextDifference.None : Between(known.Table[row]);
        return likeness is EventLikeness.Same ? row : -1;

        TextDifference Between(EventDigest before) => EventText.Between(text, kept.At(before.Entry));

        TextDifference BetweenFiles(EventDigest before) => Between(before) is var between && IsOne(digest, before, between) ? between : TextDifference.Differs;

        // What the forge tells counts, whatever a file has beside it, and for any that was kept before it: while nobody could read them, another one may have been paired with it.
        TextDifference ToForge(EventDigest before) =>
            before.IsImported && !decided.Contains(before.Entry) && !found.ContainsKey(before.Entry) ? Between(before) : TextDifference.Differs;
    }

    private int OfId(Known known, EventDigest digest, AuditEvent said, EventText? text, out TextDifference difference)
    {
        difference = TextDifference.None;
        if (known.Crowds.Has(digest.Id))
        {
            return known.Crowds.RowOf(digest.Id, EventText.WordsOf(said));
        }

        foreach (var row in known.Table.WithId(digest.Id))
        {
            var before = known.Table[row];
            if (before.Contradicts(digest))
            {
                continue;
            }

            difference = EventText.Between(text, kept.At(before.Entry));
            if (IsOne(digest, before, difference))
            {
                return row;
            }
        }

        return -1;
    }

    // Of two that files brought, one has to say all that the other one does. What a file adds to what the forge has told is nothing that the forge says.
    private static bool IsOne(in EventDigest digest, in EventDigest before, TextDifference difference) =>
        before.IsImported
            ? difference is TextDifference.None or TextDifference.Lacks or TextDifference.Adds && digest.IsShownBy(before)
            : !difference.HasFlag(TextDifference.Differs) && !difference.HasFlag(TextDifference.Unknown);

    // The events of a source.
    private sealed class Known(KeptEvents kept)
    {
        private CrowdedIds? crowds;

        public EventTable Table { get; } = new();

        public CrowdedIds Crowds => crowds ??= new CrowdedIds(Table, digest => kept.At(digest.Entry));

        public void Add(in EventDigest digest, AuditEvent said)
        {
            Table.Add(digest, isTold: true);
            Crowds.Add(digest.Id, said);
        }
    }
}
