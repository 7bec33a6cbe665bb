using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>A workflow or an action's metadata, parsed but not yet read into the model.</summary>
internal sealed class ActionsFile
{
    // People write a hundredth of this; what is longer was made to take time.
    private const int MaximumLength = 1024 * 1024;

    private FrozenDictionary<string, JobNode>? jobsById;

    /// <summary>The path, relative to the repository's root.</summary>
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    public required PipelineKind Kind { get; init; }

    /// <summary>The YAML document; null where the file could not be read as text.</summary>
    public YamlDocument? Document { get; init; }

    /// <summary>The root; null where there is none that says anything.</summary>
    public YamlMapping? Root => Document?.Root as YamlMapping;

    /// <summary>Why nothing could be read, by place; empty where it was.</summary>
    public ImmutableArray<Problem> Faults { get; init; } = [];

    /// <summary>The first of the faults; null where it was read.</summary>
    public Problem? Fault => Faults.FirstOrDefault();

    /// <summary>Whether it is us who do not read the file, so that nothing tells whether the platform does.</summary>
    public bool IsBeyondUs { get; init; }

    /// <summary>The jobs; an action has one, whose steps are the action's.</summary>
    public ImmutableArray<JobNode> Jobs { get; init; } = [];

    /// <summary>The job with an id, in any case; null where there is none.</summary>
    public JobNode? JobOf(string id) => (jobsById ??= ById(Jobs)).GetValueOrDefault(id);

    /// <summary>The triggers; an action has none.</summary>
    public ImmutableArray<Trigger> Triggers { get; private set; } = [];

    /// <summary>What starts it, for the origins of expressions; an action has none.</summary>
    public ImmutableArray<WorkflowEvent> Events { get; init; } = [];

    /// <summary>What somebody who starts it by hand is asked for, by name in any case.</summary>
    public FrozenDictionary<string, CallableInput> DispatchInputs { get; init; } = FrozenDictionary<string, CallableInput>.Empty;

    /// <summary>What it takes and gives; null for a workflow that nothing can call.</summary>
    public CallableDefinition? Callable { get; init; }

    /// <summary>A workflow that is a symbolic link: GitHub reads what git keeps of it, which is a path and no workflow.</summary>
    /// <param name="path">The link.</param>
    public static ActionsFile Link(string path) =>
        Faulty(PipelineKind.Workflow, document: null, "The workflow is a symbolic link, which GitHub does not follow: it takes the path in it for the workflow, and never runs it", Place.StartOf(path));

    /// <summary>Parses a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="kind">What it is.</param>
    public static ActionsFile Parse(SourceFile source, PipelineKind kind)
    {
        var name = kind is PipelineKind.Action ? "action" : "workflow";
        if (source.Fault is not null)
        {
            return Faulty(kind, document: null, $"The {name} cannot be read: {source.Fault}", Place.StartOf(source.Path), isBeyondUs: true);
        }

        if (source.Text.Length > MaximumLength)
        {
            return Faulty(kind, document: null, $"The {name} is longer than the {MaximumLength} characters that PoPipeline reads; nothing of it was read", Place.StartOf(source.Path), isBeyondUs: true);
        }

        var document = source.Yaml;
        if (document.Error is { } error)
        {
            return Faulty(kind, document, error.Message, error.Span, document.IsTooLarge);
        }

        if (document.Root is not YamlMapping root)
        {
            return document.Root is null or YamlScalar { IsNull: true }
                ? Faulty(kind, document, $"The file is empty; {(kind is PipelineKind.Action ? "an" : "a")} {name} is a mapping", Place.StartOf(source.Path))
                : Faulty(kind, document, $"The {name} is no mapping", document.Root.Span);
        }

        if (FileFaults.Of(document, $"{(kind is PipelineKind.Action ? "an" : "a")} {name}") is { IsEmpty: false } faults)
        {
            return new ActionsFile { Path = source.Path, Kind = kind, Document = document, Faults = faults };
        }

        return new ActionsFile
        {
            Path = source.Path,
            Kind = kind,
            Document = document,
            Jobs = kind is PipelineKind.Action ? ActionJob(root) : WorkflowJobs(root),
            Triggers = kind is PipelineKind.Action ? [] : TriggerReader.Read(TriggerReader.On(root)),
            Events = kind is PipelineKind.Action ? [] : WorkflowEvent.Read(TriggerReader.On(root)),
            DispatchInputs = CallableDefinition.InputsOf((TriggerReader.On(root) as YamlMapping).Mapping("workflow_dispatch").Mapping("inputs")),
            Callable = CallableDefinition.Read(source.Path, kind, root),
        };
    }

    /// <summary>Narrows who starts it by what is known of the other files; to be done before the file is read into the model.</summary>
    public void Narrow(ILookup<string, ActionsFile> byName) => Triggers = WorkflowRuns.Narrow(this, byName);

    private static ActionsFile Faulty(PipelineKind kind, YamlDocument? document, string message, Place span, bool isBeyondUs = false) =>
        new() { Path = span.Path, Kind = kind, Document = document, IsBeyondUs = isBeyondUs, Faults = [new Problem(ProblemKind.Syntax, message, span)] };

    private static ImmutableArray<JobNode> WorkflowJobs(YamlMapping root) =>
        root.Mapping("jobs") is { } jobs
            ? [.. jobs.Entries.Where(entry => entry.Value is YamlMapping).Select(entry => new JobNode(entry.Key, (YamlMapping)entry.Value))]
            : [];

    private static FrozenDictionary<string, JobNode> ById(ImmutableArray<JobNode> jobs)
    {
        var byId = new Dictionary<string, JobNode>(StringComparer.OrdinalIgnoreCase);
        foreach (var job in jobs)
        {
            byId.TryAdd(job.Id, job);
        }

        return byId.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static ImmutableArray<JobNode> ActionJob(YamlMapping root) =>
        root.Entry("runs") is { Value: YamlMapping runs } entry ? [new JobNode(entry.Key, runs)] : [];
}
