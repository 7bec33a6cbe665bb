using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>Which pipelines of the repository call which, and so who can start each of them. Calls that outsiders cannot reach are left out.</summary>
internal sealed class CallGraph
{
    // The list itself is the key: it is that of many snapshots, which differ in what has nothing to do with calls.
    private static readonly ConditionalWeakTable<Pipeline[], CallGraph> Graphs = [];

    private const int MostWays = 1000;

    private readonly ILookup<string, Caller> callers;
    private readonly Lazy<ILookup<string, PlacedStep>> steps;
    private readonly ConcurrentDictionary<Pipeline, Exposure[]> exposures = new(ReferenceEqualityComparer.Instance);

    private CallGraph(Pipeline[] pipelines)
    {
        callers = pipelines
            .Where(pipeline => pipeline.Kind is not PipelineKind.Lock)
            .SelectMany(LocalCalls)
            .ToLookup(call => call.Path, StringComparer.Ordinal);
        steps = new(() => pipelines
            .Where(pipeline => pipeline.Kind is not PipelineKind.Lock)
            .SelectMany(pipeline => pipeline.AllSteps())
            .Where(entry => entry.Step.Uses is { Target: not null })
            .ToLookup(entry => entry.Step.Uses!.Target!, StringComparer.Ordinal));
    }

    /// <summary>The calls of a snapshot, found once.</summary>
    public static CallGraph Of(Snapshot snapshot) => Graphs.GetValue(ImmutableCollectionsMarshal.AsArray(snapshot.Pipelines) ?? [], static pipelines => new CallGraph(pipelines));

    /// <summary>Every way in which a run of the pipeline starts; calls themselves are left out, their callers' triggers stand for them.</summary>
    public ImmutableArray<Exposure> ExposuresOf(Pipeline pipeline) => ImmutableCollectionsMarshal.AsImmutableArray(exposures.GetOrAdd(pipeline, FindExposures));

    /// <summary>The steps of other pipelines that call this one, and those that call these.</summary>
    public IEnumerable<PlacedStep> StepsThatCall(Pipeline pipeline)
    {
        var seen = new HashSet<string>([pipeline.Key], StringComparer.Ordinal);
        var open = new Queue<Pipeline>([pipeline]);
        while (open.TryDequeue(out var next))
        {
            foreach (var call in next.CalledAs.SelectMany(name => steps.Value[name]))
            {
                yield return call;
                if (seen.Add(call.Pipeline.Key))
                {
                    open.Enqueue(call.Pipeline);
                }
            }
        }
    }

    private Exposure[] FindExposures(Pipeline pipeline)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Reached>([new Reached(pipeline, [])]);
        var found = new List<Exposure>();
        while (open.TryPop(out var next))
        {
            if (!seen.Add($"{next.Pipeline.Key}\n{string.Join(' ', next.Without)}"))
            {
                continue;
            }

            found.AddRange(next.Pipeline.Triggers.Where(trigger => !trigger.IsCall && !next.Without.Contains(trigger.Name)).Select(trigger => new Exposure(trigger)));

            // Where many call each other in many ways, what they ask for is looked at no longer.
            var isMuch = seen.Count > MostWays;
            foreach (var caller in next.Pipeline.CalledAs.SelectMany(name => callers[name]))
            {
                open.Push(new Reached(caller.Pipeline, isMuch ? [] : [.. next.Without.Union(caller.NeverOn, StringComparer.Ordinal).Order(StringComparer.Ordinal)]));
            }
        }

        return [.. found.Distinct()];
    }

    // What keeps outsiders away from the job that calls keeps them away from what it calls. A label does not quite.
    private static IEnumerable<Caller> LocalCalls(Pipeline pipeline) =>
        from job in pipeline.Jobs
        from reference in job.Steps.Select(step => step.Uses).Append(job.Calls)
        where reference is { Target: not null }
        where pipeline.GatesOf(job).All(gate => gate.Kind is GateKind.Label)
        select new Caller(reference.Target!, pipeline, job.Condition?.NeverOn ?? []);

    private sealed record Caller(string Path, Pipeline Pipeline, ImmutableArray<string> NeverOn);

    private sealed record Reached(Pipeline Pipeline, ImmutableArray<string> Without);
}
