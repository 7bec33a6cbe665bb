using System.Collections.Frozen;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for the texts by which Tekton says where a step runs: <c>$(context.taskRun.name)</c>.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/variables/.</remarks>
internal static class ContextChecks
{
    private static readonly FrozenDictionary<string, string[]> OfTasks = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["context.taskRun."] = ["name", "namespace", "uid"],
        ["context.task."] = ["name", "retry-count"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> OfPipelines = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["context.pipelineRun."] = ["name", "namespace", "uid"],
        ["context.pipeline."] = ["name"],
        ["context.pipelineTask."] = ["retries"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Finds names in the text of a step that stand for nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void OfTask(YamlScalar text, ProblemList problems) => Look(text, OfTasks, ProblemEffect.Rejected, problems);

    /// <summary>Finds names in the value that a task of a pipeline is handed that stand for nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void OfPipeline(YamlScalar text, ProblemList problems) => Look(text, OfPipelines, ProblemEffect.Unknown, problems);

    private static void Look(YamlScalar text, FrozenDictionary<string, string[]> known, ProblemEffect effect, ProblemList problems)
    {
        foreach (var put in Substitution.In(text.Value, isDynamic: false).Where(put => put.Path.StartsWith("context.", StringComparison.Ordinal)))
        {
            foreach (var (prefix, names) in known)
            {
                if (put.Path.StartsWith(prefix, StringComparison.Ordinal) && put.Path[prefix.Length..] is var name && !names.Contains(name, StringComparer.Ordinal))
                {
                    problems.Add(ProblemKind.Context, $"'{name}' is nothing that '{prefix[..^1]}' has{Names.Meant(name, names)}", text.PlaceOf(put.Offset, put.Text.Length), effect);
                }
            }
        }
    }
}
