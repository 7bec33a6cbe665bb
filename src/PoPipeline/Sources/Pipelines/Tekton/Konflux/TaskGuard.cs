using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>Tells whether a task of a pipeline runs at all, by the parameters that its conditions ask for.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/pipelines/#guard-task-execution-using-when-expressions: each of the conditions must hold.</remarks>
internal static class TaskGuard
{
    /// <summary>The parameter for whose value a task never runs; null where none keeps it from running.</summary>
    /// <param name="task">The task.</param>
    /// <param name="values">What the parameters are.</param>
    public static EffectiveValue? Of(YamlMapping task, EffectiveValues values)
    {
        foreach (var entry in (task["when"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if (entry["input"] is YamlScalar input && input.Value.Contains("$(params.", StringComparison.Ordinal) && values.Of("when", input) is { Value: { } value } found && Fails(entry, value))
            {
                return found;
            }
        }

        return null;
    }

    private static bool Fails(YamlMapping entry, string value)
    {
        var asked = Parameters.Texts(entry["values"]).Select(text => text.Value).ToList();
        return !asked.Exists(text => text.Contains("$(", StringComparison.Ordinal) || text.Contains("{{", StringComparison.Ordinal))
            && (entry["operator"] as YamlScalar)?.Value switch { "in" => !asked.Contains(value, StringComparer.Ordinal), "notin" => asked.Contains(value, StringComparer.Ordinal), _ => false };
    }
}
