using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Finds the tasks of a pipeline, what each waits for, and what the names in it stand for.</summary>
internal static class PipelineTasks
{
    /// <summary>All tasks, those that run last behind the others.</summary>
    /// <param name="spec">The pipeline.</param>
    public static IEnumerable<PipelineTask> All(YamlMapping spec) => In(spec["tasks"], isFinal: false).Concat(In(spec["finally"], isFinal: true));

    /// <summary>The tasks that one waits for: those it names, and those whose results it takes.</summary>
    /// <param name="task">The task.</param>
    public static IEnumerable<Located<string>> Needs(YamlMapping task) =>
        Parameters.Texts(task["runAfter"]).Select(name => new Located<string>(name.Value, name.Span))
            .Concat(Parameters.Texts(task["params"]).Concat(Parameters.Texts(task["when"])).Concat(Parameters.Texts(task["matrix"]))
                .SelectMany(text => Substitution.In(text.Value, isDynamic: false)
                    .Where(put => put.Path.StartsWith("tasks.", StringComparison.Ordinal) && put.Path.Contains(".results.", StringComparison.Ordinal))
                    .Select(put => new Located<string>(put.Path.Split('.')[1], text.PlaceOf(put.Offset, put.Text.Length)))));

    /// <summary>What the names stand for in a task that stands in the pipeline itself: its own parameters first, and then those of the pipeline.</summary>
    /// <param name="task">The task of the pipeline.</param>
    /// <param name="spec">What it does.</param>
    /// <param name="around">What the names in the pipeline stand for.</param>
    /// <remarks>Source: https://tekton.dev/docs/pipelines/pipelineruns/#propagated-parameters.</remarks>
    public static TextScope ScopeOf(YamlMapping task, YamlMapping spec, TextScope around)
    {
        var known = new Dictionary<string, Provenance>(around.Parameters, StringComparer.Ordinal);
        foreach (var (name, _, value) in Parameters.Declared(spec["params"] as YamlSequence))
        {
            known[name.Value] = value is null ? new Provenance(Origin.Caller, Charset.Free) { Sources = [$"params.{name.Value}"] } : Parameters.Of(value, around);
        }

        foreach (var (name, value) in Parameters.Values(task["params"] as YamlSequence))
        {
            known[name.Value] = Parameters.Of(value, around).Through(name.Span, $"is put into the parameter '{name.Value}'");
        }

        // A matrix makes one run for each of its values.
        foreach (var (name, value) in Parameters.Values((task["matrix"] as YamlMapping)?["params"] as YamlSequence))
        {
            known[name.Value] = Parameters.Of(value, around);
        }

        return around with { Parameters = known };
    }

    private static IEnumerable<PipelineTask> In(YamlNode? list, bool isFinal)
    {
        foreach (var task in (list as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            var name = task["name"] as YamlScalar;
            yield return new PipelineTask(name?.Value ?? "", name?.Span ?? task.Span, task, isFinal);
        }
    }
}
