using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Finds workflows of the repository that call each other without end.</summary>
internal static class CallCircle
{
    /// <summary>Whether a workflow calls, itself or through others, the one that calls it.</summary>
    /// <param name="caller">The path of the caller.</param>
    /// <param name="called">The path of what it calls.</param>
    /// <param name="local">The root of a file of the repository.</param>
    public static bool LeadsBack(string caller, string called, Func<string, YamlMapping?> local)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { called };
        var open = new Stack<string>([called]);
        while (open.TryPop(out var path))
        {
            if (path == caller)
            {
                return true;
            }

            foreach (var next in Calls(local(path)).Where(seen.Add))
            {
                open.Push(next);
            }
        }

        return false;
    }

    private static IEnumerable<string> Calls(YamlMapping? root) =>
        ((root?["jobs"] as YamlMapping)?.Entries ?? []).Select(entry => (entry.Value as YamlMapping)?["uses"]).OfType<YamlScalar>().Select(uses => LocalAction.PathOf(uses.Value)).OfType<string>();
}
