using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Reads when a task or a step runs.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/pipelines/#guard-task-execution-using-when-expressions.</remarks>
internal static class Conditions
{
    // Of all tasks together, of which some may have been left out: then they completed.
    private const string Whole = "$(tasks.status)";

    /// <summary>The condition; null where nothing limits it.</summary>
    /// <param name="node">The task or step.</param>
    public static Condition? Of(YamlMapping node)
    {
        if (node["when"] is not YamlSequence { Items: [_, ..] } when)
        {
            return null;
        }

        return new Condition
        {
            Text = string.Join(" && ", when.Items.OfType<YamlMapping>().Select(TextOf)),
            Span = when.Span,
            IsNever = when.Items.OfType<YamlMapping>().Any(entry => TruthOf(entry) is false),
            IsAfterFailure = when.Items.OfType<YamlMapping>().Any(IsAfterFailure),
            Faults = [.. when.Items.OfType<YamlMapping>().Where(entry => TruthOf(entry) is true).Select(entry => (YamlScalar)entry["input"]!).Select(input =>
                new ConditionFault(ConditionFaultKind.AlwaysTrue, input.Value, input.Span, $"'{input.Value}' and what it is compared with are both written here"))],
        };
    }

    // Two texts that are both written here are compared with the same outcome in every run; null where that is not so.
    private static bool? TruthOf(YamlMapping entry)
    {
        if (entry["cel"] is YamlScalar cel)
        {
            return cel.Value.Trim() is "false" ? false : null;
        }

        var values = Parameters.Texts(entry["values"]).Select(value => value.Value).ToList();
        if (entry["input"] is not YamlScalar input || values.Prepend(input.Value).Any(text => text.Contains("$(", StringComparison.Ordinal) || text.Contains("{{", StringComparison.Ordinal)))
        {
            return null;
        }

        return (entry["operator"] as YamlScalar)?.Value switch
        {
            "in" => values.Contains(input.Value, StringComparer.Ordinal),
            "notin" => !values.Contains(input.Value, StringComparer.Ordinal),
            _ => null,
        };
    }

    // What a task at the end asks of those before it: $(tasks.status), $(tasks.build.status).
    private static bool IsAfterFailure(YamlMapping entry)
    {
        if (entry["input"] is not YamlScalar input || !IsStatus(input.Value.Trim()))
        {
            return false;
        }

        var values = Parameters.Texts(entry["values"]).Select(value => value.Value).ToList();
        return (entry["operator"] as YamlScalar)?.Value switch
        {
            "in" => values.Count > 0 && values.TrueForAll(value => value is "Failed"),
            "notin" => values.Contains("Succeeded") && (input.Value.Trim() is not Whole || values.Contains("Completed")),
            _ => false,
        };
    }

    private static bool IsStatus(string text) => text is Whole || (text.StartsWith("$(tasks.", StringComparison.Ordinal) && text.EndsWith(".status)", StringComparison.Ordinal));

    private static string TextOf(YamlMapping entry) =>
        entry["cel"] is YamlScalar cel
            ? cel.Value
            : $"{(entry["input"] as YamlScalar)?.Value} {(entry["operator"] as YamlScalar)?.Value} ({string.Join(", ", Parameters.Texts(entry["values"]).Select(value => value.Value))})";
}
