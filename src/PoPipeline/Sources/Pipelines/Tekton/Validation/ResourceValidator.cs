using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Tekton.Konflux;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>Finds what the admission of Tekton refuses, or what never works.</summary>
internal static class ResourceValidator
{
    private static readonly FrozenSet<string> Kinds = FrozenSet.Create(
        StringComparer.Ordinal, "Task", "ClusterTask", "StepAction", "Pipeline", "PipelineRun", "TaskRun", "CustomRun", "TriggerTemplate", "TriggerBinding", "ClusterTriggerBinding", "Trigger", "EventListener");

    /// <summary>What is wrong with a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="resources">The resources of the repository.</param>
    public static ImmutableArray<Problem> Validate(TektonResource resource, ResourceSet resources)
    {
        var problems = All(resource, resources.For(resource));

        // What Kustomize puts together lacks what another part has.
        return problems.Any(problem => problem.Kind is ProblemKind.Missing or ProblemKind.Input) && resources.IsPut(resource.Path) ? [.. problems.Where(problem => problem.Kind is ProblemKind.Type)] : problems;
    }

    private static ImmutableArray<Problem> All(TektonResource resource, ResourceSet resources)
    {
        // What fills a template in decides what it becomes.
        if (resource.IsTemplated)
        {
            return [];
        }

        var problems = new ProblemList(ProblemEffect.Rejected);
        Repeated(resource, problems);
        AnnotationChecks.Validate(resource, resources, problems);
        if (!Kinds.Contains(resource.Kind))
        {
            KindChecks.Validate(resource, problems);
            MetadataChecks.Labels(resource, problems);
            if (resource.Spec is { } settings)
            {
                SettingValidator.Validate(resource, settings, problems);
                TaskExpiry.Validate(resource, problems);
            }

            return problems.InOrder();
        }

        MetadataChecks.Validate(resource, problems);
        if (resource.Root.Entry("spec") is not { } entry || entry.Value is YamlScalar { IsNull: true })
        {
            problems.Add(ProblemKind.Missing, $"A {resource.Kind} needs a 'spec'", resource.Span);
            return problems.InOrder();
        }

        FieldChecks.Validate(resource, problems);
        if (resource.Spec is not { } spec)
        {
            return problems.InOrder();
        }

        switch (resource.Kind)
        {
            case "Task" or "ClusterTask":
                TaskValidator.Validate(spec, resource.Span, around: null, problems);
                break;
            case "StepAction":
                StepChecks.OfAction(spec, resource, problems);
                break;
            case "Pipeline":
                PipelineValidator.Validate(spec, resource, resources, around: null, problems);
                break;
            case "PipelineRun" or "TaskRun":
                RunValidator.Validate(resource, spec, resources, problems);
                break;
            case "CustomRun":
                RunValidator.OfCustom(resource, spec, problems);
                break;
            default:
                TriggerValidator.Validate(resource, spec, resources, problems);
                break;
        }

        TestResults.Validate(resource, spec, problems);
        TaskExpiry.Validate(resource, problems);
        return problems.InOrder();
    }

    // Whoever hands resources to a cluster takes the last without a word.
    private static void Repeated(TektonResource resource, ProblemList problems)
    {
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(YamlNode Node, string Name)>([(resource.Root, resource.Kind)]);
        while (open.TryPop(out var next))
        {
            if (next.Node is YamlScalar || !seen.Add(next.Node))
            {
                continue;
            }

            foreach (var item in (next.Node as YamlSequence)?.Items ?? [])
            {
                open.Push((item, next.Name));
            }

            foreach (var key in (next.Node as YamlMapping)?.Repeated ?? [])
            {
                problems.Add(ProblemKind.Key, $"'{key.Value}' stands twice in '{next.Name}', of which the last is taken", key.Span, ProblemEffect.Altered);
            }

            foreach (var entry in (next.Node as YamlMapping)?.Entries ?? [])
            {
                open.Push((entry.Value, entry.Key.Value));
            }
        }
    }
}
