namespace PoPipeline.Sources.Pipelines;

/// <summary>Finds jobs that wait for each other, in one walk over what they wait for: a file may have thousands of them.</summary>
/// <param name="waits">The jobs that a job waits for, each once; asked at most twice a job.</param>
/// <param name="comparison">When two names are of the same job.</param>
internal sealed class WaitingCircle(Func<string, IReadOnlyList<string>> waits, StringComparison comparison = StringComparison.OrdinalIgnoreCase)
{
    private readonly Dictionary<string, Visit> visits = new(StringComparer.FromComparison(comparison));
    private readonly Stack<Visit> unsettled = new();

    /// <summary>The shortest way from a job back to itself, for the first job that has one; null where none has.</summary>
    /// <param name="jobs">The jobs.</param>
    public List<string>? Find(IEnumerable<string> jobs)
    {
        // A circle may be entered at any of its jobs, so that all are looked at before the first of them is known.
        var all = jobs.ToList();
        foreach (var job in all)
        {
            if (!visits.ContainsKey(job))
            {
                Settle(job);
            }
        }

        return all.Find(job => visits[job].IsInCircle) is { } first ? Back(first) : null;
    }

    // Tarjan's strongly connected components, without recursion: a chain of jobs may be longer than the stack.
    private void Settle(string start)
    {
        var open = new Stack<Visit>([Enter(start)]);
        while (open.TryPeek(out var visit))
        {
            if (visit.Next < visit.Waits.Count)
            {
                var next = visit.Waits[visit.Next++];
                if (!visits.TryGetValue(next, out var known))
                {
                    open.Push(Enter(next));
                }
                else if (!known.IsSettled)
                {
                    visit.Lowest = Math.Min(visit.Lowest, known.Number);
                    visit.IsInCircle |= known == visit;
                }

                continue;
            }

            open.Pop();
            if (open.TryPeek(out var before))
            {
                before.Lowest = Math.Min(before.Lowest, visit.Lowest);
            }

            if (visit.Lowest == visit.Number)
            {
                Close(visit);
            }
        }
    }

    private Visit Enter(string job)
    {
        var visit = new Visit(waits(job), visits.Count);
        visits.Add(job, visit);
        unsettled.Push(visit);
        return visit;
    }

    private void Close(Visit root)
    {
        var isAlone = unsettled.Peek() == root;
        Visit visit;
        do
        {
            visit = unsettled.Pop();
            visit.IsSettled = true;
            visit.IsInCircle |= !isAlone;
        }
        while (visit != root);
    }

    private List<string> Back(string start)
    {
        var from = new Dictionary<string, string>(StringComparer.FromComparison(comparison));
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var id))
        {
            foreach (var next in waits(id))
            {
                if (next.Equals(start, comparison))
                {
                    var path = new List<string> { start };
                    for (var step = id; !step.Equals(start, comparison); step = from[step])
                    {
                        path.Add(step);
                    }

                    path.Add(start);
                    path.Reverse();
                    return path;
                }

                if (from.TryAdd(next, id))
                {
                    queue.Enqueue(next);
                }
            }
        }

        throw new InvalidOperationException("A job in a circle leads back to itself.");
    }

    private sealed class Visit(IReadOnlyList<string> waits, int number)
    {
        public IReadOnlyList<string> Waits { get; } = waits;

        public int Number { get; } = number;

        public int Lowest { get; set; } = number;

        public int Next { get; set; }

        public bool IsSettled { get; set; }

        public bool IsInCircle { get; set; }
    }
}
