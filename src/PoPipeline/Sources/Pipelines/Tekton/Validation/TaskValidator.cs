using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for a task.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/tasks/ and what its admission asks for, https://github.com/tektoncd/pipeline/blob/main/pkg/apis/pipeline/v1/task_validation.go.</remarks>
internal static partial class TaskValidator
{
    // The sidecar by which results of any size are read.
    private const string ResultsSidecar = "tekton-log-results";

    /// <summary>Finds what is wrong with a task.</summary>
    /// <param name="spec">The task.</param>
    /// <param name="span">Where it is named.</param>
    /// <param name="around">The parameters of what it stands in, which it may take as well; null where it stands alone.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="volumes">The volumes that a run brings along; null where nobody knows which run it is.</param>
    public static void Validate(YamlMapping spec, Place span, IReadOnlyDictionary<string, DeclaredParameter>? around, ProblemList problems, IEnumerable<string>? volumes = null)
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
        Mounted(spec, steps, template, volumes, problems);
        foreach (var sidecar in ParameterChecks.Items(spec["sidecars"]))
        {
            StepChecks.OfSidecar(sidecar, problems);
        }

        foreach (var value in ParameterChecks.Items(spec["results"]).Select(result => result["value"]).OfType<YamlScalar>().Where(value => value is { IsNull: false, Value.Length: > 0 } && !PlainText.IsFilledIn(value)))
        {
            if (!StepResult().IsMatch(value.Value))
            {
                problems.Add(ProblemKind.Context, $"The value of a result takes a result of a step, as '$(steps.build.results.digest)', and '{value.Value}' takes none", value.Span);
            }
        }

        foreach (var name in ParameterChecks.Named(spec["sidecars"]).Where(name => name.Value is ResultsSidecar))
        {
            problems.Add(ProblemKind.Id, $"'{ResultsSidecar}' is the name of a sidecar of Tekton's own", name.Span);
        }

        foreach (var entry in spec.Entries.Where(entry => entry.Key.Value is "steps" or "stepTemplate" or "sidecars" or "volumes" or "results"))
        {
            ParameterChecks.Used(entry.Value, declared, "the task", admitted.Contains, problems);
        }
    }

    // A pod that mounts what it does not have is refused when the task is to run. A run may bring volumes along.
    private static void Mounted(YamlMapping spec, List<YamlMapping> steps, YamlMapping? template, IEnumerable<string>? volumes, ProblemList problems)
    {
        var known = ParameterChecks.Named(spec["volumes"]).Select(name => name.Value).Concat(volumes ?? []).ToHashSet(StringComparer.Ordinal);
        if (known.Any(name => name.Contains('$', StringComparison.Ordinal) || name.Contains("{{", StringComparison.Ordinal)))
        {
            return;
        }

        foreach (var name in steps.Append(template).Concat(ParameterChecks.Items(spec["sidecars"])).SelectMany(part => ParameterChecks.Named(part?["volumeMounts"])))
        {
            if (!known.Contains(name.Value) && !name.Value.Contains('$', StringComparison.Ordinal) && !PlainText.IsFilledIn(name) && !name.Value.StartsWith("tekton-internal-", StringComparison.Ordinal))
            {
                problems.Add(ProblemKind.Context, $"'{name.Value}' is none of the 'volumes' of the task{Names.Meant(name.Value, known)}", name.Span, volumes is null ? ProblemEffect.Unknown : ProblemEffect.Rejected);
            }
        }
    }

    [GeneratedRegex(@"\$\(steps\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?\.results\.[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StepResult();
}
