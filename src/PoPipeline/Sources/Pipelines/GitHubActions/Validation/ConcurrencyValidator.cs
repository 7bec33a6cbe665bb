using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks which runs and jobs wait for each other by the name of a group.</summary>
/// <remarks>https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations: in a called workflow the 'github' context is that of its caller.</remarks>
internal static class ConcurrencyValidator
{
    // What a called workflow has of its own.
    private const string Inputs = "inputs";

    /// <summary>Reports jobs that wait for their own run, and settings that exclude each other.</summary>
    /// <param name="workflow">What the workflow says; null where it says nothing.</param>
    /// <param name="jobs">The jobs.</param>
    /// <param name="local">The root of a file of the repository.</param>
    /// <param name="context">Where it is looked at.</param>
    public static void Validate(YamlNode? workflow, YamlMapping jobs, Func<string, YamlMapping?> local, ValidationContext context)
    {
        Settings(workflow as YamlMapping, context);
        var group = GroupOf(workflow);
        foreach (var entry in jobs.Entries)
        {
            if (entry.Value is not YamlMapping job)
            {
                continue;
            }

            Settings(job["concurrency"] as YamlMapping, context);
            var own = GroupOf(job["concurrency"]);
            if (AreSame(group, own) && own is not null)
            {
                context.Add(ProblemKind.Needs, $"The job '{entry.Key.Value}' waits for the group '{own.Value}', which its own workflow holds until the job is done, so that neither ends", own.Span);
            }

            if (job["uses"] is YamlScalar uses && LocalAction.PathOf(uses.Value) is { } path && GroupOf(local(path)?["concurrency"]) is { } called
                && !called.Value.Contains(Inputs, StringComparison.OrdinalIgnoreCase) && (AreSame(group, called) || AreSame(own, called)))
            {
                context.Add(ProblemKind.Needs, $"The workflow '{uses.Value}' waits for the group '{called.Value}', which its caller holds until it is done, so that neither ends", uses.Span);
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
        (concurrency is YamlMapping mapping ? mapping["group"] : concurrency) is YamlScalar { IsNull: false, Value.Length: > 0 } group ? group : null;

    // What is put together from the same expressions within one run is the same. Upper and lower case make no difference.
    private static bool AreSame(YamlScalar? one, YamlScalar? other) => one is not null && other is not null && one.Value.Trim().Equals(other.Value.Trim(), StringComparison.OrdinalIgnoreCase);
}
