using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>The jobs of a workflow, by their ids in any case.</summary>
internal sealed class JobTable
{
    private readonly Dictionary<string, YamlMapping?> jobs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, YamlMapping?> local;

    // Of what is called: many jobs may call the same.
    private readonly Dictionary<string, string> circles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, CalledRequest>> requests = new(StringComparer.Ordinal);

    /// <summary>Indexes the jobs.</summary>
    /// <param name="root">The workflow.</param>
    /// <param name="local">The root of a file of the repository.</param>
    public JobTable(YamlMapping root, Func<string, YamlMapping?> local)
    {
        this.local = local;
        Permissions = root["permissions"];
        var mapping = root["jobs"] as YamlMapping;
        foreach (var entry in mapping?.Entries ?? [])
        {
            jobs.TryAdd(entry.Key.Value, entry.Value as YamlMapping);
        }
    }

    /// <summary>What the token of every job may do that says nothing of its own; null where nothing is said.</summary>
    public YamlNode? Permissions { get; }

    /// <summary>The ids that a job waits for, as written.</summary>
    public static ImmutableArray<YamlScalar> Needs(YamlMapping? job) => job?["needs"] switch
    {
        YamlScalar { IsNull: false } one => [one],
        YamlSequence many => [.. many.Items.OfType<YamlScalar>()],
        _ => [],
    };

    /// <summary>Whether there is such a job.</summary>
    public bool Has(string id) => jobs.ContainsKey(id);

    /// <summary>The job of this id; null where there is none.</summary>
    public YamlMapping? Find(string id) => jobs.GetValueOrDefault(id);

    /// <summary>Whether a workflow calls this one, itself or through others.</summary>
    /// <param name="caller">The path of this one.</param>
    /// <param name="called">The path of the other.</param>
    public bool LeadsBack(string caller, string called)
    {
        if (!circles.TryGetValue(called, out var back))
        {
            circles[called] = back = CallCircle.LeadsBack(caller, called, local) ? caller : "";
        }

        return back == caller;
    }

    /// <summary>What a workflow asks for that this one calls, by scope.</summary>
    /// <param name="name">The workflow, as it is called.</param>
    /// <param name="root">The root of it.</param>
    public Dictionary<string, CalledRequest> RequestsOf(string name, YamlMapping root)
    {
        if (!requests.TryGetValue(name, out var known))
        {
            requests[name] = known = CalledPermissions.RequestsOf(name, root, local);
        }

        return known;
    }

    /// <summary>What the <c>needs</c> context of a job holds.</summary>
    public ExpressionType TypeOfNeeds(YamlMapping job) => TypeOf(Needs(job).Select(need => need.Value).Where(Has));

    /// <summary>What the <c>jobs</c> context holds.</summary>
    public ExpressionType TypeOfAll() => TypeOf(jobs.Keys);

    private ExpressionType.Map TypeOf(IEnumerable<string> ids)
    {
        var properties = ExpressionType.NoProperties.ToBuilder();
        foreach (var id in ids)
        {
            properties[id] = ExpressionType.Of(("outputs", Outputs(jobs[id])), ("result", ExpressionType.Text));
        }

        return new ExpressionType.Map(properties.ToImmutable(), Others: null);
    }

    private ExpressionType Outputs(YamlMapping? job)
    {
        if (job?["uses"] is YamlScalar uses)
        {
            return CalledWorkflow.Find(uses.Value, local) is { Interface: { } called } ? called.OutputTypes : ExpressionType.TextMap;
        }

        return job?["outputs"] is null or YamlScalar { IsNull: true } ? ExpressionType.EmptyMap
            : job["outputs"] is YamlMapping outputs ? TextsOf(outputs) : ExpressionType.AnyMap;
    }

    private static ExpressionType.Map TextsOf(YamlMapping mapping) =>
        new(ExpressionType.NoProperties.SetItems(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Value, ExpressionType.Text))), Others: null);
}
