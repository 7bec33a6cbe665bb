using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>What the values of one run amount to.</summary>
internal sealed record BuildReading
{
    /// <summary>Of a run that builds nothing.</summary>
    public static BuildReading None { get; } = new();

    /// <summary>What it builds.</summary>
    public ImmutableArray<Build> Builds { get; init; } = [];

    /// <summary>The checks that it leaves out.</summary>
    public ImmutableArray<CheckLapse> Lapses { get; init; } = [];

    /// <summary>What it reaches beyond its containers, each with the task that does; of the run itself where its pipeline is called.</summary>
    public ImmutableArray<(string Task, HostAccess Access)> Accesses { get; init; } = [];

    /// <summary>What is wrong with the values.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}
