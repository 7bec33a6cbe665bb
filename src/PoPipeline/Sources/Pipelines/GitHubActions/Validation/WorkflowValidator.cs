using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks a workflow.</summary>
internal static class WorkflowValidator
{
    /// <summary>Reports what is wrong with a workflow.</summary>
    public static void Validate(YamlMapping root, Func<string, YamlMapping?> local, ValidationContext context)
    {
        var on = root["on"];
        context = context with { Scope = InputTypes.Apply(on, context.Scope) };
        var jobs = new JobTable(root, local);
        if (on is not null)
        {
            EventsValidator.Validate(on, context with { Scope = context.Scope.With("jobs", jobs.TypeOfAll()) });
        }

        WorkflowShapes.Workflow.Validate(root, context);
        if (root["jobs"] is not { } node)
        {
            return;
        }

        if (node is not YamlMapping { Entries.IsEmpty: false } mapping)
        {
            context.Add(ProblemKind.Type, "A workflow needs at least one job", node.Span);
            return;
        }

        MappingKeys.CheckDuplicates(mapping, context);
        ConcurrencyValidator.Validate(root["concurrency"], mapping, local, context);
        NeedsValidator.Validate(mapping, jobs, context);
        foreach (var entry in mapping.Entries.Where(entry => entry.Key.Value is not MappingKeys.Merge))
        {
            Ids.Check(entry.Key, "a job", context);
            if (entry.Value is YamlMapping job)
            {
                JobValidator.Validate(entry.Key, job, jobs, local, context);
            }
            else
            {
                context.Add(ProblemKind.Type, $"The job '{entry.Key.Value}' must be a mapping", entry.Key.Span);
            }
        }
    }
}
