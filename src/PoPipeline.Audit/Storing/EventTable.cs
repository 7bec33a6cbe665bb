namespace PoPipeline.Audit.Storing;

/// <summary>
/// Events of a source by their ids and by when they happened. Two equal events of one answer are two, and the same answer again tells of the same two: so an
/// event that was told once in an answer is no match for another one of it.
/// </summary>
internal sealed class EventTable
{
    /// <summary>The number of times of an event: when it happened, and when it was recorded.</summary>
    public const int AllTimes = 2;

    private const int None = -1;

    // What is looked through of events that are alike: whoever makes very many of them gets the rest told apart by nobody.
    private const int MostLike = 64;

    // Nor of those that are no more like it than one that was found.
    private const int MostOthers = 1024;

    // What cannot be compared is further off than what says less and more.
    private const int Unread = 3;

    private readonly Blocks<EventDigest> rows = new();
    private readonly Blocks<int> told = new();
    private int[] slots = new int[1 << 10];
    private TimeIndex? byTime;
    private int answer = 1;

    // Of very many equal events, none is looked at twice: what was told of stays so until the next answer.
    private (ulong Id, int Slot)? looked;
    private EventDigest? without;
    private (ulong Id, int Slot)? placed;

    /// <summary>The number of events.</summary>
    public int Count => rows.Count;

    /// <summary>The number of those that a file brought and that the forge gave no id.</summary>
    public int NamelessOfFiles { get; private set; }

    /// <summary>The number of those that the forge gave no id.</summary>
    public int Nameless { get; private set; }

    /// <summary>An event.</summary>
    /// <param name="row">Which.</param>
    public EventDigest this[int row] => rows[row];

    /// <summary>Begins another answer or file.</summary>
    public void Begin()
    {
        answer++;
        looked = null;
        without = null;
    }

    /// <summary>Whether this answer told of an event.</summary>
    /// <param name="row">Which.</param>
    public bool IsTold(int row) => told[row] == answer;

    /// <summary>Notes that this answer told of an event.</summary>
    /// <param name="row">Which.</param>
    public void Tell(int row) => told[row] = answer;

    /// <summary>Adds an event.</summary>
    /// <param name="digest">The event.</param>
    /// <param name="isTold">Whether this answer told of it.</param>
    public void Add(in EventDigest digest, bool isTold)
    {
        if (!isTold)
        {
            looked = null;
            without = null;
        }

        if (rows.Count >= slots.Length / 4 * 3)
        {
            Grow();
        }

        var row = rows.Count;
        rows.Add(digest);
        told.Add(isTold ? answer : 0);
        Put(row);
        byTime?.Add(row, digest, isTold);
        Nameless += digest.IsNameless ? 1 : 0;
        NamelessOfFiles += digest is { IsNameless: true, IsImported: true } ? 1 : 0;
    }

    /// <summary>The events of an id.</summary>
    /// <param name="id">The id.</param>
    public IEnumerable<int> WithId(ulong id)
    {
        for (var slot = SlotOf(id); slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
        {
            if (rows[slots[slot] - 1].Id == id)
            {
                yield return slots[slot] - 1;
            }
        }
    }

    /// <summary>An event of the id that says nothing else; negative where there is none.</summary>
    /// <param name="digest">What is said.</param>
    public int Agreeing(in EventDigest digest)
    {
        for (var slot = SlotOf(digest.Id); slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
        {
            ref readonly var kept = ref rows[slots[slot] - 1];
            if (kept.Id == digest.Id && !kept.Contradicts(digest))
            {
                return slots[slot] - 1;
            }
        }

        return None;
    }

    /// <summary>The event of an id that this answer did not tell of yet; negative where there is none.</summary>
    /// <param name="id">The id.</param>
    public int Untold(ulong id)
    {
        var slot = looked is { } last && last.Id == id ? last.Slot : SlotOf(id);
        while (slots[slot] != 0 && (rows[slots[slot] - 1].Id != id || IsTold(slots[slot] - 1)))
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        looked = (id, slot);
        return slots[slot] - 1;
    }

    /// <summary>The event that is most like another one, of those that this answer did not tell of yet; negative where there is none.</summary>
    /// <param name="digest">The other one.</param>
    /// <param name="differenceTo">What all that is said of it is to what is said of one that is like it: one of which something else is said is another event, and that of which the same is said is the one.</param>
    /// <param name="likeness">What it is to it.</param>
    public int Like(in EventDigest digest, Func<EventDigest, TextDifference> differenceTo, out EventLikeness likeness)
    {
        likeness = EventLikeness.Other;
        if (without == digest with { Entry = 0 })
        {
            return None;
        }

        if (byTime is null)
        {
            byTime = new TimeIndex();
            for (var row = 0; row < rows.Count; row++)
            {
                byTime.Add(row, rows[row], isTold: false);
            }
        }

        var best = None;
        var (bestRank, bestTimes, looks, others) = (0, 0, 0, 0);
        foreach (var row in byTime.Near(digest, answer, IsTold))
        {
            if (IsTold(row))
            {
                continue;
            }

            // What says the same is the one, and of two of them that of the same millisecond. What the forge gave no id and has the number of another one says the same as that.
            var kept = rows[row];
            var found = kept.LikenessTo(digest);
            var times = kept.SameTimes(digest);
            if (found <= likeness && (found < likeness || found is EventLikeness.Other || ((bestRank == 0 || (kept.IsNameless && kept.Id == rows[best].Id)) && times <= bestTimes)))
            {
                if (++others > MostOthers)
                {
                    break;
                }

                continue;
            }

            if (++looks > MostLike)
            {
                break;
            }

            var difference = differenceTo(kept);
            var rank = RankOf(difference);
            if (difference.HasFlag(TextDifference.Differs) || (found == likeness && (rank > bestRank || (rank == bestRank && times <= bestTimes))))
            {
                continue;
            }

            (best, likeness, bestRank, bestTimes) = (row, found, rank, times);
            if (found is EventLikeness.Same && rank == 0 && times == AllTimes)
            {
                break;
            }
        }

        without = looks == 0 ? digest with { Entry = 0 } : null;
        return best;
    }

    /// <summary>The events that this answer told of and that may be another one by what is known of both.</summary>
    /// <param name="digest">The other one.</param>
    public IEnumerable<int> LikeTold(EventDigest digest) => byTime is null ? [] : byTime.All(digest).Where(row => IsTold(row) && rows[row].LikenessTo(digest) is not EventLikeness.Other);

    // Of what says less and what says more than another one, neither is nearer to it.
    private static int RankOf(TextDifference difference) =>
        (difference.HasFlag(TextDifference.Adds) ? 1 : 0) + (difference.HasFlag(TextDifference.Lacks) ? 1 : 0) + (difference.HasFlag(TextDifference.Unknown) ? Unread : 0);

    private int SlotOf(ulong id) => (int)(id & (ulong)(slots.Length - 1));

    private void Put(int row)
    {
        var id = rows[row].Id;
        var slot = placed is { } last && last.Id == id ? last.Slot : SlotOf(id);
        while (slots[slot] != 0)
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        slots[slot] = row + 1;
        placed = (id, slot);
    }

    private void Grow()
    {
        looked = null;
        placed = null;
        slots = new int[checked(slots.Length * 2)];
        for (var row = 0; row < rows.Count; row++)
        {
            Put(row);
        }
    }

    // A list that doubles leaves as much behind as it holds.
    private sealed class Blocks<T>
    {
        private const int Bits = 12;
        private const int Mask = (1 << Bits) - 1;

        private readonly List<T[]> blocks = [];

        public int Count { get; private set; }

        public ref T this[int index] => ref blocks[index >> Bits][index & Mask];

        public void Add(in T item)
        {
            if (Count >> Bits == blocks.Count)
            {
                blocks.Add(new T[1 << Bits]);
            }

            this[Count++] = item;
        }
    }

    // By who did what, and by the second: of an event that is encrypted the second alone is known.
    private sealed class TimeIndex
    {
        // Of fewer nobody makes a note.
        private const int ManyPassed = 32;

        // No number of an actor.
        private const long Anybody = long.MinValue;

        private readonly List<(int Row, int Hash, int Next)> nodes = [];
        private int[] heads = new int[1 << 10];

        // Of very many that are alike, those that were told of stand first and are passed over once an answer.
        private readonly Dictionary<int, (int Answer, int Node)> passed = [];

        public void Add(int row, in EventDigest digest, bool isTold)
        {
            Add(row, digest.Action, digest.Actor, digest.Second, isTold);
            if (digest.RecordedSecond != digest.Second)
            {
                Add(row, digest.Action, digest.Actor, digest.RecordedSecond, isTold);
            }
        }

        /// <summary>Those that may be like an event, but for those that were told of and stand first.</summary>
        public IEnumerable<int> Near(EventDigest digest, int answer, Func<int, bool> isTold) => Of(digest, hash => First(hash, answer, isTold));

        /// <summary>Those that may be like an event.</summary>
        public IEnumerable<int> All(EventDigest digest) => Of(digest, hash => heads[hash & (heads.Length - 1)]);

        private IEnumerable<int> Of(EventDigest digest, Func<int, int> first)
        {
            int[] actions = digest.Action == 0 ? [0] : [digest.Action, 0];
            long[] actors = digest.Actor == 0 ? [Anybody] : [digest.Actor, 0];
            long[] seconds = digest.RecordedSecond == digest.Second ? [digest.Second] : [digest.Second, digest.RecordedSecond];
            foreach (var hash in from action in actions from actor in actors from second in seconds select HashCode.Combine(action, actor, second))
            {
                for (var node = first(hash); node != 0; node = nodes[node - 1].Next)
                {
                    if (nodes[node - 1].Hash == hash)
                    {
                        yield return nodes[node - 1].Row;
                    }
                }
            }
        }

        private int First(int hash, int answer, Func<int, bool> isTold)
        {
            var isKnown = passed.TryGetValue(hash, out var known) && known.Answer == answer;
            var node = isKnown ? known.Node : heads[hash & (heads.Length - 1)];
            var steps = 0;
            for (; node != 0 && (nodes[node - 1].Hash != hash || isTold(nodes[node - 1].Row)); node = nodes[node - 1].Next)
            {
                steps++;
            }

            if (isKnown || steps > ManyPassed)
            {
                passed[hash] = (answer, node);
            }

            return node;
        }

        private void Add(int row, int action, long actor, long second, bool isTold)
        {
            Add(row, HashCode.Combine(action, actor, second), isTold);
            Add(row, HashCode.Combine(action, Anybody, second), isTold);
        }

        private void Add(int row, int hash, bool isTold)
        {
            if (nodes.Count >= heads.Length)
            {
                Grow();
            }

            ref var head = ref heads[hash & (heads.Length - 1)];
            nodes.Add((row, hash, head));
            head = nodes.Count;
            if (!isTold)
            {
                passed.Remove(hash);
            }
        }

        private void Grow()
        {
            passed.Clear();
            heads = new int[checked(heads.Length * 2)];
            for (var index = 0; index < nodes.Count; index++)
            {
                ref var head = ref heads[nodes[index].Hash & (heads.Length - 1)];
                nodes[index] = nodes[index] with { Next = head };
                head = index + 1;
            }
        }
    }
}
