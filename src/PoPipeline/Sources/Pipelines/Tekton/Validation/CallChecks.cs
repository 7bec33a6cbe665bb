using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What a task of the repository that is called declares, and what it is handed.</summary>
internal static class CallChecks
{
    /// <summary>Finds what does not fit.</summary>
    /// <param name="task">The task that calls.</param>
    /// <param name="resources">The resources of the repository.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(PipelineTask task, ResourceSet resources, ProblemList problems)
    {
        if (task.Node["taskRef"] is not YamlMapping reference || reference["resolver"] is not null || reference["bundle"] is not null || reference["name"] is not YamlScalar name
            || resources.Find((reference["kind"] as YamlScalar)?.Value ?? "Task", name.Value) is not { Spec: { } spec })
        {
            return;
        }

        var declared = Parameters.Declared((spec["params"] ?? (spec["inputs"] as YamlMapping)?["params"]) as YamlSequence).DistinctBy(parameter => parameter.Name.Value).ToDictionary(parameter => parameter.Name.Value, parameter => parameter.Default, StringComparer.Ordinal);
        var given = Parameters.Values(task.Node["params"] as YamlSequence)
            .Concat(Parameters.Values((task.Node["matrix"] as YamlMapping)?["params"] as YamlSequence))
            .Concat(((task.Node["matrix"] as YamlMapping)?["include"] as YamlSequence)?.Items.OfType<YamlMapping>().SelectMany(item => Parameters.Values(item["params"] as YamlSequence)) ?? [])
            .Select(value => value.Name.Value)
            .ToHashSet(StringComparer.Ordinal);
        var missing = declared.Where(parameter => parameter.Value is null && !given.Contains(parameter.Key)).Select(parameter => $"'{parameter.Key}'").ToList();
        if (missing.Count > 0)
        {
            problems.Add(ProblemKind.Input, $"The task '{name.Value}' is not handed {string.Join(", ", missing)}, which {(missing.Count == 1 ? "has" : "have")} no default", name.Span);
        }
    }
}
