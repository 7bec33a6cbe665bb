using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Reads the jobs of one workflow.</summary>
/// <param name="jobs">Reads a job.</param>
/// <param name="texts">Puts parameters into texts.</param>
/// <param name="logic">Reads conditions.</param>
internal sealed class WorkflowReader(JobReader jobs, TextResolver texts, Logic logic)
{
    private const string Push = "push";
    private const string Tag = "tag";

    // A group within a group …
    private const int DeepestGroup = 8;

    /// <summary>The jobs, and what starts them.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="scope">What names in it mean.</param>
    /// <param name="secrets">Takes the uses of secrets.</param>
    public (ImmutableArray<Job> Jobs, ImmutableArray<Trigger> Triggers) Read(YamlEntry workflow, Scope scope, JobFindings secrets)
    {
        var keys = workflow.Value as YamlMapping;
        var placed = new List<Placed>();
        Place(keys?["jobs"], scope, group: null, placed, 0);
        Name(placed, scope);
        var known = placed.SelectMany(one => one.Names.Select(name => (Name: name, one.Id))).ToLookup(one => one.Name, one => one.Id, StringComparer.Ordinal);
        var condition = ConditionOf(keys, scope);
        var schedule = (keys?["triggers"] as YamlSequence)?.Items.OfType<YamlMapping>().Select(trigger => trigger.Entry("schedule")).FirstOrDefault(entry => entry is not null);
        var (onBranches, onTags) = (placed.Exists(one => one.Filters.OnBranches) || placed.Count == 0, placed.Exists(one => one.Filters.OnTags));
        ImmutableArray<Trigger> starts = schedule is not null
            ? [new Trigger { Name = "schedule", Span = schedule.Key.Span, StartedBy = Origin.Maintainer, Privileged = true, Occasion = Occasion.Schedule }]
            : [
                .. onBranches ? [Pushed(workflow)] : (Trigger[])[],
                .. onTags ? [Tagged(workflow)] : (Trigger[])[],
            ];
        var read = placed.Select(one => jobs.Read(one.Invocation, one.Id, scope, secrets) with
        {
            Condition = Joined(one, condition),
            Triggers = schedule is not null || (one.Filters.OnBranches && one.Filters.OnTags == onTags) ? []
                : [.. one.Filters.OnBranches ? [Pushed(workflow)] : (Trigger[])[], .. one.Filters.OnTags ? [Tagged(workflow)] : (Trigger[])[]],
            Needs = Needs(one, known, scope),
            AfterFailure = AfterFailure(one),
        }).ToImmutableArray();
        return (read, starts);
    }

    private static Trigger Pushed(YamlEntry workflow) => new() { Name = Push, Span = workflow.Key.Span, StartedBy = Origin.Contributor, Privileged = true, Occasion = Occasion.Push };

    private static Trigger Tagged(YamlEntry workflow) => new() { Name = Tag, Span = workflow.Key.Span, StartedBy = Origin.Contributor, Privileged = true, IsRelease = true, Occasion = Occasion.Release };

    private void Place(YamlNode? list, Scope scope, Placed? group, List<Placed> placed, int depth)
    {
        foreach (var invocation in Invocation.In(list))
        {
            var one = new Placed(invocation, Filters.Read(invocation.Keys?["filters"], scope, texts), group);
            if (depth < DeepestGroup && scope.Library.Groups?.Entry(invocation.Name.Value) is { } members && scope.Library.Job(invocation.Name.Value) is null)
            {
                Place((members.Value as YamlMapping)?["jobs"], scope, one, placed, depth + 1);
            }
            else if (placed.Count < ReadingBudget.MostSteps)
            {
                placed.Add(one with { Filters = group is null || invocation.Keys?.Entry("filters") is not null ? one.Filters : group.Filters });
            }
        }
    }

    // Jobs of one name get a number behind it.
    private void Name(List<Placed> placed, Scope scope)
    {
        var counts = placed.GroupBy(one => one.Own, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var one in placed)
        {
            var count = taken[one.Own] = taken.GetValueOrDefault(one.Own) + 1;
            one.Id = counts[one.Own] == 1 ? one.Own : $"{one.Own}-{count}";
            one.Names = [.. one.Invocation.Names(scope, texts), one.Id, .. Above(one.Group).Select(group => group.Own)];
        }
    }

    private static IEnumerable<Placed> Above(Placed? group)
    {
        for (; group is not null; group = group.Group)
        {
            yield return group;
        }
    }

    private ImmutableArray<Located<string>> Needs(Placed job, ILookup<string, string> known, Scope scope) =>
    [
        .. Above(job.Group).Prepend(job).SelectMany(one => Requires(one.Invocation), (one, need) => (one.Invocation, need.Name))
            .SelectMany(need => need.Invocation.Required(need.Name, scope, texts).SelectMany(name => known[name]).Distinct(StringComparer.Ordinal).Where(id => id != job.Id).Select(id => new Located<string>(id, need.Name.Span)))
            .DistinctBy(need => need.Value),
    ];

    /// <summary>What a job waits for, with the states that those jobs must have come to; none where they must have succeeded.</summary>
    /// <param name="invocation">The job.</param>
    public static IEnumerable<(YamlScalar Name, ImmutableArray<YamlScalar> States)> Requires(Invocation invocation)
    {
        foreach (var item in (invocation.Keys?["requires"] as YamlSequence)?.Items ?? [])
        {
            if (item is YamlScalar { IsNull: false } name)
            {
                yield return (name, []);
            }
            else if (item is YamlMapping { Entries: [var entry, ..] })
            {
                yield return (entry.Key, [.. ((entry.Value as YamlSequence)?.Items ?? [entry.Value]).OfType<YamlScalar>()]);
            }
        }
    }

    // What starts after a failure alone clears up behind it.
    private static Place? AfterFailure(Placed job) =>
        Requires(job.Invocation).SelectMany(need => need.States.Where(state => state.Value is "terminal" || (state.Value is "failed" && need.States.Any(other => other.Value is "success")))).Select(state => (Place?)state.Span).FirstOrDefault();

    // What needs that another one failed runs in no run that goes well.
    private static YamlScalar? OnlyAfterFailure(Placed job) =>
        Requires(job.Invocation).Where(need => !need.States.IsEmpty && need.States.All(state => state.Value is "failed" or "canceled" or "unauthorized")).Select(need => need.States[0]).FirstOrDefault();

    private Condition? ConditionOf(YamlMapping? workflow, Scope scope)
    {
        if ((workflow?.Entry("when") ?? workflow?.Entry("unless")) is not { } entry)
        {
            return null;
        }

        return new Condition
        {
            Text = $"{entry.Key.Value}: {Conditions.Shown(entry.Value)}",
            Span = entry.Value.Span,
            IsNever = logic.Evaluate(entry.Value, scope) == (entry.Key.Value is "when" ? Truth.False : Truth.True),
            Gates = logic.Gates(entry.Value, scope, entry.Key.Value is "when") ?? [],
            Faults = [.. Conditions.FaultsOf(entry.Value, scope)],
        };
    }

    private static Condition? Joined(Placed job, Condition? workflow)
    {
        var isApproval = JobReader.IsApproval(job.Invocation);
        var failed = OnlyAfterFailure(job);
        if (job.Filters.Text is not { } filters && !isApproval)
        {
            return failed is null ? workflow : (workflow ?? new Condition { Text = $"requires: {failed.Value}", Span = failed.Span }) with { IsAfterFailure = true };
        }

        var span = job.Filters.Text?.Span ?? job.Invocation.Name.Span;
        return new Condition
        {
            Text = job.Filters.Text?.Value ?? "type: approval",
            Span = span,
            OnDefaultBranch = workflow is null ? job.Filters.OnDefaultBranch : Holding.Unknown,
            OnProposals = workflow is null ? job.Filters.OnProposals : Holding.Unknown,
            OnReleases = !job.Filters.OnTags ? Holding.Never : Holding.Unknown,
            IsNever = workflow is { IsNever: true },
            NeverFor = job.Filters.NeverFor,
            Gates =
            [
                .. job.Filters.Gates,
                .. workflow?.Gates ?? [],
                .. isApproval ? [new Gate(GateKind.Approval, job.Invocation.Name.Value, job.Invocation.Name.Span)] : (Gate[])[],

                // Tags are made by those who may push.
                .. job.Filters is { OnBranches: false, Gates.IsEmpty: true } ? [new Gate(GateKind.TrustedEvent, "tags", span)] : (Gate[])[],
            ],
            Faults = workflow?.Faults ?? [],
            IsAfterFailure = failed is not null,
        };
    }

    // A job where it stands.
    private sealed record Placed(Invocation Invocation, Filters Filters, Placed? Group)
    {
        public string Own => Invocation.Given?.Value ?? Invocation.Name.Value;

        public string Id { get; set; } = "";

        public ImmutableArray<string> Names { get; set; } = [];
    }
}
