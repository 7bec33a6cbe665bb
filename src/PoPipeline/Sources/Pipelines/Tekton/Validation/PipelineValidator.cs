using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for a pipeline.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/pipelines/.</remarks>
internal static class PipelineValidator
{
    private static readonly string[] Ways = ["taskRef", "taskSpec", "pipelineRef", "pipelineSpec"];

    /// <summary>Finds what is wrong with a pipeline.</summary>
    /// <param name="spec">The pipeline.</param>
    /// <param name="resource">What it stands in.</param>
    /// <param name="resources">The resources of the repository.</param>
    /// <param name="around">The values of the run that it stands in; null where it stands alone.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(YamlMapping spec, TektonResource resource, ResourceSet resources, IReadOnlyDictionary<string, string>? around, ProblemList problems)
    {
        var tasks = PipelineTasks.All(spec).ToImmutableArray();
        if (!tasks.Any(task => !task.IsFinal))
        {
            problems.Add(ProblemKind.Missing, "A pipeline needs 'tasks', one at least", spec.Entry("tasks")?.Key.Span ?? resource.Span);
        }

        var declared = ParameterChecks.Declared(spec["params"] as YamlSequence, problems);
        foreach (var (name, type) in around ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            _ = declared.TryAdd(name, type);
        }

        var workspaces = ParameterChecks.Unique(spec["workspaces"], "workspace", problems);
        Named(tasks, problems);
        Waiting(tasks, problems);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            Task(task, resources, declared, around is null ? workspaces : null, problems);
            foreach (var entry in task.Node.Entries.Where(entry => entry.Key.Value is "params" or "matrix" or "when" or "taskRef" or "displayName"))
            {
                ParameterChecks.Used(entry.Value, declared, "the pipeline", problems, used);
            }
        }

        if (spec["results"] is { } results)
        {
            ParameterChecks.Used(results, declared, "the pipeline", problems, used);
        }
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

    private static void Waiting(ImmutableArray<PipelineTask> tasks, ProblemList problems)
    {
        var names = tasks.Where(task => !task.IsFinal).Select(task => task.Name).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
        var finals = tasks.Where(task => task.IsFinal).Select(task => task.Name).ToHashSet(StringComparer.Ordinal);
        var waits = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            var needs = PipelineTasks.Needs(task.Node).ToList();
            if (task.IsFinal && task.Node.Entry("runAfter") is { } after)
            {
                problems.Add(ProblemKind.Needs, $"The task '{task.Name}' of 'finally' waits for no other: all of them start together when the tasks have ended", after.Key.Span);
                continue;
            }

            foreach (var need in needs.Where(need => !names.Contains(need.Value)))
            {
                problems.Add(
                    ProblemKind.Needs,
                    finals.Contains(need.Value) ? $"The task '{task.Name}' needs '{need.Value}', which runs last, in 'finally'" : $"The task '{task.Name}' needs '{need.Value}', which is no task of the pipeline{Names.Meant(need.Value, names)}",
                    need.Span);
            }

            waits[task.Name] = [.. needs.Select(need => need.Value).Where(names.Contains).Distinct(StringComparer.Ordinal)];
        }

        if (new WaitingCircle(name => waits.GetValueOrDefault(name) ?? [], StringComparison.Ordinal).Find(names) is { } circle)
        {
            problems.Add(ProblemKind.Needs, $"Tasks wait for each other, so that none of them starts: {string.Join(" → ", circle)}", tasks.First(task => task.Name == circle[0]).Span);
        }
    }

    private static void Task(PipelineTask task, ResourceSet resources, IReadOnlyDictionary<string, string> declared, HashSet<string>? workspaces, ProblemList problems)
    {
        var ways = task.Node.Entries.Where(entry => Ways.Contains(entry.Key.Value, StringComparer.Ordinal)).ToList();
        if (ways.Count != 1)
        {
            problems.Add(ProblemKind.Key, $"The task '{task.Name}' needs a 'taskRef' or a 'taskSpec', {(ways.Count == 0 ? "and has neither" : "and has more than one of them")}", ways.Count == 0 ? task.Span : ways[1].Key.Span);
        }

        if (task.Node["taskSpec"] is YamlMapping own && own["apiVersion"] is null)
        {
            var within = new Dictionary<string, string>(declared, StringComparer.Ordinal);
            foreach (var (name, value) in Parameters.Values(task.Node["params"] as YamlSequence).Concat(Parameters.Values((task.Node["matrix"] as YamlMapping)?["params"] as YamlSequence)))
            {
                _ = within.TryAdd(name.Value, value is YamlSequence && task.Node["matrix"] is null ? "array" : "string");
            }

            TaskValidator.Validate(own, task.Span, within, problems);
        }

        foreach (var binding in (task.Node["workspaces"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if (workspaces is not null && (binding["workspace"] ?? binding["name"]) is YamlScalar name && !workspaces.Contains(name.Value) && !name.Value.Contains("$(", StringComparison.Ordinal))
            {
                problems.Add(ProblemKind.Context, $"The task '{task.Name}' takes the workspace '{name.Value}', which the pipeline does not declare{Names.Meant(name.Value, workspaces)}", name.Span);
            }
        }

        foreach (var condition in (task.Node["when"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if (condition["operator"] is YamlScalar { IsNull: false } op && op.Value is not ("in" or "notin"))
            {
                problems.Add(ProblemKind.Condition, $"'{op.Value}' is no operator of 'when'; it is 'in' or 'notin'", op.Span);
            }
        }

        CallChecks.Validate(task, resources, problems);
    }
}
