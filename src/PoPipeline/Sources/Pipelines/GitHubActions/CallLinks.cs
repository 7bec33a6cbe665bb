using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Which files of the repository call which, and what they pass: the texts of a caller flow into the inputs of what it calls.</summary>
internal sealed class CallLinks
{
    // A call within a call within a call …: GitHub allows ten levels.
    private const int Rounds = 16;
    private const int LongestRoute = 240;

    private readonly LocalCode local;
    private readonly ILookup<ActionsFile, CallSite> callers;
    private readonly Dictionary<ActionsFile, ImmutableArray<WorkflowEvent>> events = [];
    private Dictionary<(ActionsFile Callee, string Input), Provenance> passed = [];

    private CallLinks(ImmutableArray<ActionsFile> files, LocalCode local)
    {
        this.local = local;
        callers = files.SelectMany(Calls).ToLookup(call => call.Callee);
        foreach (var file in files)
        {
            events[file] = Events(file);
        }
    }

    /// <summary>Finds the calls between files, and lets what they pass flow until nothing changes.</summary>
    public static CallLinks Of(ImmutableArray<ActionsFile> files, LocalCode local)
    {
        var links = new CallLinks(files, local);
        var calls = links.callers.SelectMany(group => group).ToImmutableArray();
        for (var round = 0; round < Rounds && !calls.IsEmpty; round++)
        {
            var next = links.Flow(calls);
            var same = Same(links.passed, next);
            links.passed = next;
            if (same)
            {
                break;
            }
        }

        return links;
    }

    /// <summary>The files among these, and all that they call, themselves or through others.</summary>
    public HashSet<ActionsFile> ReachedFrom(IEnumerable<ActionsFile> files)
    {
        var callees = callers.SelectMany(group => group).ToLookup(call => call.Caller, call => call.Callee);
        var reached = new HashSet<ActionsFile>(files);
        var open = new Stack<ActionsFile>(reached);
        while (open.TryPop(out var next))
        {
            foreach (var callee in callees[next].Where(reached.Add))
            {
                open.Push(callee);
            }
        }

        return reached;
    }

    /// <summary>The places in this repository that call a file.</summary>
    public IEnumerable<CallSite> CallersOf(ActionsFile callee) => callers[callee];

    /// <summary>What callers in this repository pass to an input; null where there are none.</summary>
    public Provenance? Passed(ActionsFile callee, string input) =>
        callers.Contains(callee) ? passed.GetValueOrDefault((callee, Lower(input)), Provenance.Constant) : null;

    /// <summary>
    /// Whether there may be callers in other repositories. What lies in the repository's own folder for such things, and is called from
    /// here, is taken to be its own; any other action is published by lying there.
    /// </summary>
    public bool HasUnknownCallers(ActionsFile callee) => !callers.Contains(callee) || !callee.Path.StartsWith(".github/", StringComparison.Ordinal);

    /// <summary>What starts the file, through its callers where all of them are known.</summary>
    public ImmutableArray<WorkflowEvent> EventsOf(ActionsFile file) => events.GetValueOrDefault(file, []);

    private IEnumerable<CallSite> Calls(ActionsFile file)
    {
        foreach (var job in file.Jobs)
        {
            if (job.Node.Scalar("uses") is { } called && local.Find(called.Value.Trim()) is { } workflow)
            {
                yield return new CallSite(file, job, Step: null, job.Node.Mapping("with"), workflow);
            }

            for (var index = 0; index < job.StepNodes.Length; index++)
            {
                var step = job.StepNodes[index];
                if (step.Scalar("uses") is { } used && local.Find(used.Value.Trim()) is { } action)
                {
                    yield return new CallSite(file, job, index, step.Mapping("with"), action);
                }
            }
        }
    }

    private ImmutableArray<WorkflowEvent> Events(ActionsFile file)
    {
        var seen = new HashSet<ActionsFile>();
        var open = new Stack<ActionsFile>([file]);
        var found = ImmutableArray.CreateBuilder<WorkflowEvent>();
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next))
            {
                continue;
            }

            var isKnown = !HasUnknownCallers(next);
            found.AddRange(isKnown ? next.Events.Where(one => !one.IsCall) : next.Events);
            if (!isKnown && next.Events.IsEmpty)
            {
                // Nobody knows what starts an action that others call.
                return [];
            }

            foreach (var call in callers[next])
            {
                open.Push(call.Caller);
            }
        }

        return found.DrainToImmutable();
    }

    private Dictionary<(ActionsFile Callee, string Input), Provenance> Flow(ImmutableArray<CallSite> calls)
    {
        var session = new OriginSession(local, this);
        var next = new Dictionary<(ActionsFile, string), Provenance>();
        foreach (var call in calls)
        {
            var lookup = session.LookupOf(call.Caller);
            foreach (var input in call.Callee.Callable?.Inputs.Values ?? [])
            {
                var key = (call.Callee, Lower(input.Name));
                var given = call.With.InputEntry(input.Name)?.Value;
                var origin = given is YamlScalar value ? Routed(lookup.Of(value, call.Job, call.Step), input.Name, call.Caller.Path)
                    : given is null && input.Default is { } standard ? session.LookupOf(call.Callee).Of(standard, job: null, step: null)
                    : Provenance.Constant;
                next[key] = next.TryGetValue(key, out var others) ? Provenance.Join(others, origin) : origin;
            }
        }

        return next;
    }

    private static Provenance Routed(Provenance origin, string input, string caller)
    {
        if (origin.Origin is Rules.Model.Pipelines.Origin.Constant || origin.Route?.Length > LongestRoute)
        {
            return origin;
        }

        var route = $"through the input '{input}' that '{caller}' passes";
        return origin with { Route = origin.Route is null ? route : $"{route}, which has it {origin.Route}" };
    }

    private static bool Same(
        Dictionary<(ActionsFile Callee, string Input), Provenance> before, Dictionary<(ActionsFile Callee, string Input), Provenance> after) =>
        before.Count == after.Count
        && after.All(pair => before.TryGetValue(pair.Key, out var old)
            && old.Origin == pair.Value.Origin && old.Charset == pair.Value.Charset && old.Sources.SequenceEqual(pair.Value.Sources));

    private static string Lower(string name) => name.ToLowerInvariant();
}
