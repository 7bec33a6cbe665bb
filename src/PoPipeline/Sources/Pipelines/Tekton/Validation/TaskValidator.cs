using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for a task.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/tasks/.</remarks>
internal static class TaskValidator
{
    /// <summary>Finds what is wrong with a task.</summary>
    /// <param name="spec">The task.</param>
    /// <param name="span">Where it is named.</param>
    /// <param name="around">The parameters of what it stands in, which it may take as well; null where it stands alone.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(YamlMapping spec, Place span, IReadOnlyDictionary<string, string>? around, ProblemList problems)
    {
        var steps = TaskReader.Steps(spec).ToList();
        if (steps.Count == 0)
        {
            problems.Add(ProblemKind.Missing, "A task needs 'steps', one at least", spec.Entry("steps")?.Key.Span ?? span);
        }

        var hasImage = (spec["stepTemplate"] as YamlMapping)?["image"] is not null;
        foreach (var step in steps)
        {
            Step(step, hasImage, problems);
        }

        _ = ParameterChecks.Unique(spec["steps"], "step", problems);
        _ = ParameterChecks.Unique(spec["workspaces"], "workspace", problems);
        _ = ParameterChecks.Unique(spec["volumes"], "volume", problems);
        var parameters = (spec["params"] ?? (spec["inputs"] as YamlMapping)?["params"]) as YamlSequence;
        var declared = ParameterChecks.Declared(parameters, problems);
        foreach (var (name, type) in around ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            _ = declared.TryAdd(name, type);
        }

        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in spec.Entries.Where(entry => entry.Key.Value is "steps" or "stepTemplate" or "sidecars" or "volumes" or "results"))
        {
            ParameterChecks.Used(entry.Value, declared, "the task", problems, used);
        }
    }

    private static void Step(YamlMapping step, bool hasImage, ProblemList problems)
    {
        if (step["name"] is YamlScalar { IsNull: false } name && name.Value.Length > 0 && !ParameterChecks.IsLabel(name.Value))
        {
            problems.Add(ProblemKind.Id, $"'{name.Value}' is no name of a step: it has small letters, digits and '-', 63 at most, and starts and ends with a letter or digit", name.Span);
        }

        if (step.Entry("ref") is { } reference)
        {
            foreach (var entry in step.Entries.Where(entry => entry.Key.Value is "image" or "script" or "command" or "args" or "env" or "volumeMounts"))
            {
                problems.Add(ProblemKind.Key, $"A step that takes its work by 'ref' has no '{entry.Key.Value}' of its own", entry.Key.Span);
            }

            _ = reference;
            return;
        }

        if (!hasImage && step["image"] is null)
        {
            problems.Add(ProblemKind.Missing, "A step needs an 'image'", step.Span.Start);
        }

        if (step.Entry("script") is { Value: YamlScalar { Value.Length: > 0 } } && step.Entry("command") is { } command)
        {
            problems.Add(ProblemKind.Key, "A step has a 'script' or a 'command', not both", command.Key.Span);
        }

        if (step["onError"] is YamlScalar onError && onError.Value is not ("continue" or "stopAndFail") && !onError.Value.Contains("$(", StringComparison.Ordinal))
        {
            problems.Add(ProblemKind.Type, $"'{onError.Value}' is nothing that a step does on an error; it is 'continue' or 'stopAndFail'", onError.Span);
        }
    }
}
