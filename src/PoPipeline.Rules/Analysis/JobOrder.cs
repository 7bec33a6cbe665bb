using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Analysis;

/// <summary>Which jobs of one pipeline wait for which, found once: rules ask for each of its jobs.</summary>
internal sealed class JobOrder
{
    private static readonly ConditionalWeakTable<Pipeline, JobOrder> Orders = [];

    private readonly ILookup<string, Job> jobs;
    private readonly bool asksByEnvironment;
    private readonly bool hasGates;
    private readonly bool hasLimits;
    private readonly ConcurrentDictionary<Job, ImmutableArray<Gate>> gates = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<Job, Limits> limits = new(ReferenceEqualityComparer.Instance);

    private JobOrder(Pipeline pipeline)
    {
        jobs = pipeline.Jobs.ToLookup(job => job.Id, StringComparer.Ordinal);
        asksByEnvironment = !PlatformProfiles.Of(pipeline.Platform).EnvironmentsAskNobody;
        hasGates = pipeline.Jobs.Any(job => job.Environment is not null || job.Condition is { Gates.IsEmpty: false } || job.Steps.Any(step => !step.Gates.IsEmpty));
        hasLimits = pipeline.Jobs.Any(job => job.Condition is { NeverOn.IsEmpty: false } or { NeverFor: not RefKinds.None });
    }

    /// <summary>The order of a pipeline's jobs.</summary>
    public static JobOrder Of(Pipeline pipeline) => Orders.GetValue(pipeline, static pipeline => new JobOrder(pipeline));

    /// <summary>What keeps outsiders away before a job starts: its own environment and condition, and those of the jobs that it waits for.</summary>
    public ImmutableArray<Gate> GatesOf(Job job) => hasGates ? gates.GetOrAdd(job, FindGates) : [];

    /// <summary>Whether a job is left out with those that it waits for. With a condition of its own, or whatever became of them, it may run although they were left out.</summary>
    /// <param name="job">The job.</param>
    public static bool MustFollow(Job job) => job.Condition is null && job.AfterFailure is null;

    /// <summary>The jobs that end before a job starts: those that it waits for, and those that these wait for.</summary>
    /// <param name="job">The job.</param>
    public IEnumerable<Job> Before(Job job)
    {
        var seen = new HashSet<string>([job.Id], StringComparer.Ordinal);
        var open = new Stack<Job>([job]);
        while (open.TryPop(out var next))
        {
            foreach (var needed in next.Needs.SelectMany(need => jobs[need.Value]).Where(needed => seen.Add(needed.Id)))
            {
                yield return needed;
                open.Push(needed);
            }
        }
    }

    /// <summary>Of jobs that never run, and those that are left out with them: what waits for one that was left out, unless a condition of its own or its word for failures lets it run without.</summary>
    /// <param name="never">The jobs that never run by themselves.</param>
    public HashSet<Job> LeftOutWith(IEnumerable<Job> never)
    {
        var found = new HashSet<Job>(never, ReferenceEqualityComparer.Instance);
        var open = new Stack<Job>(found);
        if (open.Count == 0)
        {
            return found;
        }

        var waiting = jobs.SelectMany(named => named).Where(MustFollow).SelectMany(job => job.Needs, (job, need) => new { job, need.Value }).ToLookup(pair => pair.Value, pair => pair.job, StringComparer.Ordinal);
        while (open.TryPop(out var next))
        {
            foreach (var job in waiting[next.Id].Where(found.Add))
            {
                open.Push(job);
            }
        }

        return found;
    }

    /// <summary>What may start the pipeline and never has the job run, by its own condition or those of the jobs that it waits for.</summary>
    /// <param name="job">The job.</param>
    public ImmutableArray<string> NeverOn(Job job) => hasLimits ? limits.GetOrAdd(job, FindLimits).NeverOn : [];

    /// <summary>The refs for which the job never runs, by the same conditions.</summary>
    /// <param name="job">The job.</param>
    public RefKinds NeverFor(Job job) => hasLimits ? limits.GetOrAdd(job, FindLimits).NeverFor : RefKinds.None;

    private Limits FindLimits(Job job)
    {
        var refs = RefKinds.None;
        var found = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Job>([job]);
        while (open.TryPop(out var next))
        {
            found.UnionWith(next.Condition?.NeverOn ?? []);
            refs |= next.Condition?.NeverFor ?? RefKinds.None;
            if (MustFollow(next) && seen.Add(next.Id))
            {
                foreach (var needed in next.Needs.SelectMany(need => jobs[need.Value]))
                {
                    open.Push(needed);
                }
            }
        }

        return new Limits([.. found], refs);
    }

    private ImmutableArray<Gate> FindGates(Job job)
    {
        var found = ImmutableArray.CreateBuilder<Gate>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Job>([job]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next.Id))
            {
                continue;
            }

            found.AddRange(next.Condition?.Gates ?? []);
            if (asksByEnvironment && next.Environment is not null)
            {
                found.Add(new Gate(GateKind.Environment, next.Environment.Value, next.Environment.Span));
            }

            if (next != job)
            {
                found.AddRange(next.Steps.SelectMany(step => step.Gates));
            }

            foreach (var needed in next.Needs.SelectMany(need => jobs[need.Value]).Where(needed => !seen.Contains(needed.Id)))
            {
                open.Push(needed);
            }
        }

        return found.DrainToImmutable();
    }

    // What never has a job run.
    private sealed record Limits(ImmutableArray<string> NeverOn, RefKinds NeverFor);
}
