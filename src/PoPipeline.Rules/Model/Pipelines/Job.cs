using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>One job of a pipeline.</summary>
public sealed record Job
{
    /// <summary>The id, unique in its pipeline.</summary>
    public required string Id { get; init; }

    /// <summary>Where the id is written.</summary>
    public required Place Span { get; init; }

    /// <summary>The name shown to people.</summary>
    public Located<string>? Name { get; init; }

    /// <summary>The group of jobs that it stands in, whose groups run one after the other; null where the platform has none.</summary>
    public string? Stage { get; init; }

    /// <summary>When the job runs; null where nothing limits it.</summary>
    public Condition? Condition { get; init; }

    /// <summary>What starts it, where that is less than what starts its pipeline; empty where it is the same.</summary>
    public ImmutableArray<Trigger> Triggers { get; init; } = [];

    /// <summary>Jobs that must end before this one.</summary>
    public ImmutableArray<Located<string>> Needs { get; init; } = [];

    /// <summary>Where it runs; null where it calls another pipeline.</summary>
    public Runner? Runner { get; init; }

    /// <summary>What its token may do; null where the pipeline's permissions hold.</summary>
    public TokenPermissions? Permissions { get; init; }

    /// <summary>The image that the steps run in.</summary>
    public Container? Container { get; init; }

    /// <summary>Containers that run beside the job.</summary>
    public ImmutableArray<Container> Services { get; init; } = [];

    /// <summary>What it reaches beyond its own machine or container, other than by the options of a container.</summary>
    public ImmutableArray<HostAccess> HostAccess { get; init; } = [];

    /// <summary>The deployment environment that it asks for.</summary>
    public Located<string>? Environment { get; init; }

    /// <summary>What kind of environment that is, where the file says it, in the platform's word.</summary>
    public Located<string>? Tier { get; init; }

    /// <summary>What it waits for; null where it starts by itself.</summary>
    public Start? Start { get; init; }

    /// <summary>Where it is kept to hours and days; null where it may start at any time.</summary>
    public Place? Window { get; init; }

    /// <summary>The tokens by which it proves who it is, where the file asks for each.</summary>
    public ImmutableArray<IdToken> IdTokens { get; init; } = [];

    /// <summary>Environment variables of every step.</summary>
    public ImmutableArray<Setting> Variables { get; init; } = [];

    /// <summary>The steps, in order.</summary>
    public ImmutableArray<Step> Steps { get; init; } = [];

    /// <summary>The pipeline that it calls in place of steps.</summary>
    public Reference? Calls { get; init; }

    /// <summary>What it hands to the pipeline that it calls.</summary>
    public ImmutableArray<Setting> Inputs { get; init; } = [];

    /// <summary>What it hands to the jobs that wait for it.</summary>
    public ImmutableArray<Setting> Outputs { get; init; } = [];

    /// <summary>Where a limit of time is set; null where the platform's own, long one holds.</summary>
    public Place? Timeout { get; init; }

    /// <summary>Where its failure is declared not to matter; null where it matters. The value is <c>true</c>, what decides it, or the exit codes that do not matter, with blanks between.</summary>
    public Located<string>? ContinueOnError { get; init; }

    /// <summary>Where it limits how many runs go on at once; null where it does not.</summary>
    public Place? Concurrency { get; init; }

    /// <summary>Where it is declared that it starts whatever became of the jobs before it; null where it starts only when they succeeded.</summary>
    public Place? AfterFailure { get; init; }

    /// <summary>Where it is declared that it is cancelled in the middle when a newer run starts; null where it goes on to its end, or may.</summary>
    public Place? Cancelled { get; init; }
}
