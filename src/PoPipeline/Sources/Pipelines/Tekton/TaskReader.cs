using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Reads a task: one of its own, or one within a pipeline or a run.</summary>
/// <param name="texts">Reads its texts.</param>
/// <param name="resources">The resources of the repository.</param>
internal sealed class TaskReader(TektonTexts texts, ResourceSet resources)
{
    private readonly StepReader steps = new(texts, resources);

    /// <summary>The job that a task is.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="span">Where that is written.</param>
    /// <param name="spec">What it does.</param>
    /// <param name="scope">What the names in it stand for.</param>
    public Job Read(string id, Place span, YamlMapping spec, TextScope scope)
    {
        var defaults = Defaults(spec);
        var volumes = TaskVolumes.Of(spec["volumes"]);
        var template = spec["stepTemplate"] as YamlMapping;
        var sidecars = (spec["sidecars"] as YamlSequence)?.Items.OfType<YamlMapping>().ToImmutableArray() ?? [];
        return new Job
        {
            Id = id,
            Span = span,
            Runner = new Runner { Span = span, Kind = RunnerKind.Unknown },
            HostAccess = [.. Steps(spec).Concat(sidecars).Prepend(template).OfType<YamlMapping>().Select(container => SecurityContexts.Administrator(container["securityContext"] as YamlMapping)).OfType<HostAccess>().Distinct()],
            Services =
            [
                .. sidecars.Select((sidecar, index) => StepReader.Container(sidecar, template: null, (sidecar["name"] as YamlScalar)?.Value ?? $"sidecar-{index + 1}", defaults, volumes)).OfType<Container>(),
            ],
            Steps =
            [
                // What a sidecar runs begins before the steps do. What it is of a container stands among the services.
                .. sidecars.Select((sidecar, index) => steps.Read(sidecar, template: null, index, id, scope, defaults, volumes) with { Container = null }).Where(step => !step.Scripts.IsEmpty),
                .. Steps(spec).Select((step, index) => steps.Read(step, template, index, id, scope, defaults, volumes)),
            ],
        };
    }

    /// <summary>The job that a step of its own is.</summary>
    /// <param name="action">The resource.</param>
    /// <param name="scope">What the names in it stand for.</param>
    public Job ReadAction(TektonResource action, TextScope scope)
    {
        var spec = action.Spec!;
        return new Job
        {
            Id = action.Name,
            Span = action.Span,
            Runner = new Runner { Span = action.Span, Kind = RunnerKind.Unknown },
            HostAccess = SecurityContexts.Administrator(spec["securityContext"] as YamlMapping) is { } administrator ? [administrator] : [],
            Steps = [steps.Read(spec, template: null, 0, action.Name, scope, Defaults(spec), TaskVolumes.Of(null))],
        };
    }

    /// <summary>The steps of a task.</summary>
    /// <param name="spec">The task.</param>
    public static IEnumerable<YamlMapping> Steps(YamlMapping spec) => (spec["steps"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [];

    private static Func<string, string?> Defaults(YamlMapping spec)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, _, value) in Parameters.Declared((spec["params"] ?? (spec["inputs"] as YamlMapping)?["params"]) as YamlSequence))
        {
            if (value is YamlScalar text)
            {
                _ = known.TryAdd(name.Value, text.Value);
            }
        }

        return name => known.GetValueOrDefault(name);
    }
}
