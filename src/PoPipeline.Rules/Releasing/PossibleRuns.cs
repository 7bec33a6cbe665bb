using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Releasing;

/// <summary>In which runs of a pipeline something may be run, there or in what it calls: only what the conditions of the files rule out is left out.</summary>
internal sealed class PossibleRuns
{
    // Of each trigger there are two kinds of runs.
    private const int MostTriggers = 32;
    private const int Kinds = 2;

    private readonly Pipeline root;
    private readonly string[] triggers;
    private readonly RunSet all;
    private readonly RunSet proposals;
    private readonly Dictionary<Pipeline, RunSet> known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Pipeline, List<Way>> ways = new(ReferenceEqualityComparer.Instance);

    /// <summary>Those of a pipeline.</summary>
    /// <param name="root">The pipeline.</param>
    public PossibleRuns(Pipeline root)
    {
        this.root = root;

        // By which event a caller elsewhere is started is not known.
        var sharesEvents = PlatformProfiles.Of(root.Platform).CalledByTheSameEvent;
        var named = root.Triggers.DistinctBy(trigger => trigger.Name, StringComparer.Ordinal).ToList();
        triggers = named.Count is 0 or > MostTriggers ? [""] : [.. named.Select(trigger => trigger.IsCall && sharesEvents ? "" : trigger.Name)];
        all = new RunSet(triggers.Length == MostTriggers ? ulong.MaxValue : (1UL << (Kinds * triggers.Length)) - 1);
        proposals = triggers.Length == named.Count ? named.Select((trigger, index) => trigger.Occasion is Occasion.Proposal ? OfTrigger(index) : default).Aggregate(default(RunSet), (runs, next) => runs.With(next)) : default;
        known[root] = all;
    }

    /// <summary>Takes in that something calls a pipeline.</summary>
    /// <param name="caller">Where that stands.</param>
    /// <param name="job">Its job.</param>
    /// <param name="step">Its step; null where the job does it.</param>
    /// <param name="called">What is called.</param>
    public void Take(Pipeline caller, Job job, Step? step, Pipeline called)
    {
        if (!ways.TryGetValue(caller, out var known))
        {
            ways[caller] = known = [];
        }

        known.Add(new Way(called, Left(caller, job, step)));
    }

    /// <summary>Follows all calls that were taken in.</summary>
    public void Follow()
    {
        var open = new Queue<Pipeline>([root]);
        while (open.TryDequeue(out var caller))
        {
            foreach (var way in ways.GetValueOrDefault(caller, []))
            {
                var before = known.GetValueOrDefault(way.Called);
                var now = before.With(known[caller].Within(way.Left));
                if (now != before)
                {
                    known[way.Called] = now;
                    open.Enqueue(way.Called);
                }
            }
        }
    }

    /// <summary>Those in which a job, or a step of it, may be run.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="job">The job; null where that is not known.</param>
    /// <param name="step">The step; null where the job is meant.</param>
    public RunSet Of(Pipeline pipeline, Job? job, Step? step) => known.GetValueOrDefault(pipeline) is var runs && job is null ? runs : runs.Within(Left(pipeline, job, step));

    /// <summary>Those in which something is released: where it is in others as well, what is made of a change that is only proposed is hardly handed out.</summary>
    /// <param name="release">The release.</param>
    public RunSet Of(Release release) => Of(release.Pipeline, release.Job, release.Step) is var runs && runs.Without(proposals) is { IsEmpty: false } others ? others : runs;

    private static RunSet OfTrigger(int index) => new(0b11UL << (Kinds * index));

    // What the conditions of a job and a step do not rule out.
    private RunSet Left(Pipeline pipeline, Job job, Step? step)
    {
        var profile = PlatformProfiles.Of(pipeline.Platform);
        var order = JobOrder.Of(pipeline);
        var (names, refs) = profile.LeavesOutWhatWaits ? (order.NeverOn(job), order.NeverFor(job)) : (job.Condition?.NeverOn ?? [], job.Condition?.NeverFor ?? RefKinds.None);
        names = step?.Condition is { NeverOn.IsEmpty: false } own ? names.AddRange(own.NeverOn) : names;
        refs |= step?.Condition?.NeverFor ?? RefKinds.None;

        // A call is an event of its own on most platforms.
        names = ReferenceEquals(pipeline, root) || profile.CalledByTheSameEvent ? names : [];
        var left = all;
        for (var index = 0; index < triggers.Length; index++)
        {
            left = names.Contains(triggers[index]) ? left.Without(OfTrigger(index)) : left;
            left = left.Without(new RunSet((ulong)refs << (Kinds * index)));
        }

        return left;
    }

    private sealed record Way(Pipeline Called, RunSet Left);
}
