using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3221: a run ends, and does not pile up.</summary>
public sealed class PO3221BoundExecution : PipelineRule
{
    // Of thousands that are alike the first ones say enough.
    private const int MostShown = 50;

    /// <inheritdoc/>
    public override string Summary => "Every job has a limit of time of its own, every pipeline a limit of runs that go on at once, and no artifact is kept for ever.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override bool Pedantic => true;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [400, 770];

    /// <inheritdoc/>
    public override bool IsMeantFor(Platform platform) => PlatformProfiles.Of(platform).RunsOwnCode;

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline runs a job.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.Kind is PipelineKind.Workflow && pipeline.Jobs.Length > 0;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) => Unlimited(pipeline).Concat(Unbounded(pipeline)).Concat(Kept(pipeline)).Concat(Halved(pipeline, snapshot.Policy));

    // A job that calls another pipeline cannot have a limit of its own, and needs no machine.
    private static IEnumerable<Finding> Unlimited(Pipeline pipeline) =>
        pipeline.Jobs
            .Where(job => job.Calls is null && job.Runner is not null && job.Timeout is null)
            .Select(job => Unlimited(pipeline, job, PlatformProfiles.Of(pipeline.Platform)));

    private static Finding Unlimited(Pipeline pipeline, Job job, PlatformProfile profile) => new()
    {
        Message = $"The job '{job.Id}' has no limit of time, so {profile.Command} that hangs, or that somebody makes hang, keeps the machine and the job's secrets {profile.LongestRun}. "
            + "Set a limit somewhat above the longest time that it takes.",
        Subject = $"{pipeline.SubjectOf(job)}/timeout",
        Place = job.Span,
    };

    // Half a delivery is worse than two.
    private static IEnumerable<Finding> Halved(Pipeline pipeline, Policy policy) =>
        from job in pipeline.Jobs
        where job.Cancelled is not null && Deployments.IsOne(job, policy)
        select new Finding
        {
            Message = $"The job '{job.Id}' deploys, and is cancelled in the middle when a newer run starts: what it was changing then stays half old and half new, and nobody knows which half is which. Let it go on to its end, and have the newer one wait for it.",
            Subject = $"{pipeline.SubjectOf(job)}/cancelled",
            Place = job.Cancelled!.Value,
            Related = [new RelatedPlace(job.Span, "the job that deploys")],
        };

    // What is built is what an attacker looks through for secrets, and what nobody looks at any more is not mended.
    private static IEnumerable<Finding> Kept(Pipeline pipeline)
    {
        var uploads = (from job in pipeline.Jobs
                       from step in job.Steps
                       from upload in step.Exchanges
                       where upload.Kind is ExchangeKind.Upload && (upload.Paths.Length > 0 || upload.Untracked is not null)
                       select new { Job = job, Upload = upload }).ToList();
        foreach (var kept in uploads.Where(one => one.Upload.IsKeptForever))
        {
            yield return new Finding
            {
                Message = $"The artifacts of the job '{kept.Job.Id}' are kept for ever, though what they hold grows old: whatever secret or weakness is in them can be downloaded for years. "
                    + "Say how long they are needed, and publish what is to stay as a release or a package.",
                Subject = $"{pipeline.SubjectOf(kept.Job)}/retention",
                Place = kept.Upload.Retention!.Span,
            };
        }

        // The first one by its name, whatever the order of the files is.
        var unsaid = uploads.Where(one => one.Upload.Retention is null).OrderBy(one => one.Job.Id, StringComparer.Ordinal).ToList();
        if (PlatformProfiles.Of(pipeline.Platform) is { LongestKept: { Length: > 0 } time } && unsaid.Count > 0)
        {
            yield return new Finding
            {
                Message = $"Nothing says how long the artifacts of the job '{unsaid[0].Job.Id}' are kept, so that it is {time}, and whatever secret or weakness is in them stays there to be downloaded. Say how long they are needed.",
                Subject = $"{pipeline.Subject}retention",
                Place = unsaid[0].Upload.Span,
                Related = [.. unsaid.Skip(1).Take(MostShown).Select(one => new RelatedPlace(one.Upload.Span, $"the artifacts of the job '{one.Job.Id}', of which the same is true"))],
            };
        }
    }

    // What is only called runs within the limits of its caller.
    private static IEnumerable<Finding> Unbounded(Pipeline pipeline)
    {
        // The first one by its name, whatever the order of the files is.
        var open = pipeline.Jobs.Where(job => job.Calls is null && job.Runner is not null && job.Concurrency is null).OrderBy(job => job.Id, StringComparer.Ordinal).ToImmutableArray();
        if (pipeline.Concurrency is not null || pipeline.Triggers.All(trigger => trigger.IsCall) || open.IsEmpty)
        {
            yield break;
        }

        var profile = PlatformProfiles.Of(pipeline.Platform);
        yield return new Finding
        {
            Message = $"Nothing limits how many runs of {(profile.BoundsRunsByJob ? $"the job '{open[0].Id}'" : "this pipeline")} go on at once. Runs for commits that are already outdated use up machines, "
                + $"and two that deliver at the same time can overtake each other. {profile.BoundRuns}",
            Subject = $"{pipeline.Subject}concurrency",
            Place = profile.BoundsRunsByJob ? open[0].Span : pipeline.Triggers[0].Span,
            Related = profile.BoundsRunsByJob ? [.. open.Skip(1).Take(MostShown).Select(job => new RelatedPlace(job.Span, $"the job '{job.Id}', of which the same is true"))] : [],
        };
    }
}
