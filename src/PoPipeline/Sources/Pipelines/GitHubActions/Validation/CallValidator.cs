using System.Globalization;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks a job that calls another workflow.</summary>
internal static class CallValidator
{
    /// <summary>Reports a workflow that is none, and what does not fit its inputs and secrets.</summary>
    public static void Validate(YamlEntry uses, YamlMapping job, Func<string, YamlMapping?> local, ValidationContext context)
    {
        if (uses.Value is not YamlScalar { IsNull: false, Value.Length: > 0 } name)
        {
            return;
        }

        if (ScalarExpressions.HasAny(name))
        {
            return;
        }

        if (!IsWorkflow(name.Value))
        {
            context.Add(ProblemKind.WorkflowCall, $"'{name.Value}' names no workflow; write './path/to/workflow.yml' or 'owner/repository/path/to/workflow.yml@ref'", name.Span);
            return;
        }

        if (LocalAction.PathOf(name.Value) is null)
        {
            return;
        }

        if (CalledWorkflow.Find(name.Value, local) is not { } called)
        {
            context.Add(ProblemKind.WorkflowCall, $"The repository has no workflow '{name.Value}'", name.Span);
        }
        else if (called.Interface is not { } takes)
        {
            context.Add(ProblemKind.WorkflowCall, $"The workflow '{name.Value}' cannot be called: it has no event 'workflow_call'", name.Span);
        }
        else
        {
            Fits(name, "input", job["with"] as YamlMapping, takes.Inputs, context);
            Types(job["with"] as YamlMapping, takes.Inputs, context);
            if (job["secrets"] is not YamlScalar { Value: "inherit" })
            {
                Fits(name, "secret", job["secrets"] as YamlMapping, takes.Secrets, context);
            }
        }
    }

    private static bool IsWorkflow(string uses)
    {
        var at = uses.IndexOf('@');
        var path = at < 0 ? uses : uses[..at];
        return (path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal))
            && (uses.StartsWith("./", StringComparison.Ordinal) || uses.StartsWith("$/", StringComparison.Ordinal)
                ? at < 0

                : at > 0 && path[0] is not ('/' or '.') && at < uses.Length - 1 && path.Count('/') >= 2);
    }

    private static void Fits(YamlScalar name, string what, YamlMapping? given, YamlMapping? taken, ValidationContext context)
    {
        foreach (var entry in given?.Entries ?? [])
        {
            if (Find(taken, entry.Key.Value) is null)
            {
                context.Add(ProblemKind.WorkflowCall, $"The workflow '{name.Value}' has no {what} '{entry.Key.Value}'; {Names.OneOf((taken?.Entries ?? []).Select(found => found.Key.Value))}", entry.Key.Span);
            }
        }

        foreach (var entry in taken?.Entries ?? [])
        {
            if (entry.Value is YamlMapping definition && definition["required"] is YamlScalar { Value: "true" } && definition.Entry("default") is null && Find(given, entry.Key.Value) is null)
            {
                context.Add(ProblemKind.WorkflowCall, $"The workflow '{name.Value}' needs the {what} '{entry.Key.Value}'", name.Span);
            }
        }
    }

    private static void Types(YamlMapping? given, YamlMapping? taken, ValidationContext context)
    {
        foreach (var entry in given?.Entries ?? [])
        {
            var type = ((Find(taken, entry.Key.Value)?.Value as YamlMapping)?["type"] as YamlScalar)?.Value;
            if (type is not null && entry.Value is YamlScalar value && TypeOf(value, context) is { } actual && actual != type && !(type is "string" && actual is "number"))
            {
                context.Add(ProblemKind.Expression, $"The input '{entry.Key.Value}' is a {type}, and this is a {actual}", value.Span);
            }
        }
    }

    // Null where it cannot be told, or does not matter.
    private static string? TypeOf(YamlScalar value, ValidationContext context)
    {
        if (ScalarExpressions.IsOne(value))
        {
            var type = ScalarExpressions.CheckOne(value, Availability.JobKey, context with { Problems = new ProblemList() });
            return type.IsAny || type.IsCollection ? null : type.ToString();
        }

        if (ScalarExpressions.HasAny(value))
        {
            return "string";
        }

        return !value.IsPlain ? "string"
            : value.IsNull ? null
            : value.Value is "true" or "True" or "TRUE" or "false" or "False" or "FALSE" ? "boolean"
            : double.TryParse(value.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? "number" : "string";
    }

    private static YamlEntry? Find(YamlMapping? mapping, string name) =>
        mapping?.Entries.FirstOrDefault(entry => entry.Key.Value.Equals(name, StringComparison.OrdinalIgnoreCase));
}
