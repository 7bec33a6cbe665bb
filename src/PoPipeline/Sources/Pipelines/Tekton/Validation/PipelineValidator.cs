using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for a pipeline.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/pipelines/ and what its admission asks for, https://github.com/tektoncd/pipeline/blob/main/pkg/apis/pipeline/v1/pipeline_validation.go.</remarks>
internal static class PipelineValidator
{
    // A pipeline in a pipeline, as deep as anybody writes one.
    private const int Deepest = 8;

    /// <summary>Finds what is wrong with a pipeline.</summary>
    /// <param name="spec">The pipeline.</param>
    /// <param name="resource">What it stands in.</param>
    /// <param name="resources">The resources of the repository.</param>
    /// <param name="around">The values of the run that it stands in; null where it stands alone.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="depth">How many pipelines it stands in.</param>
    /// <param name="volumes">The volumes that a run brings along; null where nobody knows which run it is.</param>
    public static void Validate(YamlMapping spec, TektonResource resource, ResourceSet resources, IReadOnlyDictionary<string, DeclaredParameter>? around, ProblemList problems, int depth = 0, IEnumerable<string>? volumes = null)
    {
        var tasks = PipelineTasks.All(spec).ToImmutableArray();
        if (!tasks.Any(task => !task.IsFinal))
        {
            problems.Add(ProblemKind.Missing, "A pipeline needs 'tasks', one at least", spec.Entry("tasks")?.Key.Span ?? resource.Span);
        }

        if (spec.Entry("resources") is { } own && own.Value is not YamlScalar { IsNull: true })
        {
            problems.Add(ProblemKind.Key, "A pipeline has no 'resources': what they did parameters, workspaces and results do", own.Key.Span);
        }

        var declared = ParameterChecks.Declared(spec["params"] as YamlSequence, problems);
        foreach (var (name, parameter) in around ?? new Dictionary<string, DeclaredParameter>(StringComparer.Ordinal))
        {
            _ = declared.TryAdd(name, parameter);
        }

        var workspaces = ParameterChecks.Unique(spec["workspaces"], "workspace", problems);
        Named(tasks, problems);
        TaskOrder.Validate(tasks, problems);
        foreach (var task in tasks)
        {
            PipelineTaskChecks.Validate(task, resources, declared, around is null ? workspaces : null, problems, volumes);
            if (task.Node["pipelineSpec"] is YamlMapping within && depth < Deepest)
            {
                Validate(within, resource, resources, declared, problems, depth + 1, volumes);
            }
        }

        Results(spec, tasks, declared, problems);
        ResultReferences.Validate(spec, tasks, resources, problems);
    }

    private static void Named(ImmutableArray<PipelineTask> tasks, ProblemList problems)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            if (task.Name.Length == 0)
            {
                problems.Add(ProblemKind.Missing, "A task of a pipeline needs a 'name'", task.Node.Span.Start);
            }
            else if (task.Node["name"] is YamlScalar name && PlainText.IsFilledIn(name))
            {
                continue;
            }
            else if (!ParameterChecks.IsLabel(task.Name))
            {
                problems.Add(ProblemKind.Id, $"'{task.Name}' is no name of a task: it has small letters, digits and '-', 63 at most, and starts and ends with a letter or digit", task.Span);
            }
            else if (!seen.Add(task.Name))
            {
                problems.Add(ProblemKind.Id, $"The task '{task.Name}' is named twice", task.Span);
            }
        }
    }

    // What a pipeline gives is what one of its tasks has given.
    private static void Results(YamlMapping spec, ImmutableArray<PipelineTask> tasks, IReadOnlyDictionary<string, DeclaredParameter> declared, ProblemList problems)
    {
        if (spec["results"] is not { } results)
        {
            return;
        }

        var names = tasks.Select(task => (task.IsFinal, task.Name)).ToHashSet();
        ParameterChecks.Used(results, declared, "the pipeline", _ => false, problems);
        ResultChecks.Validate(results, problems, ofPipeline: true);
        foreach (var result in ParameterChecks.Items(results))
        {
            var texts = Parameters.Texts(result["value"]).ToList();
            var puts = texts.SelectMany(text => Substitution.In(text.Value, isDynamic: false).Select(put => (Put: put, Text: text))).Where(put => put.Put.Path.Contains(".results.", StringComparison.Ordinal)).ToList();
            if (texts.Count > 0 && puts.Count == 0 && !texts.Any(PlainText.IsFilledIn))
            {
                problems.Add(ProblemKind.Context, "A result of a pipeline takes a result of a task, as '$(tasks.build.results.digest)', and this takes none", texts[0].Span);
            }

            foreach (var (put, text) in puts)
            {
                var parts = put.Path.Split('.');
                var isFinal = parts[0] is "finally";
                if (parts[0] is "tasks" or "finally" && !problems.IsFull && !names.Contains((isFinal, parts[1])))
                {
                    problems.Add(
                        ProblemKind.Context,
                        $"'{put.Text}' takes a result of '{parts[1]}', which is no task {(isFinal ? "of 'finally'" : "of 'tasks'")}{Names.Meant(parts[1], tasks.Where(task => task.IsFinal == isFinal).Select(task => task.Name).ToList())}",
                        text.PlaceOf(put.Offset, put.Text.Length));
                }
            }
        }
    }
}
