using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Analysis;

/// <summary>Tells on which occasions the jobs and steps of a snapshot run, by what starts their pipelines, by their conditions, and by who calls them.</summary>
internal sealed class RunTimes
{
    // The branch of a change, as people name one.
    private const string Proposed = "some-change";

    private static readonly string[] Usual = ["main", "master"];

    private readonly string[] defaults;
    private readonly Dictionary<string, List<Call>> calls = new(StringComparer.Ordinal);
    private readonly Dictionary<Pipeline, Occasions> known = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Pipeline> open = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Job, Occasions> bounds = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Pipeline, ILookup<string, Job>> jobs = new(ReferenceEqualityComparer.Instance);

    /// <summary>Looks at the calls of a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="branch">Its default branch; null where nobody says which one that is.</param>
    public RunTimes(Snapshot snapshot, string? branch)
    {
        defaults = branch is { Length: > 0 } ? [branch] : Usual;
        foreach (var pipeline in snapshot.Pipelines)
        {
            foreach (var job in pipeline.Jobs)
            {
                Add(job.Calls, new Call(pipeline, job, Step: null));
                foreach (var step in job.Steps)
                {
                    Add(step.Uses, new Call(pipeline, job, step));
                }
            }
        }
    }

    /// <summary>When a pipeline runs, by itself or because another one calls it.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public Occasions Of(Pipeline pipeline)
    {
        if (known.TryGetValue(pipeline, out var found))
        {
            return found;
        }

        // Who calls itself runs when others call it.
        if (!open.Add(pipeline))
        {
            return Occasions.None;
        }

        var (own, isCalled) = Started(pipeline, pipeline.Triggers);
        var isCalledHere = false;
        foreach (var name in pipeline.CalledAs)
        {
            foreach (var call in calls.GetValueOrDefault(name) ?? [])
            {
                if (call.Pipeline != pipeline)
                {
                    isCalledHere = true;
                    own = own.Or(call.Step is null ? Of(call.Pipeline, call.Job) : Of(call.Pipeline, call.Job, call.Step));
                }
            }
        }

        // What only others call, which lie elsewhere, runs when they say.
        found = !isCalledHere && (isCalled || pipeline.Triggers.IsEmpty) ? own.Or(Occasions.Unknown) : own;
        open.Remove(pipeline);
        known[pipeline] = found;
        return found;
    }

    /// <summary>When a job runs.</summary>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="job">The job.</param>
    public Occasions Of(Pipeline pipeline, Job job)
    {
        if (job.Start is { Kind: StartKind.Never })
        {
            return Occasions.None;
        }

        return (job.Triggers.IsEmpty ? Of(pipeline) : Started(pipeline, job.Triggers).Occasions).And(BoundOf(pipeline, job));
    }

    // What the conditions of a job leave, and those of the jobs that it waits for. Each job is looked at once, those that others wait for first.
    private Occasions BoundOf(Pipeline pipeline, Job job)
    {
        if (bounds.TryGetValue(job, out var known))
        {
            return known;
        }

        if (!jobs.TryGetValue(pipeline, out var named))
        {
            jobs[pipeline] = named = pipeline.Jobs.ToLookup(one => one.Id, StringComparer.Ordinal);
        }

        var waits = PlatformProfiles.Of(pipeline.Platform).LeavesOutWhatWaits;
        var seen = new HashSet<Job>(ReferenceEqualityComparer.Instance) { job };
        var left = new Stack<(Job Job, bool IsReady)>([(job, false)]);
        while (left.TryPop(out var next))
        {
            var one = next.Job;
            var needed = waits && JobOrder.MustFollow(one) ? one.Needs.SelectMany(need => named[need.Value]) : [];
            if (next.IsReady)
            {
                bounds[one] = needed.Aggregate(Occasions.All.When(one.Condition), (bound, other) => bounds.TryGetValue(other, out var its) ? bound.And(its) : bound);
                continue;
            }

            left.Push((one, true));
            foreach (var other in needed)
            {
                if (!bounds.ContainsKey(other) && seen.Add(other))
                {
                    left.Push((other, false));
                }
            }
        }

        return bounds[job];
    }

    /// <summary>When a step runs.</summary>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="job">Its job.</param>
    /// <param name="step">The step.</param>
    public Occasions Of(Pipeline pipeline, Job job, Step step) => Of(pipeline, job).When(step.Condition);

    private void Add(Reference? reference, Call call)
    {
        if (reference?.Target is { } target)
        {
            if (!calls.TryGetValue(target, out var list))
            {
                calls[target] = list = [];
            }

            list.Add(call);
        }
    }

    private (Occasions Occasions, bool IsCalled) Started(Pipeline pipeline, IEnumerable<Trigger> triggers)
    {
        var (started, isCalled) = (Occasions.None, false);
        var profile = PlatformProfiles.Of(pipeline.Platform);
        foreach (var trigger in triggers)
        {
            var full = trigger.IsPartial ? Reach.Partly : Reach.Yes;
            isCalled |= trigger.IsCall;
            started = started.Or(trigger.Occasion switch
            {
                Occasion.Push => Occasions.None with
                {
                    DefaultBranch = Occasions.Least(full, OnDefault(trigger)),

                    // The branch of a change is here where somebody proposes it who may push.
                    Proposals = Occasions.Least(full, Covers(trigger, Proposed) is not true ? Reach.No : profile.ChecksProposalsByBranch ? Reach.Yes : Reach.Partly),
                    Release = profile.TagsBySetting ? Reach.Unknown : Reach.No,
                },
                Occasion.Proposal => Occasions.None with { Proposals = Occasions.Least(full, OnDefault(trigger)) },
                Occasion.Schedule => Occasions.None with { Schedule = full },
                Occasion.Release => Occasions.None with { Release = full },
                Occasion.Unknown when !trigger.IsCall => Occasions.Unknown,
                _ => Occasions.None,
            });
        }

        return (started, isCalled);
    }

    // Where nobody says which the default branch is, it has one of the usual names; a branch of any other name may be it.
    private Reach OnDefault(Trigger trigger)
    {
        if (trigger.Branches.IsEmpty || Array.Exists(defaults, branch => Covers(trigger, branch) is true))
        {
            return Reach.Yes;
        }

        return ReferenceEquals(defaults, Usual) && !trigger.Branches.Contains($"!{Trigger.DefaultBranch}") ? Reach.Unknown : Reach.No;
    }

    // The last pattern that matches decides.
    private static bool? Covers(Trigger trigger, string branch)
    {
        bool? covers = trigger.Branches.IsEmpty ? true : null;
        foreach (var pattern in trigger.Branches)
        {
            var isLeftOut = pattern.StartsWith('!');
            var name = isLeftOut ? pattern[1..] : pattern;
            if (name is Trigger.DefaultBranch ? branch is not Proposed : new StarPattern(name).Matches(branch))
            {
                covers = !isLeftOut;
            }
        }

        return covers;
    }

    private sealed record Call(Pipeline Pipeline, Job Job, Step? Step);
}
