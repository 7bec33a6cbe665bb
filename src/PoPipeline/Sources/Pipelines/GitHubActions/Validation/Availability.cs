using System.Collections.Immutable;
using PoPipeline.Sources.Pipelines.GitHubActions.Schemas;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Which contexts and functions an expression may use, by the key that it stands under.</summary>
internal sealed class Availability
{
    // A dozen of them: looking at each takes less than making a table, of which each run would make some hundred.
    private readonly ImmutableArray<string> words;

    /// <summary>Makes one of the names of contexts and, with their arguments behind them, of functions.</summary>
    public Availability(ImmutableArray<string> words) => this.words = words;

    /// <summary>No context at all.</summary>
    public static Availability None { get; } = new([]);

    /// <summary>The name of a run, and who waits for whom among runs.</summary>
    public static Availability Workflow { get; } = Of(PublishedSchema.Workflow, "run-name");

    /// <summary>Variables of all jobs.</summary>
    public static Availability WorkflowVariables { get; } = Of(PublishedSchema.Workflow, "workflow-env");

    /// <summary>What a called workflow gives back.</summary>
    public static Availability CallOutput { get; } = Of(PublishedSchema.Workflow, "workflow-output-context");

    /// <summary>Most keys of a job.</summary>
    public static Availability JobKey { get; } = Of(PublishedSchema.Workflow, "string-strategy-context");

    /// <summary>The condition of a job.</summary>
    public static Availability JobCondition { get; } = Of(PublishedSchema.Workflow, "job-if");

    /// <summary>The strategy of a job.</summary>
    public static Availability Strategy { get; } = Of(PublishedSchema.Workflow, "strategy");

    /// <summary>Variables of a job, and secrets that it hands over.</summary>
    public static Availability JobVariables { get; } = Of(PublishedSchema.Workflow, "job-env");

    /// <summary>The shell and folder of a job's steps.</summary>
    public static Availability JobDefaults { get; } = Of(PublishedSchema.Workflow, "job-defaults-run");

    /// <summary>Credentials of a registry.</summary>
    public static Availability Credentials { get; } = Of(PublishedSchema.Workflow, "container", "container-registry-credentials");

    /// <summary>Variables of a container.</summary>
    public static Availability ContainerVariables { get; } = Of(PublishedSchema.Workflow, "container", "container-env-value");

    /// <summary>The address of an environment.</summary>
    public static Availability EnvironmentAddress { get; } = Of(PublishedSchema.Workflow, "job-environment", "string-runner-context-no-secrets");

    /// <summary>The outputs of a job.</summary>
    public static Availability JobOutput { get; } = Of(PublishedSchema.Workflow, "string-runner-context");

    /// <summary>Most keys of a step.</summary>
    public static Availability Step { get; } = Of(PublishedSchema.Workflow, "string-steps-context");

    /// <summary>The condition of a step.</summary>
    public static Availability StepCondition { get; } = Of(PublishedSchema.Workflow, "step-if");

    /// <summary>The condition of an image that a job leaves behind.</summary>
    public static Availability SnapshotCondition { get; } = Of(PublishedSchema.Workflow, "snapshot-if");

    /// <summary>Most keys of a step of an action.</summary>
    public static Availability ActionStep { get; } = Of(PublishedSchema.Action, "string-steps-context");

    /// <summary>The condition of a step of an action.</summary>
    public static Availability ActionStepCondition { get; } = Of(PublishedSchema.Action, "step-if");

    /// <summary>The condition of what an action does before and after the job's steps.</summary>
    public static Availability ActionHook { get; } = Of(PublishedSchema.Action, "runs-if");

    /// <summary>The default of an action's input.</summary>
    public static Availability ActionDefault { get; } = Of(PublishedSchema.Action, "input-default-context");

    /// <summary>What an action of steps gives back.</summary>
    public static Availability ActionOutput { get; } = Of(PublishedSchema.Action, "output-value");

    /// <summary>What a container action starts with.</summary>
    public static Availability ActionArguments { get; } = Of(PublishedSchema.Action, "container-runs-context");

    /// <summary>Which contexts may be used, as a clause without its end.</summary>
    public string Description
    {
        get
        {
            var contexts = words.Where(word => !word.EndsWith(')')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(word => $"'{word}'").ToList();
            return contexts.Count == 0 ? "no context is" : $"only {string.Join(", ", contexts)} are";
        }
    }

    /// <summary>Whether a context may be used.</summary>
    public bool HasContext(string name)
    {
        foreach (var word in words)
        {
            if (word.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a function that is not available everywhere may be used.</summary>
    public bool HasFunction(string name)
    {
        foreach (var word in words)
        {
            if (word.EndsWith(')') && word.AsSpan(0, word.IndexOf('(', StringComparison.Ordinal)).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // What is available under a key is so in all that stands below it.
    private static Availability Of(PublishedSchema schema, params ReadOnlySpan<string> definitions)
    {
        var all = ImmutableArray.CreateBuilder<string>();
        foreach (var definition in definitions)
        {
            all.AddRange(schema[definition].Contexts);
        }

        return new Availability(all.DrainToImmutable());
    }
}
