using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Reads the tasks of a pipeline: one of its own, or one within a run.</summary>
/// <param name="texts">Reads its texts.</param>
/// <param name="resources">The resources of the repository, as the pipeline sees them.</param>
internal sealed class TaskListReader(TektonTexts texts, ResourceSet resources)
{
    private readonly TaskReader tasks = new(texts, resources);
    private readonly StepReader steps = new(texts, resources);

    /// <summary>The jobs that its tasks are.</summary>
    /// <param name="spec">The pipeline.</param>
    /// <param name="scope">What the names in it stand for.</param>
    public ImmutableArray<Job> Read(YamlMapping spec, TextScope scope)
    {
        var all = PipelineTasks.All(spec).ToImmutableArray();
        var names = all.Select(task => task.Name).ToHashSet(StringComparer.Ordinal);
        var approved = Approvals.Of(all);
        return SharedWorkspaces.Follow(all, [.. all.Select(task => Read(task, names, scope) with { Start = approved.GetValueOrDefault(task.Name) })], scope);
    }

    private Job Read(PipelineTask task, HashSet<string> names, TextScope scope)
    {
        var node = task.Node;
        var subject = $"jobs/{task.Name}";
        var own = node["taskSpec"] as YamlMapping;
        var read = own is null
            ? new Job { Id = task.Name, Span = task.Span, Calls = ReferenceReader.Of(node["taskRef"], "Task", resources) ?? ReferenceReader.Of(node["pipelineRef"], "Pipeline", resources) }
            : tasks.Read(task.Name, task.Span, own, PipelineTasks.ScopeOf(node, own, scope));
        return read with
        {
            Condition = Conditions.Of(node),
            Inputs = [.. steps.Settings(node["params"] as YamlSequence, scope, subject)],
            Needs = [.. PipelineTasks.Needs(node).Where(need => names.Contains(need.Value) && need.Value != task.Name).DistinctBy(need => need.Value)],
            Timeout = node.Entry("timeout")?.Key.Span,
            ContinueOnError = node["onError"] is YamlScalar { Value: "continue" } onError ? new Located<string>("true", onError.Span) : null,
            AfterFailure = task.IsFinal ? task.Span : null,
        };
    }
}
