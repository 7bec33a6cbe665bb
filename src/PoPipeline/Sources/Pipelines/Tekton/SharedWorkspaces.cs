using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Follows the code of a proposal from the task that brings it into a workspace to those behind it that have the same one.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/workspaces/#using-workspaces-in-pipelines.</remarks>
internal static class SharedWorkspaces
{
    /// <summary>The jobs, each with the code that lies in its workspace when it starts.</summary>
    /// <param name="tasks">The tasks of the pipeline.</param>
    /// <param name="jobs">The job that each is.</param>
    /// <param name="scope">What the names in the pipeline stand for.</param>
    public static ImmutableArray<Job> Follow(ImmutableArray<PipelineTask> tasks, ImmutableArray<Job> jobs, TextScope scope)
    {
        var brought = tasks.Select(task => (Task: task, Revision: RevisionOf(task, scope))).Where(found => found.Revision is not null).ToImmutableArray();
        if (brought.IsEmpty)
        {
            return jobs;
        }

        var before = Before(tasks);
        return
        [
            .. jobs.Select((job, index) =>
            {
                var task = tasks[index];
                var source = job.Steps.IsEmpty ? default : brought.FirstOrDefault(other => !ReferenceEquals(other.Task, task) && (task.IsFinal || before(task.Name).Contains(other.Task.Name)) && WorkspacesOf(other.Task).Overlaps(WorkspacesOf(task)));
                return source.Revision is { } revision ? job with { Steps = job.Steps.Insert(0, Brought(source.Task, revision)) } : job;
            }),
        ];
    }

    // A task that is called, has a workspace and is told the commit of a proposal puts that there.
    private static YamlScalar? RevisionOf(PipelineTask task, TextScope scope) =>
        task.Node["taskRef"] is null || WorkspacesOf(task).Count == 0 ? null
        : Parameters.Values(task.Node["params"] as YamlSequence).Select(given => given.Value).OfType<YamlScalar>().FirstOrDefault(value => scope.Of(value.Value).Sources.Any(source => source.StartsWith(Provenance.ProposedCode, StringComparison.Ordinal)));

    private static HashSet<string> WorkspacesOf(PipelineTask task) =>
        ((task.Node["workspaces"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? []).Select(bound => bound["workspace"] ?? bound["name"]).OfType<YamlScalar>().Select(name => name.Value).ToHashSet(StringComparer.Ordinal);

    private static Func<string, HashSet<string>> Before(ImmutableArray<PipelineTask> tasks)
    {
        var needs = tasks.GroupBy(task => task.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.SelectMany(task => PipelineTasks.Needs(task.Node)).Select(need => need.Value).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var known = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        return name =>
        {
            if (known.TryGetValue(name, out var found))
            {
                return found;
            }

            known[name] = found = new HashSet<string>(StringComparer.Ordinal);
            var open = new Stack<string>([name]);
            while (open.TryPop(out var next))
            {
                foreach (var need in needs.GetValueOrDefault(next) ?? [])
                {
                    if (found.Add(need))
                    {
                        open.Push(need);
                    }
                }
            }

            return found;
        };
    }

    private static Step Brought(PipelineTask task, YamlScalar revision) => new()
    {
        Key = task.Name,
        Span = task.Span,
        Checkout = new Checkout { Span = revision.Span, Ref = revision.Value, Origin = Origin.Outsider, KeepsCredentials = false },
    };
}
