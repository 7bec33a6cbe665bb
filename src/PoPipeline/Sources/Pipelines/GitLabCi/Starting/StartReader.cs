using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>Tells when the jobs of a configuration run, from <c>workflow</c>, <c>rules</c>, <c>only</c>, <c>except</c> and <c>when</c>.</summary>
/// <remarks>
/// Sources: https://docs.gitlab.com/ci/yaml/#rules, https://docs.gitlab.com/ci/yaml/workflow/, https://docs.gitlab.com/ci/yaml/#when,
/// https://docs.gitlab.com/ci/yaml/#allow_failure, https://docs.gitlab.com/ci/yaml/deprecated_keywords/#only--except.
/// </remarks>
internal sealed class StartReader
{
    private const int MaximumText = 4_000;

    private static readonly string[] LegacyKeys = ["only", "except"];

    // Triggers are the same where these are.
    private static readonly ImmutableArray<string> DefaultBranch = [Trigger.DefaultBranch];
    private static readonly ImmutableArray<string> OtherBranches = ["**", $"!{Trigger.DefaultBranch}"];

    private readonly CiConfiguration configuration;
    private readonly StartRules rules = new();
    private readonly LegacyPolicy policy;
    private readonly YamlEntry? workflowRules;
    private readonly Lazy<ImmutableArray<Trigger>> triggers;
    private readonly Dictionary<CiJob, StartWords> words = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<CiJob, ImmutableArray<JobStart>> known = new(ReferenceEqualityComparer.Instance);

    // For which it may run.
    private readonly Dictionary<CiJob, RefKinds> refs = new(ReferenceEqualityComparer.Instance);

    /// <summary>Makes a reader of one configuration.</summary>
    public StartReader(CiConfiguration configuration)
    {
        this.configuration = configuration;
        policy = new LegacyPolicy(rules);
        workflowRules = Entry(configuration.Globals["workflow"] as YamlMapping, "rules");
        triggers = new Lazy<ImmutableArray<Trigger>>(AllTriggers);
        Workflow = workflowRules is null ? [] : rules.Of(workflowRules.Value);
    }

    /// <summary>The rules of the workflow; empty where there are none.</summary>
    public ImmutableArray<StartRule> Workflow { get; }

    /// <summary>The rules of a job; empty where there are none.</summary>
    public ImmutableArray<StartRule> RulesOf(CiJob job) => Entry(job.Keys, "rules") is { } entry ? rules.Of(entry.Value) : [];

    /// <summary>What a job waits for, whatever starts the pipeline; null where it starts by itself, or may.</summary>
    public Start? WaitsFor(CiJob job) => WordsOf(job).WaitsFor(RulesOf(job));

    /// <summary>Where it is written that a job starts whatever became of those before it; null where it does not.</summary>
    public Place? Regardless(CiJob job) => WordsOf(job).Regardless(RulesOf(job));

    /// <summary>Where the failure of a job is declared not to matter; null where it matters, or may.</summary>
    public Located<string>? Tolerated(CiJob job) => WordsOf(job).Tolerated(RulesOf(job));

    /// <summary>What becomes of a job, for each event that makes jobs.</summary>
    public ImmutableArray<JobStart> Of(CiJob job)
    {
        if (!known.TryGetValue(job, out var starts))
        {
            starts = [.. PipelineEvents.Running.Select(found => new JobStart(found, OutcomesIn(job, found)))];
            known[job] = starts;
        }

        return starts;
    }

    /// <summary>The ways in which a job is started in the project itself.</summary>
    public ImmutableArray<Trigger> TriggersOf(CiJob job) => job.IsHidden ? [] : Triggers([.. Of(job).Where(start => !start.IsNever)]);

    /// <summary>The ways in which a pipeline of the configuration comes to be in the project itself: those in which it has a job.</summary>
    public ImmutableArray<Trigger> Triggers() => triggers.Value;

    /// <summary>When a job runs, as the model says it; null where nothing is written about it.</summary>
    public Condition? ConditionOf(CiJob job)
    {
        var afterFailure = WordsOf(job).AfterFailure(RulesOf(job));
        if (Entry(job.Keys, "rules") is { } entry)
        {
            var admitting = Admitting(job);
            return new Condition
            {
                Text = Shortened(string.Join(" || ", admitting.Select(rule => rule.If?.Value.Trim() ?? "always"))),
                Span = StartRules.PlaceOf(entry),
                NeverOn = NeverOn(job),
                NeverFor = NeverFor(job),
                OnDefaultBranch = HoldingIn(job, PipelineEvents.DefaultPush),
                OnProposals = HoldingIn(job, PipelineEvents.MergeRequest, PipelineEvents.Push),
                OnReleases = HoldingIn(job, PipelineEvents.Tag),
                Gates = [.. StartGates.Of(RulesOf(job), admitting).Concat(StartGates.Of(Workflow, [.. Workflow.Where(rule => !rule.IsNever)]))],
                Faults = Unsound(job),
                IsAfterFailure = afterFailure is not null,
            };
        }

        return (Entry(job.Keys, "only") ?? Entry(job.Keys, "except")) is { } legacy
            ? new Condition
            {
                Text = LegacyText(job),
                Span = StartRules.PlaceOf(legacy),
                NeverOn = NeverOn(job),
                NeverFor = NeverFor(job),
                OnDefaultBranch = HoldingIn(job, PipelineEvents.DefaultPush),
                OnProposals = HoldingIn(job, PipelineEvents.MergeRequest, PipelineEvents.Push),
                OnReleases = HoldingIn(job, PipelineEvents.Tag),
                Faults = [.. LegacyFaults(job)],
                IsAfterFailure = afterFailure is not null,
            }
            : afterFailure is { } place ? new Condition { Text = "when: on_failure", Span = place, IsAfterFailure = true }
            : null;
    }

    // Where several events may come of the same thing, the one that has the job run counts.
    private Holding HoldingIn(CiJob job, params ReadOnlySpan<PipelineEvent> events)
    {
        var holding = Holding.Never;
        foreach (var start in Of(job))
        {
            foreach (var found in events)
            {
                if (ReferenceEquals(start.Event, found) && !start.IsNever)
                {
                    holding = start.Outcomes.Any(outcome => outcome.Mode is StartMode.Never) && holding is not Holding.Always ? Holding.Unknown : Holding.Always;
                }
            }
        }

        return holding;
    }

    // What GitLab does not take as it is written is told as that, and not once more.
    private ImmutableArray<ConditionFault> Unsound(CiJob job)
    {
        var faults = FaultsOf(job);
        var told = faults.Where(fault => fault.ToProblem() is not null).Select(fault => fault.Span).ToHashSet();
        return [.. faults.Where(fault => !told.Contains(fault.Span)).Select(fault => fault.ToCondition()).OfType<ConditionFault>()];
    }

    /// <summary>What is unsound about when a job runs.</summary>
    public ImmutableArray<StartFault> FaultsOf(CiJob job) => StartFaults.Of(RulesOf(job));

    /// <summary>What GitLab would reject in the conditions of a job, or would never find true.</summary>
    public ImmutableArray<Problem> ProblemsOf(CiJob job) => [.. StartFaults.Problems(RulesOf(job)), .. LegacyProblems(job)];

    /// <summary>What GitLab would reject in the conditions of the workflow, or would never find true.</summary>
    public ImmutableArray<Problem> WorkflowProblems() => StartFaults.Problems(Workflow);

    // Each event asks for them.
    private StartWords WordsOf(CiJob job)
    {
        if (!words.TryGetValue(job, out var read))
        {
            words[job] = read = new StartWords(job);
        }

        return read;
    }

    private static YamlEntry? Entry(YamlMapping? mapping, string key) => mapping?.Entry(key) is { Value: not YamlScalar { IsNull: true } } entry ? entry : null;

    private ImmutableArray<Trigger> AllTriggers()
    {
        var jobs = configuration.Jobs.Where(job => !job.IsHidden).ToList();
        return Triggers([.. PipelineEvents.Running
            .Select((_, index) => jobs.Select(job => Of(job)[index]).FirstOrDefault(start => !start.IsNever))
            .OfType<JobStart>()]);
    }

    private ImmutableArray<StartOutcome> OutcomesIn(CiJob job, PipelineEvent found)
    {
        var outcomes = ImmutableArray.CreateBuilder<StartOutcome>();
        var seen = new HashSet<StartOutcome>();
        foreach (var one in found.Cases)
        {
            var made = OutcomesInCase(job, one).ToList();
            if (made.Exists(outcome => outcome.Mode is not StartMode.Never))
            {
                refs[job] = refs.GetValueOrDefault(job) | KindsOf(one);
            }

            outcomes.AddRange(made.Where(seen.Add));
        }

        return outcomes.DrainToImmutable();
    }

    private IEnumerable<StartOutcome> OutcomesInCase(CiJob job, PipelineEvent found)
    {
        if (workflowRules is null)
        {
            return JobOutcomes(job, found);
        }

        var made = Decide(Workflow, found, workflowRules, rule => new StartOutcome(rule.IsNever ? StartMode.Never : StartMode.Always, MayFail: false, rule.Decides, rule)).ToList();
        var kept = made.Where(outcome => outcome.Mode is StartMode.Never);
        return made.Any(outcome => outcome.Mode is not StartMode.Never) ? kept.Concat(JobOutcomes(job, found)) : kept;
    }

    private IEnumerable<StartOutcome> JobOutcomes(CiJob job, PipelineEvent found)
    {
        var own = WordsOf(job);
        if (Entry(job.Keys, "rules") is { } entry)
        {
            return Decide(RulesOf(job), found, entry, own.Outcome);
        }

        var (only, except) = (Entry(job.Keys, "only"), Entry(job.Keys, "except"));
        var written = only ?? except;
        var place = written is not null ? StartRules.PlaceOf(written) : own.When is { } when ? StartRules.PlaceOf(when) : job.Span;
        var runs = own.Outcome(place);
        var never = new StartOutcome(StartMode.Never, MayFail: false, written is null ? job.Span : place, Rule: null);

        // Rules of the workflow take the limit to branches and tags away from jobs that do not write one.
        return policy.Admits(only?.Value, except?.Value, isLimited: workflowRules is null, found) switch
        {
            Truth.True => [runs],
            Truth.False => [never],
            _ => [runs, never],
        };
    }

    private static IEnumerable<StartOutcome> Decide(ImmutableArray<StartRule> rules, PipelineEvent found, YamlEntry entry, Func<StartRule, StartOutcome> outcome)
    {
        foreach (var rule in rules)
        {
            var holds = rule.Holds(found);
            if (holds is Truth.False)
            {
                continue;
            }

            yield return outcome(rule);
            if (holds is Truth.True)
            {
                yield break;
            }
        }

        yield return new StartOutcome(StartMode.Never, MayFail: false, StartRules.PlaceOf(entry), Rule: null);
    }

    private ImmutableArray<StartRule> Admitting(CiJob job)
    {
        var used = Of(job).Where(start => start.Event.Place is EventPlace.Project)
            .SelectMany(start => start.Outcomes)
            .Where(outcome => outcome.Mode is not StartMode.Never)
            .Select(outcome => outcome.Rule)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. RulesOf(job).Where(used.Contains)];
    }

    private static string Shortened(string text) => text.Length > MaximumText ? string.Concat(text.AsSpan(0, MaximumText - 1), "…") : text;

    // Of the ways that start a pipeline; where all pushes are one way, the job is never in either of the two kinds.
    private ImmutableArray<string> NeverOn(CiJob job)
    {
        var starts = Of(job);
        var runs = starts.Where(start => !start.IsNever).Select(start => start.Event.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Triggers().Select(trigger => trigger.Name)
                .Where(name => !runs.Contains(name) && !(name == PipelineEvents.Push.Name && runs.Contains(PipelineEvents.DefaultPush.Name))),
        ];
    }

    private RefKinds NeverFor(CiJob job) => Of(job).IsEmpty ? RefKinds.None : (RefKinds.Tag | RefKinds.Other) & ~refs.GetValueOrDefault(job);

    private static RefKinds KindsOf(PipelineEvent found) => found.IsTag switch { Truth.True => RefKinds.Tag, Truth.False => RefKinds.Other, _ => RefKinds.Tag | RefKinds.Other };

    private static ImmutableArray<Trigger> Triggers(ImmutableArray<JobStart> starts)
    {
        var hasPush = starts.Any(start => ReferenceEquals(start.Event, PipelineEvents.Push));
        var hasDefault = starts.Any(start => ReferenceEquals(start.Event, PipelineEvents.DefaultPush));
        return
        [
            .. starts.Where(start => start.Event.Place is EventPlace.Project && !(hasPush && ReferenceEquals(start.Event, PipelineEvents.DefaultPush)))
                .Select(start => new Trigger
                {
                    Name = start.Event.Name,
                    Span = start.Runs!.Decided,
                    StartedBy = start.Event.StartedBy,
                    Privileged = start.Event.HasSecrets,
                    IsCall = start.Event.IsCall,
                    IsRelease = ReferenceEquals(start.Event, PipelineEvents.Tag),
                    Occasion = start.Event.Occasion,
                    Branches = ReferenceEquals(start.Event, PipelineEvents.DefaultPush) ? DefaultBranch
                        : ReferenceEquals(start.Event, PipelineEvents.Push) && !hasDefault ? OtherBranches
                        : [],
                    IsPartial = start.Outcomes.Any(outcome => outcome.Mode is StartMode.Never),
                }),
        ];
    }

    private static string LegacyText(CiJob job) => string.Join(" ", LegacyKeys
        .Select(key => (Key: key, Entry: Entry(job.Keys, key)))
        .Where(found => found.Entry is not null)
        .Select(found => $"{found.Key}: {string.Join(", ", Words(found.Entry!.Value))}"));

    private static IEnumerable<string> Words(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.Select(entry => entry.Key.Value),
        _ => ShortForms.Texts(node).Select(text => text.Value),
    };

    // Patterns that find parts of the names of branches and tags.
    private IEnumerable<ConditionFault> LegacyFaults(CiJob job) =>
        from key in LegacyKeys
        let policy = Entry(job.Keys, key)?.Value
        where policy is not null
        let refs = policy is YamlMapping mapping ? mapping["refs"] : policy
        let variables = (policy as YamlMapping)?["variables"]
        from fault in (refs is null ? [] : ShortForms.Texts(refs).Select(StartFaults.OfRef).OfType<StartFault>())
            .Concat(variables is null ? [] : ShortForms.Texts(variables).SelectMany(scalar => rules.Parse(scalar).Root is { } root ? StartFaults.OfVariables(scalar, root) : []))
        let condition = fault.ToCondition()
        where condition is not null
        select condition;

    private IEnumerable<Problem> LegacyProblems(CiJob job)
    {
        foreach (var key in LegacyKeys)
        {
            if ((Entry(job.Keys, key)?.Value as YamlMapping)?["variables"] is not YamlSequence variables)
            {
                continue;
            }

            foreach (var scalar in variables.Items.OfType<YamlScalar>())
            {
                if (rules.Parse(scalar).Error is { } error)
                {
                    yield return StartFaults.ProblemOf(scalar, error);
                }
            }
        }
    }
}
