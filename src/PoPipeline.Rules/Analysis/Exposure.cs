using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Analysis;

/// <summary>Who can start a pipeline, directly or through another one that calls it.</summary>
/// <param name="Trigger">The trigger.</param>
internal sealed record Exposure(Trigger Trigger)
{
    /// <summary>Whether the job that it starts is known to hold nothing: its token only reads, and no secret is in its reach.</summary>
    public bool IsBare { get; init; }

    /// <summary>Whether a caller on the way gives a token that only reads: nothing that it calls can widen that, whatever it asks for.</summary>
    public bool HasReadOnlyToken { get; init; }

    /// <summary>Whether a job on the way shares secrets, or a machine that other jobs come to, with the steps that it calls.</summary>
    public bool HasCallersSecrets { get; init; }

    /// <summary>What starts a job, of what starts its pipeline, and whether it then holds anything.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="job">The job.</param>
    /// <param name="all">What starts the pipeline.</param>
    public static ImmutableArray<Exposure> Of(Pipeline pipeline, Job job, ImmutableArray<Exposure> all)
    {
        var (mayWrite, holdsMore) = (JobRights.MayWrite(pipeline, job), JobRights.HoldsBesidesToken(pipeline, job));
        var never = JobOrder.Of(pipeline).NeverOn(job);
        return [.. (job.Triggers.IsEmpty ? all : job.Triggers.Select(trigger => new Exposure(trigger)))
            .Where(exposure => !never.Contains(exposure.Trigger.Name))
            .Select(exposure => !holdsMore && !exposure.HasCallersSecrets && (exposure.HasReadOnlyToken || !mayWrite) ? exposure with { IsBare = true } : exposure)];
    }

    /// <summary>Whether a job may hold anything, in one of the ways in which it starts; where none is known, by what its pipeline says.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="job">The job.</param>
    /// <param name="all">What starts the pipeline.</param>
    public static bool MayHold(Pipeline pipeline, Job job, ImmutableArray<Exposure> all) =>
        Of(pipeline, job, all) is { IsEmpty: false } started ? started.Any(exposure => !exposure.IsBare) : JobRights.MayHold(pipeline, job);

    /// <summary>What lets a step of the job run, of what starts the job.</summary>
    /// <param name="step">The step.</param>
    /// <param name="started">What starts the job.</param>
    public static ImmutableArray<Exposure> Of(Step step, ImmutableArray<Exposure> started) =>
        step.Condition is { NeverOn.IsEmpty: false } condition ? started.RemoveAll(exposure => condition.NeverOn.Contains(exposure.Trigger.Name)) : started;

    /// <summary>Whether an outsider can start a run that has secrets or a token that writes.</summary>
    public bool IsPrivileged => IsPrivilegedEvent && !IsBare;

    /// <summary>Whether an outsider can start a run in the name of the repository, whatever the job holds then: it shares the caches of the main branch, at least.</summary>
    public bool IsPrivilegedEvent => Trigger is { Privileged: true, StartedBy: Origin.Outsider };

    /// <summary>Whether an outsider can start a run at all.</summary>
    public bool IsOutsider => Trigger.StartedBy is Origin.Outsider;

    /// <summary>Where a finding in a pipeline shows what starts it.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public RelatedPlace PlaceFor(Pipeline pipeline) => new(Trigger.Span, Trigger.Span.Path == pipeline.Path ? "what starts the run" : "what starts the run that calls this pipeline");

    /// <summary>Whether a text can have come with what starts the run. What another job of the same run makes matters where this one holds something: elsewhere an outsider has as much in that one.</summary>
    /// <param name="source">What the text is taken from, or a text that names it.</param>
    public bool MayFill(string source) =>
        source.StartsWith(Provenance.ForeignJob, StringComparison.Ordinal) ? IsPrivileged : EventProperties.MayFill(Trigger.Name, source);

    /// <summary>Those that a text can have come with: none where it is taken from what none of them comes with, and is empty in every run.</summary>
    /// <param name="exposures">What starts the job.</param>
    /// <param name="sources">What the text is taken from.</param>
    public static ImmutableArray<Exposure> Filling(ImmutableArray<Exposure> exposures, ImmutableArray<string> sources) =>
        sources.IsEmpty ? exposures : exposures.RemoveAll(exposure => !sources.Any(exposure.MayFill));
}
