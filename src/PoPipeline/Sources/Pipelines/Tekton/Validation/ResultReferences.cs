using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for the results that tasks of a pipeline take from each other.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/pipelines/#passing-one-tasks-results-into-the-parameters-or-when-expressions-of-another: a run whose tasks take a result that is not declared fails.</remarks>
internal static class ResultReferences
{
    private static readonly string[] Taking = ["params", "when", "matrix"];

    /// <summary>Finds results that the task they are taken from does not declare.</summary>
    /// <param name="spec">The pipeline.</param>
    /// <param name="tasks">Its tasks.</param>
    /// <param name="resources">The resources of the repository.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(YamlMapping spec, ImmutableArray<PipelineTask> tasks, ResourceSet resources, ProblemList problems)
    {
        var known = new Dictionary<string, HashSet<string>?>(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            _ = known.TryAdd(task.Name, Results(task, resources));
        }

        foreach (var text in tasks.SelectMany(task => Taking.SelectMany(field => Parameters.Texts(task.Node[field]))).Concat(ParameterChecks.Items(spec["results"]).SelectMany(result => Parameters.Texts(result["value"]))))
        {
            foreach (var put in Substitution.In(text.Value, isDynamic: false))
            {
                var parts = put.Path.Split('.', 4);
                if (parts is not ["tasks" or "finally", var name, "results", var rest] || !known.TryGetValue(name, out var results) || results is null)
                {
                    continue;
                }

                var result = rest.IndexOf('[', StringComparison.Ordinal) is > 0 and var bracket ? rest[..bracket] : rest;
                if (!problems.IsFull && !IsOf(result, results))
                {
                    problems.Add(ProblemKind.Context, $"'{put.Text}' takes the result '{result}', which the task '{name}' does not declare{Names.Meant(result, results)}", text.PlaceOf(put.Offset, put.Text.Length));
                }
            }
        }
    }

    // The result itself, or a key of one whose name may have dots, too.
    private static bool IsOf(string result, HashSet<string> declared)
    {
        for (var end = result.Length; end > 0; end = result.LastIndexOf('.', end - 1))
        {
            if (declared.Contains(result[..end]))
            {
                return true;
            }
        }

        return false;
    }

    // Null where nobody knows: the task lies elsewhere, or is of another kind.
    private static HashSet<string>? Results(PipelineTask task, ResourceSet resources)
    {
        var spec = task.Node["taskSpec"] is YamlMapping own && own["apiVersion"] is null ? own
            : task.Node["taskRef"] is YamlMapping reference && (reference["kind"] as YamlScalar)?.Value is null or "Task" ? CalledResources.Named(reference, "Task", resources, out _)?.Spec
            : null;
        return spec is null ? null : ParameterChecks.Named(spec["results"]).Select(result => result.Value).ToHashSet(StringComparer.Ordinal);
    }
}
