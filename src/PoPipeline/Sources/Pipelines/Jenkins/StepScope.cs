using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>What holds for the steps at one place of a pipeline: everything that blocks around them set.</summary>
/// <param name="Job">The job that they belong to.</param>
internal sealed record StepScope(JobHolder Job)
{
    /// <summary>The machine; null where none is taken yet.</summary>
    public Runner? Runner { get; init; }

    /// <summary>The container.</summary>
    public Container? Container { get; init; }

    /// <summary>Containers beside it.</summary>
    public ImmutableArray<Container> Services { get; init; } = [];

    /// <summary>What the machine or the containers reach.</summary>
    public ImmutableArray<HostAccess> HostAccess { get; init; } = [];

    /// <summary>Variables.</summary>
    public ImmutableArray<Setting> Variables { get; init; } = [];

    /// <summary>The registry of images; null for that of Docker, or where only the run knows it.</summary>
    public string? Registry { get; init; }

    /// <summary>The folder.</summary>
    public Located<string>? Directory { get; init; }

    /// <summary>The limit of time.</summary>
    public Place? Timeout { get; init; }

    /// <summary>Where one run at a time is asked for.</summary>
    public Place? Concurrency { get; init; }

    /// <summary>What the script asks before it comes here; null where it asks nothing.</summary>
    public Condition? Condition { get; init; }

    /// <summary>Where a failure is declared not to matter.</summary>
    public Located<string>? Tolerated { get; init; }
}

/// <summary>Holds the job that steps belong to, which a stage without a block replaces.</summary>
/// <param name="job">The job.</param>
internal sealed class JobHolder(JobBuilder job)
{
    /// <summary>The job.</summary>
    public JobBuilder Job { get; set; } = job;
}
