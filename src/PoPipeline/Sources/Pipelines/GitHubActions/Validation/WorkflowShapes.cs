namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What the sections of a workflow must be.</summary>
/// <remarks>Source: GitHub's reference of the workflow syntax, and the schema of its runner.</remarks>
internal static class WorkflowShapes
{
    private static readonly Shape Handled = new ValueShape();

    /// <summary>A workflow. Its events and jobs are looked at by themselves.</summary>
    public static MapShape Workflow { get; } = MapShape.Of("a workflow",
        ("name", CommonShapes.Plain),
        ("run-name", new TextShape(Availability.Workflow)),
        ("description", CommonShapes.Plain),
        ("on", Handled),
        ("permissions", CommonShapes.Permissions),
        ("env", CommonShapes.Variables(Availability.WorkflowVariables)),
        ("defaults", CommonShapes.Defaults(Availability.None)),
        ("concurrency", CommonShapes.Concurrency(Availability.Workflow)),
        ("jobs", Handled)) with
    { Required = ["on", "jobs"] };

    private static readonly (string Key, Shape Value)[] EveryJob =
    [
        ("name", new TextShape(Availability.JobKey)),
        ("needs", new ListShape(CommonShapes.Required) { AllowsOne = true }),
        ("if", new ConditionShape(Availability.JobCondition)),
        ("permissions", CommonShapes.Permissions),
        ("strategy", MapShape.Of("a strategy",
            ("matrix", Handled),
            ("fail-fast", new BooleanShape(Availability.Strategy)),
            ("max-parallel", new NumberShape(Availability.Strategy, IsWhole: true))) with { Expression = Availability.Strategy }),
        ("concurrency", CommonShapes.Concurrency(Availability.JobKey)),
    ];

    /// <summary>A job with steps. The steps are looked at by themselves.</summary>
    public static MapShape Job { get; } = MapShape.Of("a job",
    [
        .. EveryJob,
        ("runs-on", new RunnerShape()),
        ("environment", new EitherShape(
            new TextShape(Availability.JobKey),
            Sequence: null,
            MapShape.Of("an environment",
                ("name", new TextShape(Availability.JobKey) { IsRequired = true }),
                ("url", Handled),
                ("deployment", new BooleanShape(Availability.JobKey))) with { Required = ["name"] })),
        ("outputs", Handled),
        ("env", CommonShapes.Variables(Availability.JobVariables)),
        ("defaults", CommonShapes.Defaults(Availability.JobDefaults)),
        ("steps", Handled),
        ("timeout-minutes", new NumberShape(Availability.JobKey, IsWhole: false)),
        ("continue-on-error", new BooleanShape(Availability.JobKey)),
        ("container", Container("a container", mayBeNone: true)),
        ("services", MapShape.Of("the services", Container("a service", mayBeNone: false, ("entrypoint", Containers), ("command", Containers))) with { Expression = Availability.JobKey, MayBeNull = true }),
        ("snapshot", new EitherShape(CommonShapes.Required, Sequence: null, MapShape.Of("a snapshot",
            ("image-name", CommonShapes.Required),
            ("version", CommonShapes.Required),
            ("if", new ConditionShape(Availability.JobKey))) with { Required = ["image-name"] })),
    ]) with
    { Required = ["runs-on", "steps"] };

    /// <summary>A job that calls another workflow.</summary>
    public static MapShape Call { get; } = MapShape.Of("a job that calls a workflow",
    [
        .. EveryJob,
        ("uses", CommonShapes.Required),
        ("with", MapShape.Of("the inputs", new TextShape(Availability.JobKey)) with { MayBeNull = true, MayBeEmpty = true }),
        ("secrets", new EitherShape(
            new TextShape { IsRequired = true, Words = ["inherit"] },
            Sequence: null,
            MapShape.Of("the secrets", new TextShape(Availability.JobVariables)) with { MayBeEmpty = true })),
    ]);

    /// <summary>The address of an environment, which may use the outputs of steps.</summary>
    public static Shape EnvironmentAddress { get; } = new TextShape(Availability.EnvironmentAddress);

    /// <summary>The outputs of a job.</summary>
    public static Shape Outputs { get; } =
        MapShape.Of("the outputs", new TextShape(Availability.JobOutput)) with { MayBeEmpty = true, MayBeNull = true };

    private static Shape Containers => new TextShape(Availability.JobKey);

    private static readonly (string Key, Shape Value)[] EveryStep =
    [
        ("id", new TextShape(Availability.None)),
        ("if", new ConditionShape(Availability.StepCondition)),
        ("name", new TextShape(Availability.Step)),
        ("env", CommonShapes.Variables(Availability.Step)),
        ("continue-on-error", new BooleanShape(Availability.Step)),
        ("timeout-minutes", new NumberShape(Availability.Step, IsWhole: false)),
        ("background", new BooleanShape(Availability.Step)),
    ];

    /// <summary>A step that runs a script.</summary>
    public static MapShape Run { get; } = MapShape.Of("a step that runs a script",
    [
        .. EveryStep,
        ("run", new TextShape(Availability.Step) { IsRequired = true }),
        ("shell", new ShellShape(Availability.None)),
        ("working-directory", new TextShape(Availability.Step)),
    ]);

    /// <summary>A step that uses an action.</summary>
    public static MapShape Use { get; } = MapShape.Of("a step that uses an action",
    [
        .. EveryStep,
        ("uses", CommonShapes.Required),
        ("with", MapShape.Of("the inputs", new TextShape(Availability.Step)) with { MayBeNull = true }),
    ]);

    // They always run: no condition holds for them.
    private static readonly (string Key, Shape Value)[] EveryPause =
    [
        ("id", new TextShape(Availability.None)),
        ("name", new TextShape(Availability.Step)),
        ("continue-on-error", new BooleanShape(Availability.Step)),
    ];

    /// <summary>A step that waits for some others.</summary>
    public static MapShape Wait { get; } = MapShape.Of("a step that waits for others",
        [.. EveryPause, (StepKinds.Wait, new ListShape(CommonShapes.Required) { AllowsOne = true })]);

    /// <summary>A step that waits for all others.</summary>
    public static MapShape WaitAll { get; } = MapShape.Of("a step that waits for all others", [.. EveryPause, (StepKinds.WaitAll, Handled)]);

    /// <summary>A step that ends another one.</summary>
    public static MapShape Cancel { get; } = MapShape.Of("a step that ends another one", [.. EveryPause, (StepKinds.Cancel, CommonShapes.Required)]);

    /// <summary>A group of steps that run side by side. They are looked at by themselves.</summary>
    public static MapShape Parallel { get; } = MapShape.Of("a group of steps", [.. EveryStep, (StepKinds.Parallel, Handled)]);

    // An empty text in its place means no container at all; an empty image is refused.
    private static EitherShape Container(string section, bool mayBeNone, params ReadOnlySpan<(string Key, Shape Value)> more) => new(
        new TextShape(Availability.JobKey) { IsRequired = !mayBeNone, MayBeNull = true },
        Sequence: null,
        MapShape.Of(section,
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
