using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks which jobs wait for which.</summary>
internal static class NeedsValidator
{
    /// <summary>Reports jobs that do not exist, stand twice, or wait for each other.</summary>
    public static void Validate(YamlMapping jobs, JobTable table, ValidationContext context)
    {
        foreach (var entry in jobs.Entries)
        {
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var need in JobTable.Needs(entry.Value as YamlMapping).Where(need => need.Value.Length > 0))
            {
                if (!seen.Add(need.Value))
                {
                    context.Add(ProblemKind.Needs, $"The job '{entry.Key.Value}' waits for '{need.Value}' twice", need.Span);
                }

                if (!table.Has(need.Value))
                {
                    context.Add(ProblemKind.Needs, $"The job '{entry.Key.Value}' waits for '{need.Value}', and there is no such job", need.Span);
                }
            }
        }

        Cycles(jobs, table, context);
    }

    // A job that waits for none is done; what is left in the end waits for itself.
    private static void Cycles(YamlMapping jobs, JobTable table, ValidationContext context)
    {
        var left = jobs.Entries.DistinctBy(entry => entry.Key.Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                entry => entry.Key.Value,
                entry => JobTable.Needs(entry.Value as YamlMapping).Select(need => need.Value).Where(table.Has).ToHashSet(StringComparer.OrdinalIgnoreCase),
                StringComparer.OrdinalIgnoreCase);
        while (left.Where(job => job.Value.Count == 0).Select(job => job.Key).ToList() is { Count: > 0 } done)
        {
            foreach (var id in done)
            {
                left.Remove(id);
            }

            foreach (var waits in left.Values)
            {
                waits.ExceptWith(done);
            }
        }

        if (jobs.Entries.FirstOrDefault(entry => left.ContainsKey(entry.Key.Value) && Path(entry.Key.Value, left) is not null) is { } first)
        {
            context.Add(ProblemKind.Needs, $"These jobs wait for each other, so none of them starts: {string.Join(" → ", (Path(first.Key.Value, left) ?? []).Select(id => $"'{id}'"))}", first.Key.Span);
        }
    }

    // The shortest way from a job back to itself.
    private static List<string>? Path(string start, Dictionary<string, HashSet<string>> waits)
    {
        var from = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var id))
        {
            foreach (var next in waits[id])
            {
                if (next.Equals(start, StringComparison.OrdinalIgnoreCase))
                {
                    var path = new List<string> { start };
                    for (var step = id; !step.Equals(start, StringComparison.OrdinalIgnoreCase); step = from[step])
                    {
                        path.Insert(1, step);
                    }

                    path.Add(start);
                    return path;
                }

                if (from.TryAdd(next, id))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return null;
    }
}
