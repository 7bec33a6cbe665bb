using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Tekton.Konflux;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>Finds what the admission of Tekton refuses, or what never works.</summary>
internal static class ResourceValidator
{
    /// <summary>What is wrong with a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="resources">The resources of the repository.</param>
    public static ImmutableArray<Problem> Validate(TektonResource resource, ResourceSet resources)
    {
        var problems = new ProblemList(ProblemEffect.Rejected);
        AnnotationChecks.Validate(resource, problems);
        if (resource.Spec is not { } spec)
        {
            if (ResourceReader.Kinds.Contains(resource.Kind, StringComparer.Ordinal))
            {
                problems.Add(ProblemKind.Missing, $"A {resource.Kind} needs a 'spec'", resource.Span);
            }

            return problems.InOrder();
        }

        switch (resource.Kind)
        {
            case "Task" or "ClusterTask":
                TaskValidator.Validate(spec, resource.Span, around: null, problems);
                break;
            case "Pipeline":
                PipelineValidator.Validate(spec, resource, resources, around: null, problems);
                break;
            case "PipelineRun" or "TaskRun":
                RunValidator.Validate(resource, spec, resources, problems);
                break;
            default:
                SettingValidator.Validate(resource, spec, problems);
                break;
        }

        TestResults.Validate(resource, spec, problems);
        TaskExpiry.Validate(resource, problems);
        return problems.InOrder();
    }
}
