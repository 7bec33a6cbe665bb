using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Reads when a task or a step runs.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/pipelines/#guard-task-execution-using-when-expressions.</remarks>
internal static class Conditions
{
    /// <summary>The condition; null where nothing limits it.</summary>
    /// <param name="node">The task or step.</param>
    public static Condition? Of(YamlMapping node)
    {
        if (node["when"] is not YamlSequence { Items: [_, ..] } when)
        {
            return null;
        }

        return new Condition { Text = string.Join(" && ", when.Items.OfType<YamlMapping>().Select(TextOf)), Span = when.Span };
    }

    private static string TextOf(YamlMapping entry) =>
        entry["cel"] is YamlScalar cel
            ? cel.Value
            : $"{(entry["input"] as YamlScalar)?.Value} {(entry["operator"] as YamlScalar)?.Value} ({string.Join(", ", Parameters.Texts(entry["values"]).Select(value => value.Value))})";
}
