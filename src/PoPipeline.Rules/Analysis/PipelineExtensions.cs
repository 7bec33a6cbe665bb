using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>Walks over pipelines.</summary>
internal static class PipelineExtensions
{
    /// <summary>Every step with its job.</summary>
    public static IEnumerable<(Job Job, Step Step)> AllSteps(this Pipeline pipeline)
    {
        foreach (var job in pipeline.Jobs)
        {
            foreach (var step in job.Steps)
            {
                yield return (job, step);
            }
        }
    }

    /// <summary>The logical place of a step.</summary>
    public static string SubjectOf(this Pipeline pipeline, Job job, Step step) => $"{pipeline.Subject}{job.Id}/{step.Key}";

    /// <summary>The logical place of a job.</summary>
    public static string SubjectOf(this Pipeline pipeline, Job job) => $"{pipeline.Subject}{job.Id}";

    /// <summary>Everything that is reused, with its logical place.</summary>
    public static IEnumerable<Reused> References(this Pipeline pipeline)
    {
        foreach (var reuse in pipeline.Reuses)
        {
            yield return new Reused(reuse, pipeline, Job: null, reuse.Name);
        }

        foreach (var job in pipeline.Jobs)
        {
            if (job.Calls is not null)
            {
                yield return new Reused(job.Calls, pipeline, job, job.Calls.Name);
            }

            if (job.Container is not null)
            {
                yield return new Reused(job.Container.Image, pipeline, job, "container");
            }

            foreach (var service in job.Services)
            {
                yield return new Reused(service.Image, pipeline, job, "services/", service.Name);
            }

            foreach (var step in job.Steps)
            {
                if (step.Uses is not null)
                {
                    yield return new Reused(step.Uses, pipeline, job, step.Key);
                }
            }
        }
    }

    /// <summary>What the job's token may do, by its own word or the pipeline's; null where neither says.</summary>
    public static TokenPermissions? PermissionsOf(this Pipeline pipeline, Job job) => job.Permissions ?? pipeline.Permissions;

    /// <summary>What keeps outsiders away before each step of the job runs: the job's environment and condition, those of the jobs it waits for, the steps before, and its own condition.</summary>
    public static ImmutableArray<Hurdle> HurdlesOf(this Pipeline pipeline, Job job)
    {
        var hurdles = ImmutableArray.CreateBuilder<Hurdle>(job.Steps.Length);
        var arrived = With(Hurdle.None, pipeline.GatesOf(job));
        foreach (var step in job.Steps)
        {
            hurdles.Add(With(arrived, step.Condition?.Gates ?? []));
            arrived = With(arrived, step.Gates);
        }

        return hurdles.MoveToImmutable();

        static Hurdle With(Hurdle before, ImmutableArray<Gate> gates) => gates.Select(gate => gate.Kind is GateKind.Label ? Hurdle.Label : Hurdle.Firm).Append(before).Max();
    }

    /// <summary>What keeps outsiders away before the job starts.</summary>
    public static ImmutableArray<Gate> GatesOf(this Pipeline pipeline, Job job) => JobOrder.Of(pipeline).GatesOf(job);
}
