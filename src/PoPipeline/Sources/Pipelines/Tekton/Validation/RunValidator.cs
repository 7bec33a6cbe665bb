using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for a run.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/pipelineruns/ and https://tekton.dev/docs/pipelines/taskruns/.</remarks>
internal static class RunValidator
{
    /// <summary>Finds what is wrong with a run.</summary>
    /// <param name="resource">The run.</param>
    /// <param name="spec">What is wanted of it.</param>
    /// <param name="resources">The resources of the repository.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(TektonResource resource, YamlMapping spec, ResourceSet resources, ProblemList problems)
    {
        var what = resource.Kind is "PipelineRun" ? "pipeline" : "task";
        var (reference, spelled) = (spec.Entry(what + "Ref"), spec.Entry(what + "Spec"));
        if (reference is null == spelled is null)
        {
            problems.Add(ProblemKind.Key, $"A {resource.Kind} needs a '{what}Ref' or a '{what}Spec', {(reference is null ? "and has neither" : "and has both")}", (spelled ?? reference)?.Key.Span ?? resource.Span);
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Parameters.Values(spec["params"] as YamlSequence))
        {
            if (!values.TryAdd(name.Value, value switch { YamlSequence => "array", YamlMapping => "object", _ => "string" }))
            {
                problems.Add(ProblemKind.Id, $"The parameter '{name.Value}' is handed twice", name.Span);
            }
        }

        _ = ParameterChecks.Unique(spec["workspaces"], "workspace", problems);
        if (spelled?.Value is not YamlMapping own)
        {
            return;
        }

        if (resource.Kind is "PipelineRun")
        {
            PipelineValidator.Validate(own, resource, resources, values, problems);
        }
        else
        {
            TaskValidator.Validate(own, resource.Span, values, problems);
        }
    }
}
