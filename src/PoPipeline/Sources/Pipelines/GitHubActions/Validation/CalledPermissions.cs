using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Whether a called workflow asks for more than its caller may give: the token can only lose permissions on its way.</summary>
/// <remarks>Source: PermissionsHelper in https://github.com/actions/runner.</remarks>
internal static class CalledPermissions
{
    private static readonly ImmutableArray<string> Levels = ["none", "read", "write"];
    private static readonly ImmutableArray<string> Scopes = [.. PermissionsShape.Scopes.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What is asked for in vain, as a sentence without its end; null where nothing is, or where what the caller gives is a setting of the repository.</summary>
    /// <param name="requests">What the called workflow asks for, by scope.</param>
    /// <param name="granted">What the caller gives; null where it says nothing.</param>
    public static string? Fault(IReadOnlyDictionary<string, CalledRequest> requests, YamlNode? granted)
    {
        if (granted is null)
        {
            return null;
        }

        var excess = Scopes.Where(scope => requests.GetValueOrDefault(scope) is { } request && Level(granted, scope) is >= 0 and var level && request.Level > level).ToList();
        if (excess.Count == 0)
        {
            return null;
        }

        var asker = requests[excess[0]].Asker;
        var asked = excess.Where(scope => requests[scope].Asker == asker).ToList();
        return $"{asker} asks for {Listed(asked, scope => requests[scope].Level)}, and its caller gives {Listed(asked, scope => Level(granted, scope))}, so that no run starts";
    }

    /// <summary>The most that a workflow and those that it calls ask for of each scope.</summary>
    /// <param name="name">The workflow, as it is called.</param>
    /// <param name="called">The root of it.</param>
    /// <param name="local">The root of a file of the repository.</param>
    public static Dictionary<string, CalledRequest> RequestsOf(string name, YamlMapping called, Func<string, YamlMapping?> local)
    {
        var requests = new Dictionary<string, CalledRequest>(StringComparer.Ordinal);
        var seen = new HashSet<YamlMapping>(ReferenceEqualityComparer.Instance) { called };
        var open = new Queue<KeyValuePair<string, YamlMapping>>([KeyValuePair.Create(name, called)]);
        while (open.TryDequeue(out var next))
        {
            var own = next.Value["permissions"];
            Add(requests, own, $"The workflow '{next.Key}'");
            foreach (var entry in (next.Value["jobs"] as YamlMapping)?.Entries ?? [])
            {
                var job = entry.Value as YamlMapping;
                Add(requests, job?["permissions"], $"The job '{entry.Key.Value}' of the workflow '{next.Key}'");

                // One that says something itself is told of its own calls; of one that does not, what its caller gives goes through.
                if (own is null && job?["permissions"] is null && job?["uses"] is YamlScalar uses && LocalAction.PathOf(uses.Value) is { } path && local(path) is { } root && seen.Add(root))
                {
                    open.Enqueue(KeyValuePair.Create(uses.Value, root));
                }
            }
        }

        return requests;
    }

    private static void Add(Dictionary<string, CalledRequest> requests, YamlNode? asked, string asker)
    {
        if (asked is null)
        {
            return;
        }

        foreach (var scope in Scopes)
        {
            if (Level(asked, scope) is > 0 and var level && level > (requests.GetValueOrDefault(scope)?.Level ?? 0))
            {
                requests[scope] = new CalledRequest(level, asker);
            }
        }
    }

    // Where all scopes are asked for, the first few say enough.
    private static string Listed(List<string> scopes, Func<string, int> level)
    {
        const int Enough = 5;
        return string.Join(", ", scopes.Take(Enough).Select(scope => $"'{scope}: {Levels[level(scope)]}'")) + (scopes.Count > Enough ? ", …" : "");
    }

    // Below zero where it cannot be told.
    private static int Level(YamlNode node, string scope) => node switch
    {
        YamlScalar { Value: "write-all" } => PermissionsShape.Scopes[scope].Contains("write") ? 2 : 1,
        YamlScalar { Value: "read-all" } => PermissionsShape.Scopes[scope].Contains("read") ? 1 : 0,
        YamlMapping mapping => mapping[scope] switch
        {
            null => 0,
            YamlScalar level => Levels.IndexOf(level.Value),
            _ => -1,
        },
        _ => -1,
    };
}
