using System.Globalization;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks a job that calls another workflow.</summary>
internal static class CallValidator
{
    /// <summary>Reports a workflow that is none, one that asks for more than it is given, and what does not fit its inputs and secrets.</summary>
    /// <param name="uses">The workflow.</param>
    /// <param name="job">The job.</param>
    /// <param name="jobs">The jobs of the workflow.</param>
    /// <param name="local">The root of a file of the repository.</param>
    /// <param name="context">Where the job is looked at.</param>
    public static void Validate(YamlEntry uses, YamlMapping job, JobTable jobs, Func<string, YamlMapping?> local, ValidationContext context)
    {
        if (uses.Value is not YamlScalar { IsNull: false, Value.Length: > 0 } name)
        {
            return;
        }

        if (ScalarExpressions.HasAny(name))
        {
            context.Add(ProblemKind.WorkflowCall, "'uses' takes no expression: which workflow is called must be written out", name.Span);
            return;
        }

        var text = name.Value.Trim();
        if (ActionName.FaultOfWorkflow(text) is { } fault)
        {
            context.Add(ProblemKind.WorkflowCall, fault, name.Span);
            return;
        }

        if (LocalAction.PathOf(text) is not { } path)
        {
            return;
        }

        if (local(path) is not { } root)
        {
            context.Add(ProblemKind.WorkflowCall, $"The repository has no workflow '{name.Value}'", name.Span);
        }
        else if (WorkflowInterface.Read(root["on"]) is not { } takes)
        {
            context.Add(ProblemKind.WorkflowCall, $"The workflow '{name.Value}' cannot be called: it has no event 'workflow_call'", name.Span);
        }
        else if (jobs.LeadsBack(context.Path, path))
        {
            context.Add(ProblemKind.WorkflowCall, $"The workflow '{name.Value}' calls this one, itself or through others, so that no run of it could end", name.Span);
        }
        else
        {
            Fits(name, "input", job["with"] as YamlMapping, takes.Inputs, context);
            Types(job["with"] as YamlMapping, takes.Inputs, context);
            if (job["secrets"] is not YamlScalar { Value: "inherit" })
            {
                Fits(name, "secret", job["secrets"] as YamlMapping, takes.Secrets, context);
            }

            if (CalledPermissions.Fault(jobs.RequestsOf(name.Value, root), job["permissions"] ?? jobs.Permissions) is { } excess)
            {
                context.Add(ProblemKind.Permissions, excess, name.Span);
            }
        }
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
