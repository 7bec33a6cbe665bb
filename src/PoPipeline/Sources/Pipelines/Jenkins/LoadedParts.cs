using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>Tells the files that are only parts of pipelines, since others load them, from those that somebody has to start.</summary>
internal static class LoadedParts
{
    // What Jenkins looks for where nobody tells it another name.
    private const string Started = "Jenkinsfile";

    /// <summary>The files that a pipeline loads. Of files that load each other in a circle into which no other leads, one is started; which of them, nobody knows, so that none of them is a part.</summary>
    /// <param name="loads">What each file loads.</param>
    /// <param name="files">The files, each with its place among them.</param>
    public static HashSet<string> Of(IReadOnlyDictionary<string, ImmutableArray<string>> loads, IReadOnlyDictionary<string, int> files)
    {
        var loaded = loads.SelectMany(file => file.Value.Where(path => path != file.Key)).ToHashSet(StringComparer.Ordinal);
        loaded.Remove(Started);
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var file in files.OrderBy(file => file.Value).Where(file => !loaded.Contains(file.Key)))
        {
            Walk(file.Key, loads, reached, order);
        }

        // What is left is reached from circles alone. Whatever was left last of all files that a walk went through is in one into which no other leads.
        var left = new List<string>();
        var seen = new HashSet<string>(reached, StringComparer.Ordinal);
        foreach (var file in files.OrderBy(file => file.Value))
        {
            Walk(file.Key, loads, seen, left);
        }

        if (left.Count == 0)
        {
            return loaded;
        }

        var loaders = loads.SelectMany(file => file.Value.Select(path => new { Path = path, By = file.Key })).GroupBy(load => load.Path, load => load.By, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, ImmutableArray.ToImmutableArray, StringComparer.Ordinal);
        for (var index = left.Count - 1; index >= 0; index--)
        {
            if (reached.Contains(left[index]))
            {
                continue;
            }

            var circle = new List<string>();
            Walk(left[index], loaders, new HashSet<string>(StringComparer.Ordinal), circle);
            loaded.ExceptWith(circle);
            Walk(left[index], loads, reached, order);
        }

        return loaded;
    }

    // Depth first, without calls in calls: a chain may be as long as the repository has files. A file is in the order once all that it leads to are.
    private static void Walk(string start, IReadOnlyDictionary<string, ImmutableArray<string>> edges, HashSet<string> reached, List<string> order)
    {
        if (!reached.Add(start))
        {
            return;
        }

        var open = new Stack<(string File, int Next)>([(start, 0)]);
        while (open.TryPop(out var one))
        {
            var next = edges.GetValueOrDefault(one.File, []);
            if (one.Next == next.Length)
            {
                order.Add(one.File);
                continue;
            }

            open.Push((one.File, one.Next + 1));
            if (reached.Add(next[one.Next]))
            {
                open.Push((next[one.Next], 0));
            }
        }
    }
}
