using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Finds the tasks that wait until somebody approves.</summary>
/// <remarks>Source: https://github.com/openshift-pipelines/manual-approval-gate: a task of the kind <c>ApprovalTask</c>, which ends when enough people have agreed.</remarks>
internal static class Approvals
{
    private const string Kind = "ApprovalTask";

    /// <summary>What each task waits for, by its name, where somebody has to approve before it or one that it waits for.</summary>
    /// <param name="tasks">The tasks of the pipeline.</param>
    public static Dictionary<string, Start> Of(ImmutableArray<PipelineTask> tasks)
    {
        var found = new Dictionary<string, Start>(StringComparer.Ordinal);
        var waiting = tasks.SelectMany(task => PipelineTasks.Needs(task.Node).Select(need => (Need: need.Value, task.Name))).ToLookup(pair => pair.Need, pair => pair.Name, StringComparer.Ordinal);
        var open = new Queue<(string Name, Start Start)>();
        foreach (var task in tasks)
        {
            if (task.Node["taskRef"] is YamlMapping reference && reference["kind"] is YamlScalar { Value: Kind } kind)
            {
                open.Enqueue((task.Name, new Start(StartKind.Blocking, kind.Span)));
            }
        }

        while (open.TryDequeue(out var next))
        {
            foreach (var behind in waiting[next.Name].Where(behind => found.TryAdd(behind, next.Start)))
            {
                open.Enqueue((behind, next.Start));
            }
        }

        return found;
    }
}
