using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks one job.</summary>
internal static class JobValidator
{
    /// <summary>Reports what is wrong with a job.</summary>
    public static void Validate(YamlScalar id, YamlMapping job, JobTable jobs, Func<string, YamlMapping?> local, ValidationContext context)
    {
        var strategy = job["strategy"] as YamlMapping;
        var scope = context.Scope.With("needs", jobs.TypeOfNeeds(job));
        if (strategy?.Entry("matrix") is { } matrix)
        {
            MatrixValidator.Validate(matrix, context with { Scope = scope });
        }

        scope = scope.With("matrix", job["strategy"] is YamlScalar ? ExpressionType.AnyMap : MatrixTypes.Of(strategy?["matrix"]));
        context = context with { Scope = scope };
        if (job.Entry("uses") is { } uses)
        {
            WorkflowShapes.Call.Validate(job, context);
            CallValidator.Validate(uses, job, jobs, local, context);
            return;
        }

        if (job.Entry("steps") is null && job.Entry("runs-on") is null && job.Entries.IsEmpty)
        {
            context.Add(ProblemKind.Key, $"The job '{id.Value}' is empty", id.Span);
            return;
        }

        Shaped(id, job, context);
        if (job["steps"] is { } steps)
        {
            context = context with { Scope = scope.With("steps", StepsValidator.Validate(steps, StepRules.OfWorkflow, local, context)) };
        }

        // These may use what the steps give.
        if (job["outputs"] is { } outputs)
        {
            WorkflowShapes.Outputs.Validate(outputs, "outputs", context);
        }

        if ((job["environment"] as YamlMapping)?["url"] is { } address)
        {
            WorkflowShapes.EnvironmentAddress.Validate(address, "url", context);
        }
    }

    // What is missing is said at the job's id: that is where a reader looks.
    private static void Shaped(YamlScalar id, YamlMapping job, ValidationContext context)
    {
        var shape = WorkflowShapes.Job;
        foreach (var key in shape.Required.Where(key => job.Entry(key) is null))
        {
            context.Add(ProblemKind.Key, $"The job '{id.Value}' needs the key '{key}'", id.Span);
        }

        foreach (var key in job.Entries.Where(IsOfCall))
        {
            context.Add(ProblemKind.WorkflowCall, $"'{key.Key.Value}' stands only in a job that calls a workflow, and the job '{id.Value}' does not", key.Key.Span);
        }

        (shape with { Required = [], Others = null }).Validate(Without(job), context);
    }

    private static YamlMapping Without(YamlMapping job) =>
        job.Entries.Any(IsOfCall) ? new YamlMapping(job.Span, job.Entries.RemoveAll(IsOfCall), job.IsFlow) : job;

    private static bool IsOfCall(YamlEntry entry) => entry.Key.Value is "with" or "secrets";
}
