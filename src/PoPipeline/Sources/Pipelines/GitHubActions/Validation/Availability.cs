using System.Collections.Frozen;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Which contexts and functions an expression may use, by the key that it stands under.</summary>
/// <remarks>Source: GitHub's table of the availability of contexts, and the schema of workflows in its runner.</remarks>
internal sealed class Availability
{
    private const string Job = "github needs strategy matrix vars inputs";
    private const string Run = "github needs strategy matrix job runner env vars secrets steps inputs";
    private const string Composite = "github inputs strategy matrix steps job runner env";
    private const string Status = " always() cancelled() success() failure()";

    private readonly FrozenSet<string> contexts;
    private readonly FrozenSet<string> functions;

    /// <summary>Makes one of the names of contexts and, with <c>()</c> behind them, of functions.</summary>
    public Availability(string words)
    {
        var all = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        contexts = all.Where(word => !word.EndsWith(')')).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        functions = all.Where(word => word.EndsWith(')')).Select(word => word[..^2]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        Description = contexts.Count == 0 ? "no context is" : $"only {string.Join(", ", contexts.Order(StringComparer.Ordinal).Select(name => $"'{name}'"))} are";
    }

    /// <summary>No context at all.</summary>
    public static Availability None { get; } = new("");

    /// <summary>The name of a run, and who waits for whom among runs.</summary>
    public static Availability Workflow { get; } = new("github inputs vars");

    /// <summary>Variables of all jobs.</summary>
    public static Availability WorkflowVariables { get; } = new("github secrets inputs vars");

    /// <summary>What a called workflow gives back.</summary>
    public static Availability CallOutput { get; } = new("github jobs vars inputs");

    /// <summary>Most keys of a job.</summary>
    public static Availability JobKey { get; } = new(Job);

    /// <summary>The condition of a job.</summary>
    public static Availability JobCondition { get; } = new("github needs vars inputs" + Status);

    /// <summary>The strategy of a job.</summary>
    public static Availability Strategy { get; } = new("github needs vars inputs");

    /// <summary>Variables of a job, and secrets that it hands over.</summary>
    public static Availability JobVariables { get; } = new(Job + " secrets");

    /// <summary>The shell and folder of a job's steps.</summary>
    public static Availability JobDefaults { get; } = new(Job + " env");

    /// <summary>Credentials of a registry.</summary>
    public static Availability Credentials { get; } = new(Job + " env secrets");

    /// <summary>Variables of a container.</summary>
    public static Availability ContainerVariables { get; } = new(Job + " job runner env secrets");

    /// <summary>The address of an environment.</summary>
    public static Availability EnvironmentAddress { get; } = new(Job + " job runner env steps");

    /// <summary>The outputs of a job.</summary>
    public static Availability JobOutput { get; } = new(Run);

    /// <summary>Most keys of a step.</summary>
    public static Availability Step { get; } = new(Run + " hashFiles()");

    /// <summary>The condition of a step.</summary>
    public static Availability StepCondition { get; } = new(Job + " job runner env steps hashFiles()" + Status);

    /// <summary>Most keys of a step of an action.</summary>
    public static Availability ActionStep { get; } = new(Composite + " hashFiles()");

    /// <summary>The condition of a step of an action.</summary>
    public static Availability ActionStepCondition { get; } = new(Composite + " hashFiles()" + Status);

    /// <summary>The default of an action's input.</summary>
    public static Availability ActionDefault { get; } = new("github strategy matrix job runner hashFiles()");

    /// <summary>What a container action starts with.</summary>
    public static Availability ActionArguments { get; } = new("inputs");

    /// <summary>Which contexts may be used, as a clause without its end.</summary>
    public string Description { get; }

    /// <summary>Whether a context may be used.</summary>
    public bool HasContext(string name) => contexts.Contains(name);

    /// <summary>Whether a function that is not available everywhere may be used.</summary>
    public bool HasFunction(string name) => functions.Contains(name);
}
