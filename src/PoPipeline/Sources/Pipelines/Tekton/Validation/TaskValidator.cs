using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for a task.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/tasks/ and what its admission asks for, https://github.com/tektoncd/pipeline/blob/main/pkg/apis/pipeline/v1/task_validation.go.</remarks>
internal static class TaskValidator
{
    // The sidecar by which results of any size are read.
    private const string ResultsSidecar = "tekton-log-results";

    /// <summary>Finds what is wrong with a task.</summary>
    /// <param name="spec">The task.</param>
    /// <param name="span">Where it is named.</param>
    /// <param name="around">The parameters of what it stands in, which it may take as well; null where it stands alone.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(YamlMapping spec, Place span, IReadOnlyDictionary<string, DeclaredParameter>? around, ProblemList problems)
    {
        var steps = TaskReader.Steps(spec).ToList();
        if (steps.Count == 0)
        {
            problems.Add(ProblemKind.Missing, "A task needs 'steps', one at least", spec.Entry("steps")?.Key.Span ?? span);
        }

        if (spec.Entry("resources") is { } resources && resources.Value is not YamlScalar { IsNull: true })
        {
            problems.Add(ProblemKind.Key, "A task has no 'resources': what they did parameters, workspaces and results do", resources.Key.Span);
        }

        var parameters = (spec["params"] ?? (spec["inputs"] as YamlMapping)?["params"]) as YamlSequence;
        var declared = ParameterChecks.Declared(parameters, problems);
        foreach (var (name, parameter) in around ?? new Dictionary<string, DeclaredParameter>(StringComparer.Ordinal))
        {
            _ = declared.TryAdd(name, parameter);
        }

        var template = spec["stepTemplate"] as YamlMapping;
        var results = ParameterChecks.Named(spec["results"]).Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        var admitted = new HashSet<YamlScalar>(ReferenceEqualityComparer.Instance);
        foreach (var step in steps)
        {
            StepChecks.Validate(step, template, declared, results, admitted, problems);
        }

        _ = ParameterChecks.Unique(spec["steps"], "step", problems);
        _ = ParameterChecks.Unique(spec["volumes"], "volume", problems);
        WorkspaceChecks.OfTask(spec, steps, isAlone: around is null, problems);
        ResultChecks.Validate(spec["results"], problems);
        foreach (var name in ParameterChecks.Named(spec["sidecars"]).Where(name => name.Value is ResultsSidecar))
        {
            problems.Add(ProblemKind.Id, $"'{ResultsSidecar}' is the name of a sidecar of Tekton's own", name.Span);
        }

        foreach (var entry in spec.Entries.Where(entry => entry.Key.Value is "steps" or "stepTemplate" or "sidecars" or "volumes" or "results"))
        {
            ParameterChecks.Used(entry.Value, declared, "the task", admitted.Contains, problems);
        }
    }
}
