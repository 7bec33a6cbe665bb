using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Tekton.Konflux;
using PoPipeline.Sources.Pipelines.Tekton.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Turns resources into the model that all platforms share.</summary>
/// <param name="resources">The resources of the repository.</param>
/// <param name="values">Who controls their parameters.</param>
internal sealed class ResourceReader(ResourceSet resources, ParameterValues values)
{
    private readonly ServiceAccounts accounts = new(resources);
    private readonly BuildReader builds = new(resources);
    private readonly Lazy<TriggerIndex> triggers = new(() => new TriggerIndex(resources));

    /// <summary>The kinds that are pipelines.</summary>
    public static ImmutableArray<string> Kinds { get; } =
        ["Task", "ClusterTask", "StepAction", "Pipeline", "PipelineRun", "TaskRun", "CustomRun", "TriggerTemplate", "EventListener", "Trigger", "TriggerBinding", "ClusterTriggerBinding"];

    /// <summary>Reads one.</summary>
    /// <param name="resource">The resource, of one of <see cref="Kinds"/>.</param>
    /// <param name="member">What tells it from others of its file; null where it is alone there.</param>
    public Pipeline Read(TektonResource resource, string? member)
    {
        var texts = new TektonTexts();
        var events = resource.Kind switch
        {
            "TriggerTemplate" => Listened(resource),
            "EventListener" => Listening(resource),
            _ => EventReader.Of(resource),
        };
        var pipeline = new Pipeline
        {
            Platform = Platform.Tekton,
            Path = resource.Path,
            Member = member,
            Kind = resource.Kind is "PipelineRun" or "TaskRun" or "CustomRun" or "TriggerTemplate" or "EventListener" or "Trigger" ? PipelineKind.Workflow : PipelineKind.Action,
            CalledAs = resource.Name.Length > 0 ? [ResourceSet.TargetOf(resource)] : [],
            Name = ((resource.Root["metadata"] as YamlMapping)?["name"] ?? (resource.Root["metadata"] as YamlMapping)?["generateName"]) is YamlScalar { IsNull: false } name ? new Located<string>(name.Value, name.Span) : null,
            Triggers = events.Triggers,
            Concurrency = EventReader.Annotation(resource, "cancel-in-progress") is { Value: "true" } cancel ? cancel.Span : null,
            Permissions = accounts.RightsOf(resource),
            Problems = ResourceValidator.Validate(resource, resources),
        };
        if (resource.Spec is not { } spec)
        {
            return pipeline;
        }

        var jobs = Jobs(resource, spec, texts, events, out var reuses);
        foreach (var (variable, text) in WrittenTexts.In(resource.Root))
        {
            _ = texts.Masked(text, variable, variable is null ? "values" : $"values/{variable}");
        }

        var built = builds.Of(resource, events);
        return pipeline with
        {
            Problems = built.Problems.IsEmpty ? pipeline.Problems : [.. pipeline.Problems.Concat(built.Problems).OrderBy(problem => problem.Span.Region.StartLine).ThenBy(problem => problem.Span.Region.StartColumn)],
            Reuses = reuses,
            Jobs = built.Accesses.IsEmpty ? jobs : [.. jobs.Select(job => job with { HostAccess = [.. job.HostAccess, .. built.Accesses.Where(access => access.Task == job.Id).Select(access => access.Access)] })],
            Builds = built.Builds,
            Products = TypeHints.In(resource),
            AttestedBy = TypeHints.Konflux(resource),
            Lapses = built.Lapses,
            SecretUses = texts.SecretUses,
            Credentials = texts.Credentials,
        };
    }

    private ImmutableArray<Job> Jobs(TektonResource resource, YamlMapping spec, TektonTexts texts, PipelineEvents events, out ImmutableArray<Reference> reuses)
    {
        reuses = [];
        var tasks = new TaskReader(texts, resources);
        switch (resource.Kind)
        {
            case "Task" or "ClusterTask":
                return [tasks.Read(resource.Name, resource.Span, spec, Declared(resource, spec, isCalledElsewhere: !resource.IsDynamic))];
            case "StepAction":
                return [tasks.ReadAction(resource, Declared(resource, spec, isCalledElsewhere: !resource.IsDynamic))];
            case "Pipeline":
                reuses = RemoteTasks.Of(resource).Fetched;
                return new TaskListReader(texts, resources.For(resource)).Read(spec, Declared(resource, spec, isCalledElsewhere: !resource.IsDynamic));
            case "TriggerTemplate":
                return [.. Templates(spec).SelectMany(template => Run(resource, template, texts, events, Scopes.OfTemplate(resource, spec, values), out _))];
            case "CustomRun" or "EventListener" or "Trigger" or "TriggerBinding" or "ClusterTriggerBinding":
                return [];
            default:
                return Run(resource, resource.Root, texts, events, TextScope.Empty with { IsDynamic = resource.IsDynamic, Events = events }, out reuses);
        }
    }

    // The jobs of a run: those that it spells out, or the one that it calls.
    private ImmutableArray<Job> Run(TektonResource resource, YamlMapping run, TektonTexts texts, PipelineEvents events, TextScope around, out ImmutableArray<Reference> reuses)
    {
        var seen = resources.For(resource);
        reuses = RemoteTasks.Of(resource).Fetched;
        if (ServedFields.SpecOf(run) is not { } spec)
        {
            return [];
        }

        return [.. new PodTemplates(seen).Follow(Run(resource, run, spec, texts, around, seen), spec)];
    }

    private IEnumerable<Job> Run(TektonResource resource, YamlMapping run, YamlMapping spec, TektonTexts texts, TextScope around, ResourceSet seen)
    {
        if (spec["pipelineSpec"] is YamlMapping pipeline)
        {
            return [.. new TaskListReader(texts, seen).Read(pipeline, Scopes.OfRun(spec, pipeline, around)).Select(job => job with { Timeout = job.Timeout ?? LimitOf(spec) })];
        }

        if (spec["taskSpec"] is YamlMapping task)
        {
            return [new TaskReader(texts, resources).Read(resource.Name, resource.Span, task, Scopes.OfRun(spec, task, around)) with { Timeout = LimitOf(spec) }];
        }

        var isPipeline = run["kind"] is YamlScalar { Value: "PipelineRun" };
        var called = ReferenceReader.Of(spec[isPipeline ? "pipelineRef" : "taskRef"], isPipeline ? "Pipeline" : "Task", seen);
        return called is null
            ? []
            :
            [
                new Job
                {
                    Id = resource.Name,
                    Span = resource.Span,
                    Calls = called,
                    Inputs = [.. new StepReader(texts, resources).Settings(spec["params"] as YamlSequence, around, $"jobs/{resource.Name}")],
                    Timeout = LimitOf(spec),
                },
            ];
    }

    // Where a run says how long it may take, all of its tasks included.
    private static Place? LimitOf(YamlMapping spec) => (spec.Entry("timeouts") ?? spec.Entry("timeout"))?.Key.Span;

    // What the triggers of the repository let through to a template.
    private PipelineEvents Listened(TektonResource template) => new([.. triggers.Value.Of(template).SelectMany(trigger => trigger.Events.Triggers).DistinctBy(trigger => trigger.Name)]);

    // What a listener starts, each by one event; what a group of its own lets through first is looked at there.
    private PipelineEvents Listening(TektonResource listener)
    {
        var started = triggers.Value.In(listener).Select(trigger => trigger.Referred(resources)).OfType<ListenerTrigger>();
        return new PipelineEvents([.. started.Select(trigger => trigger.Events.Triggers[0] with { Name = trigger.Name, IsUnproven = !trigger.IsProven })]);
    }

    private TextScope Declared(TektonResource resource, YamlMapping spec, bool isCalledElsewhere) => TextScope.Empty with
    {
        IsDynamic = resource.IsDynamic,
        Parameters = values.Of(resource.Key, (spec["params"] ?? (spec["inputs"] as YamlMapping)?["params"]) as YamlSequence, isCalledElsewhere),
    };

    private static IEnumerable<YamlMapping> Templates(YamlMapping spec) => (spec["resourcetemplates"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [];
}
