using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>Finds resources of a kind that Tekton does not have, and that is written like one that it has.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/#tekton-pipelines-entities and https://tekton.dev/docs/triggers/.</remarks>
internal static class KindChecks
{
    private static readonly string[] OfPipelines = ["Task", "ClusterTask", "StepAction", "Pipeline", "PipelineRun", "TaskRun", "CustomRun", "Run", "PipelineResource", "Condition", "VerificationPolicy"];

    private static readonly string[] OfTriggers = ["EventListener", "Trigger", "TriggerTemplate", "TriggerBinding", "ClusterTriggerBinding", "Interceptor", "ClusterInterceptor"];

    /// <summary>Whether it is one. A kind that is like none may be new.</summary>
    /// <param name="resource">The resource.</param>
    public static bool IsMistaken(TektonResource resource) => !resource.IsTemplated && KnownIn(resource) is { } known && !known.Contains(resource.Kind, StringComparer.Ordinal) && Names.Meant(resource.Kind, known).Length > 0;

    /// <summary>Finds what is wrong with the kind.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(TektonResource resource, ProblemList problems)
    {
        if (IsMistaken(resource))
        {
            problems.Add(ProblemKind.Type, $"There is no '{resource.Kind}' in '{resource.ApiVersion}'{Names.Meant(resource.Kind, KnownIn(resource)!)}", resource.Span);
        }
    }

    private static string[]? KnownIn(TektonResource resource) => resource.ApiVersion.Split('/')[0] switch { "tekton.dev" => OfPipelines, "triggers.tekton.dev" => OfTriggers, _ => null };
}
