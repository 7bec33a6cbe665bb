using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Analysis;

/// <summary>Tells what is switched off for good: by a condition that is false whatever the run is, or by waiting for a job that is.</summary>
internal static class NeverRuns
{
    /// <summary>Whether a step is, or its job.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="job">The job.</param>
    /// <param name="step">The step.</param>
    public static bool Is(Pipeline pipeline, Job job, Step step) => step.Condition is { IsNever: true } || Is(pipeline, job);

    /// <summary>Whether a job is.</summary>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="job">The job.</param>
    public static bool Is(Pipeline pipeline, Job job) =>
        IsByItself(job) || (PlatformProfiles.Of(pipeline.Platform).LeavesOutWhatWaits && JobOrder.Of(pipeline).WithoutWhich(job).Any(IsByItself));

    private static bool IsByItself(Job job) => job.Start is { Kind: StartKind.Never } || job.Condition is { IsNever: true };
}
