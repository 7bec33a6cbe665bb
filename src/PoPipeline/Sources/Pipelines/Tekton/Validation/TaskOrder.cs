using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for what the tasks of a pipeline wait for.</summary>
internal static class TaskOrder
{
    /// <summary>Finds tasks that wait for what is not there, or for each other, and ask what became of others before these have ended.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(ImmutableArray<PipelineTask> tasks, ProblemList problems)
    {
        var names = tasks.Where(task => !task.IsFinal).Select(task => task.Name).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
        var finals = tasks.Where(task => task.IsFinal).Select(task => task.Name).ToHashSet(StringComparer.Ordinal);
        var waits = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            Statuses(task, names, problems);
            var needs = PipelineTasks.Needs(task.Node).ToList();
            if (task.IsFinal && task.Node.Entry("runAfter") is { Value: YamlSequence { Items: [_, ..] } } after)
            {
                problems.Add(ProblemKind.Needs, $"The task '{task.Name}' of 'finally' waits for no other: all of them start together when the tasks have ended", after.Key.Span);
                continue;
            }

            foreach (var need in needs.Where(need => !names.Contains(need.Value) && !need.Value.Contains("{{", StringComparison.Ordinal)))
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

    // What became of the tasks is known when all of them have ended.
    private static void Statuses(PipelineTask task, HashSet<string> names, ProblemList problems)
    {
        foreach (var text in Parameters.Texts(task.Node["params"]).Concat(Parameters.Texts(task.Node["when"])))
        {
            foreach (var put in Substitution.In(text.Value, isDynamic: false).Where(put => put.Path.StartsWith("tasks.", StringComparison.Ordinal) && put.Path.EndsWith(".status", StringComparison.Ordinal) && !put.Path.Contains(".results.", StringComparison.Ordinal)))
            {
                var place = text.PlaceOf(put.Offset, put.Text.Length);
                if (!task.IsFinal)
                {
                    problems.Add(ProblemKind.Context, $"'{put.Text}' says what became of tasks, which only those of 'finally' are told", place);
                }
                else if (put.Path is not "tasks.status" && put.Path["tasks.".Length..^".status".Length] is var name && !names.Contains(name))
                {
                    problems.Add(ProblemKind.Context, $"'{put.Text}' asks for '{name}', which is no task of 'tasks'{Names.Meant(name, names)}", place);
                }
            }
        }
    }
}
