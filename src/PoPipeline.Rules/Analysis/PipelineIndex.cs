using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>What stands in one pipeline, whatever its job, found once: every rule asks for it.</summary>
internal sealed class PipelineIndex
{
    private static readonly ConditionalWeakTable<Pipeline, PipelineIndex> Indexes = [];

    private readonly Lazy<Dictionary<Job, IReadOnlyList<ForeignCheckout>>> foreign;

    private PipelineIndex(Pipeline pipeline)
    {
        foreign = new(() => ForeignCheckoutsIn(pipeline));
        var steps = ImmutableArray.CreateBuilder<PlacedStep>();
        var references = ImmutableArray.CreateBuilder<Reused>();
        foreach (var reuse in pipeline.Reuses)
        {
            references.Add(new Reused(reuse, pipeline, Job: null, reuse.Name));
        }

        foreach (var job in pipeline.Jobs)
        {
            if (job.Calls is { Declaration: null })
            {
                references.Add(new Reused(job.Calls, pipeline, job, job.Calls.Name));
            }

            if (job.Runner?.Image is { } image)
            {
                references.Add(new Reused(image, pipeline, job, "machine"));
            }

            if (job.Container is not null)
            {
                references.Add(new Reused(job.Container.Image, pipeline, job, "container"));
                foreach (var other in job.Container.Others)
                {
                    references.Add(new Reused(other, pipeline, job, "container/", other.Text));
                }
            }

            foreach (var service in job.Services)
            {
                references.Add(new Reused(service.Image, pipeline, job, "services/", service.Name));
                foreach (var other in service.Others)
                {
                    references.Add(new Reused(other, pipeline, job, $"services/{service.Name}/", other.Text));
                }
            }

            for (var i = 0; i < job.Steps.Length; i++)
            {
                var step = job.Steps[i];
                steps.Add(new PlacedStep(pipeline, job, step, i));
                if (step.Container is not null)
                {
                    references.Add(new Reused(step.Container.Image, pipeline, job, $"{step.Key}/image"));
                }

                if (step.Uses is { Declaration: null })
                {
                    references.Add(new Reused(step.Uses, pipeline, job, step.Key));
                }
            }
        }

        Steps = steps.DrainToImmutable();
        References = references.DrainToImmutable();
    }

    /// <summary>Every step, in the order of the file.</summary>
    public ImmutableArray<PlacedStep> Steps { get; }

    /// <summary>Everything that is reused, in the order of the file.</summary>
    public ImmutableArray<Reused> References { get; }

    /// <summary>Where a job of the pipeline brings an outsider's code into its workspace, in the order of its steps.</summary>
    /// <param name="job">The job.</param>
    public IReadOnlyList<ForeignCheckout> ForeignCheckoutsOf(Job job) => foreign.Value[job];

    /// <summary>The index of a pipeline.</summary>
    public static PipelineIndex Of(Pipeline pipeline) => Indexes.GetValue(pipeline, static pipeline => new PipelineIndex(pipeline));

    private static Dictionary<Job, IReadOnlyList<ForeignCheckout>> ForeignCheckoutsIn(Pipeline pipeline)
    {
        var found = new Dictionary<Job, IReadOnlyList<ForeignCheckout>>(ReferenceEqualityComparer.Instance);
        foreach (var job in pipeline.Jobs)
        {
            found[job] = [.. ForeignCheckout.In(pipeline, job)];
        }

        return found;
    }
}
