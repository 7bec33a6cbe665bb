using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>A job while its steps are gathered: a stage, a branch of a parallel, a method, or what stands outside of all of them.</summary>
internal sealed class JobBuilder
{
    private readonly Dictionary<string, int> keys = new(StringComparer.Ordinal);

    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it is written.</summary>
    public required Place Span { get; init; }

    /// <summary>The stage around it; null where there is none.</summary>
    public string? Stage { get; init; }

    /// <summary>The machine; null where it has none of its own.</summary>
    public Runner? Runner { get; set; }

    /// <summary>The container that its steps run in.</summary>
    public Container? Container { get; set; }

    /// <summary>Containers beside it.</summary>
    public ImmutableArray<Container> Services { get; set; } = [];

    /// <summary>What it reaches beyond its machine.</summary>
    public ImmutableArray<HostAccess> HostAccess { get; set; } = [];

    /// <summary>Its variables.</summary>
    public ImmutableArray<Setting> Variables { get; set; } = [];

    /// <summary>When it runs.</summary>
    public Condition? Condition { get; set; }

    /// <summary>That nothing starts it; null where something does.</summary>
    public Start? Start { get; init; }

    /// <summary>Its limit of time.</summary>
    public Place? Timeout { get; set; }

    /// <summary>Where it limits how many run at once.</summary>
    public Place? Concurrency { get; set; }

    /// <summary>The jobs before it.</summary>
    public ImmutableArray<Located<string>> Needs { get; set; } = [];

    /// <summary>Its steps so far.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>A key for a step that no other step of the job has.</summary>
    /// <param name="name">What it is made of.</param>
    public string KeyOf(string name)
    {
        var count = keys[name] = keys.GetValueOrDefault(name) + 1;
        return count == 1 ? name : $"{name}~{count}";
    }

    /// <summary>The job.</summary>
    public Job Build() => new()
    {
        Id = Id,
        Span = Span,
        Stage = Stage,
        Runner = Runner,
        Container = Container,
        Services = Services,
        HostAccess = [.. HostAccess.Distinct()],
        Variables = Variables,
        Condition = Condition,
        Start = Start,
        Timeout = Timeout,
        Concurrency = Concurrency,
        Needs = Needs,
        Steps = [.. Steps],
    };
}
