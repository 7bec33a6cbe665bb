using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;

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
            if (!seen.Add($"{next.Pipeline.Key}\n{next.HasReadOnlyToken}{next.HasSecrets}{string.Join(' ', next.Without)}"))
            {
                continue;
            }

            found.AddRange(next.Pipeline.Triggers
                .Where(trigger => !trigger.IsCall && !next.Without.Contains(trigger.Name))
                .Select(trigger => new Exposure(trigger) { HasReadOnlyToken = next.HasReadOnlyToken, HasCallersSecrets = next.HasSecrets }));

            // Where many call each other in many ways, what they ask for is looked at no longer.
            var isMuch = seen.Count > MostWays;
            foreach (var caller in next.Pipeline.CalledAs.SelectMany(name => callers[name]))
            {
                open.Push(isMuch ? new Reached(caller.Pipeline, []) { HasSecrets = true } : new Reached(caller.Pipeline, [.. next.Without.Union(caller.NeverOn, StringComparer.Ordinal).Order(StringComparer.Ordinal)])
                {
                    HasReadOnlyToken = next.HasReadOnlyToken || caller.HasReadOnlyToken,
                    HasSecrets = next.HasSecrets || caller.HasSecrets,
                });
            }
        }

        return [.. found.Distinct()];
    }

    // What keeps outsiders away from the job or the step that calls keeps them away from what it calls. A label does not quite.
    private static IEnumerable<Caller> LocalCalls(Pipeline pipeline)
    {
        var ownFolder = PlatformProfiles.Of(pipeline.Platform).OwnFolder;
        var order = JobOrder.Of(pipeline);
        foreach (var job in pipeline.Jobs)
        {
            if (job.Calls is { Target: { } called } && pipeline.GatesOf(job).All(IsLabel))
            {
                yield return new Caller(called, pipeline, order.NeverOn(job)) { HasReadOnlyToken = !JobRights.MayWrite(pipeline, job) };
            }

            foreach (var (_, _, step, index) in pipeline.StepsOf(job))
            {
                // A step runs with all that its job holds. What others may use as well is not held to what the callers in this repository give it.
                if (step.Uses is { Target: { } used } && pipeline.GatesBefore(job, index).All(IsLabel))
                {
                    yield return new Caller(used, pipeline, [.. order.NeverOn(job), .. step.Condition?.NeverOn ?? []])
                    {
                        HasReadOnlyToken = !JobRights.MayWrite(pipeline, job) && used.StartsWith(ownFolder, StringComparison.Ordinal),
                        HasSecrets = JobRights.HoldsBesidesToken(pipeline, job),
                    };
                }
            }
        }
    }

    private static bool IsLabel(Gate gate) => gate.Kind is GateKind.Label;

    // A job or a step that calls a pipeline: on which events it never does, and what it gives to what it calls.
    private sealed record Caller(string Path, Pipeline Pipeline, ImmutableArray<string> NeverOn)
    {
        public bool HasReadOnlyToken { get; init; }

        public bool HasSecrets { get; init; }
    }

    private sealed record Reached(Pipeline Pipeline, ImmutableArray<string> Without)
    {
        public bool HasReadOnlyToken { get; init; }

        public bool HasSecrets { get; init; }
    }
}
