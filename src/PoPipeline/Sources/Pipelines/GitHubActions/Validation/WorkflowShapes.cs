using PoPipeline.Sources.Pipelines.GitHubActions.Schemas;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What the sections of a workflow must be.</summary>
/// <remarks>Which keys there are stands in the published schema; here stands what is particular about the values of some.</remarks>
internal static class WorkflowShapes
{
    private static readonly PublishedSchema Schema = PublishedSchema.Workflow;
    private static readonly Shape Handled = new ValueShape();

    /// <summary>A workflow. Its events and jobs are looked at by themselves.</summary>
    public static MapShape Workflow { get; } = SchemaShapes.Map(Schema, "a workflow", "workflow-root-strict",
        ("name", CommonShapes.Plain),
        ("description", CommonShapes.Plain),
        ("on", Handled),
        ("permissions", CommonShapes.Permissions),
        ("env", CommonShapes.Variables(Availability.WorkflowVariables)),
        ("defaults", CommonShapes.Defaults(Availability.None)),
        ("concurrency", CommonShapes.Concurrency(Availability.Workflow)),
        ("jobs", Handled));

    private static readonly (string Key, Shape Value)[] EveryJob =
    [
        ("name", new TextShape(Availability.JobKey)),
        ("needs", new ListShape(CommonShapes.Required) { AllowsOne = true, MayBeEmpty = true }),
        ("if", new ConditionShape(Availability.JobCondition)),
        ("permissions", CommonShapes.Permissions),
        ("strategy", SchemaShapes.Map(Schema, "a strategy", "strategy",
            ("matrix", Handled),
            ("max-parallel", new NumberShape(Availability.Strategy, IsWhole: true)))),
        ("concurrency", CommonShapes.Concurrency(Availability.JobKey)),
    ];

    /// <summary>A job with steps. The steps are looked at by themselves.</summary>
    public static MapShape Job { get; } = SchemaShapes.Map(Schema, "a job", "job-factory",
    [
        .. EveryJob,
        ("runs-on", new RunnerShape()),
        ("environment", new EitherShape(
            new TextShape(Availability.JobKey),
            Sequence: null,
            SchemaShapes.Map(Schema, "an environment", "job-environment-mapping",
                ("name", new TextShape(Availability.JobKey) { IsRequired = true }),
                ("url", Handled),
                ("deployment", new BooleanShape(Availability.JobKey))))),
        ("outputs", Handled),
        ("env", CommonShapes.Variables(Availability.JobVariables)),
        ("defaults", CommonShapes.Defaults(Availability.JobDefaults)),
        ("steps", Handled),
        ("container", Container("a container", "container-mapping", mayBeNone: true)),
        ("services", MapShape.Of("the services", Container("a service", "service-container-mapping", mayBeNone: false, ("entrypoint", Containers), ("command", Containers))) with { Expression = Availability.JobKey }),
        ("snapshot", new EitherShape(CommonShapes.Required, Sequence: null, SchemaShapes.Map(Schema, "a snapshot", "snapshot-mapping",
            ("if", new ConditionShape(Availability.SnapshotCondition))))),
    ]) with
    { Required = ["runs-on", "steps"] };

    /// <summary>A job that calls another workflow.</summary>
    public static MapShape Call { get; } = SchemaShapes.Map(Schema, "a job that calls a workflow", "workflow-job",
    [
        .. EveryJob,
        ("uses", CommonShapes.Required),
        ("with", MapShape.Of("the inputs", new TextShape(Availability.JobKey)) with { MayBeEmpty = true }),
        ("secrets", new EitherShape(
            new TextShape { IsRequired = true, Words = [.. Schema.WordsOf("workflow-job-secrets")] },
            Sequence: null,
            MapShape.Of("the secrets", new TextShape(Availability.JobVariables)) with { MayBeEmpty = true })),
    ]) with
    { Required = [] };

    /// <summary>The address of an environment, which may use the outputs of steps.</summary>
    public static Shape EnvironmentAddress { get; } = new TextShape(Availability.EnvironmentAddress);

    /// <summary>The outputs of a job.</summary>
    public static Shape Outputs { get; } =
        MapShape.Of("the outputs", new TextShape(Availability.JobOutput)) with { MayBeEmpty = true };

    private static Shape Containers => new TextShape(Availability.JobKey);

    private static readonly (string Key, Shape Value)[] EveryStep =
    [
        ("id", new TextShape(Availability.None)),
        ("if", new ConditionShape(Availability.StepCondition)),
        ("env", CommonShapes.Variables(Availability.Step)),
    ];

    /// <summary>A step that runs a script.</summary>
    public static MapShape Run { get; } = SchemaShapes.Map(Schema, "a step that runs a script", "run-step",
    [
        .. EveryStep,
        ("run", new TextShape(Availability.Step) { IsRequired = true }),
        ("shell", new ShellShape(Availability.None)),
    ]);

    /// <summary>A step that uses an action.</summary>
    public static MapShape Use { get; } = SchemaShapes.Map(Schema, "a step that uses an action", "regular-step",
    [
        .. EveryStep,
        ("uses", CommonShapes.Required),
        ("with", MapShape.Of("the inputs", new TextShape(Availability.Step)) with { Expression = Availability.Step, MayBeEmpty = true }),
    ]);

    /// <summary>A step that waits for others.</summary>
    public static MapShape Wait { get; } = SchemaShapes.Map(Schema, "a step that waits for others", "wait-step",
        ("id", new TextShape(Availability.None)), ("wait", new ListShape(CommonShapes.Required) { AllowsOne = true, MayBeEmpty = true }));

    /// <summary>A step that waits for all others.</summary>
    public static MapShape WaitAll { get; } = SchemaShapes.Map(Schema, "a step that waits for all others", "wait-all-step", ("id", new TextShape(Availability.None)));

    /// <summary>A step that ends another.</summary>
    public static MapShape Cancel { get; } = SchemaShapes.Map(Schema, "a step that ends another", "cancel-step", ("id", new TextShape(Availability.None)), ("cancel", CommonShapes.Required));

    /// <summary>Steps that run at the same time. Each of them is looked at by itself.</summary>
    public static MapShape Parallel { get; } = SchemaShapes.Map(Schema, "a group of steps", "parallel-step", ("parallel", Handled));

    // An empty text in its place means no container at all; an empty image is refused.
    private static EitherShape Container(string section, string definition, bool mayBeNone, params ReadOnlySpan<(string Key, Shape Value)> more) => new(
        new TextShape(Availability.JobKey) { IsRequired = !mayBeNone, MayBeNull = true },
        Sequence: null,
        SchemaShapes.Map(Schema, section, definition,
        [
            ("image", new TextShape(Availability.JobKey) { IsRequired = true }),
            ("credentials", new CredentialsShape()),
            ("env", CommonShapes.Variables(Availability.ContainerVariables)),
            ("ports", new ListShape(new TextShape(Availability.JobKey) { IsRequired = true }) { Expression = Availability.JobKey, MayBeEmpty = true }),
            ("volumes", new ListShape(new TextShape(Availability.JobKey) { IsRequired = true }) { Expression = Availability.JobKey, MayBeEmpty = true }),
            ("options", new TextShape(Availability.JobKey)),
            .. more,
        ]) with
        { Required = ["image"] });
}
