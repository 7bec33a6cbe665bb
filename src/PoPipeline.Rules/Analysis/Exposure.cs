using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>Who can start a pipeline, directly or through another one that calls it.</summary>
/// <param name="Trigger">The trigger.</param>
internal sealed record Exposure(Trigger Trigger)
{
    /// <summary>What starts a job, of what starts its pipeline.</summary>
    /// <param name="job">The job.</param>
    /// <param name="all">What starts its pipeline.</param>
    public static ImmutableArray<Exposure> Of(Job job, ImmutableArray<Exposure> all) =>
        job.Triggers.IsEmpty ? all : [.. job.Triggers.Select(trigger => new Exposure(trigger))];

    /// <summary>Whether an outsider can start a run that has secrets or a token that writes.</summary>
    public bool IsPrivileged => Trigger is { Privileged: true, StartedBy: Origin.Outsider };

    /// <summary>Whether an outsider can start a run at all.</summary>
    public bool IsOutsider => Trigger.StartedBy is Origin.Outsider;
}
