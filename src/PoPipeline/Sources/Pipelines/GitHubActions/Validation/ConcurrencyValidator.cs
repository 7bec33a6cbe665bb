using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks which runs and jobs wait for each other by the name of a group.</summary>
internal static class ConcurrencyValidator
{
    /// <summary>Reports jobs that wait for their own run, and settings that exclude each other.</summary>
    /// <param name="workflow">What the workflow says; null where it says nothing.</param>
    /// <param name="jobs">The jobs.</param>
    /// <param name="context">Where it is looked at.</param>
    public static void Validate(YamlNode? workflow, YamlMapping jobs, ValidationContext context)
    {
        Settings(workflow as YamlMapping, context);
        var group = GroupOf(workflow);
        foreach (var entry in jobs.Entries)
        {
            var own = (entry.Value as YamlMapping)?["concurrency"];
            Settings(own as YamlMapping, context);
            if (group is not null && GroupOf(own) is { } same && same.Value == group.Value)
            {
                context.Add(ProblemKind.Needs, $"The job '{entry.Key.Value}' waits for the group '{same.Value}', which its own workflow holds until the job is done, so that neither ends", same.Span);
            }
        }
    }

    private static void Settings(YamlMapping? concurrency, ValidationContext context)
    {
        if (concurrency?.Entry("queue") is { Value: YamlScalar { Value: "max" } } queue && (concurrency["cancel-in-progress"] as YamlScalar).Is(expected: true))
        {
            context.Add(ProblemKind.Key, "'queue: max' lets all runs wait, and 'cancel-in-progress: true' ends those that do; only one of them can be", queue.Key.Span);
        }
    }

    private static YamlScalar? GroupOf(YamlNode? concurrency) =>
        (concurrency is YamlMapping mapping ? mapping["group"] : concurrency) is YamlScalar { IsNull: false, Value.Length: > 0 } group && !ScalarExpressions.HasAny(group) ? group : null;
}
