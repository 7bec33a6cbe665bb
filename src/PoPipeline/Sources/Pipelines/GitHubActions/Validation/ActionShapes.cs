using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What the sections of an <c>action.yml</c> must be.</summary>
/// <remarks>Source: GitHub's reference of the metadata syntax, and the schema of its runner, which lets unknown keys of the root pass.</remarks>
internal static class ActionShapes
{
    private static readonly Shape Handled = new ValueShape();

    /// <summary>The runtimes of actions in JavaScript; the runner runs old ones on a newer one.</summary>
    public static readonly ImmutableArray<string> Nodes = ["node12", "node16", "node20", "node24"];

    private static readonly Shape Hook = new ConditionShape(new Availability("github inputs strategy matrix job runner env hashFiles() always() cancelled() success() failure()"));

    /// <summary>An action.</summary>
    public static MapShape Action { get; } = MapShape.Of("an action",
        ("name", CommonShapes.Plain),
        ("author", CommonShapes.Plain),
        ("description", CommonShapes.Plain),
        ("inputs", MapShape.Of("the inputs", new MapShape("an input", MapShape.Of("an input", ("description", CommonShapes.Plain), ("default", new ValueShape(Availability.ActionDefault)))
            .Keys) with
        { Others = Handled, MayBeNull = true, MayBeEmpty = true }) with
        { MayBeNull = true, MayBeEmpty = true }),
        ("outputs", Handled),
        ("runs", Handled)) with
    { Required = ["runs"], Others = Handled };

    /// <summary>An action in JavaScript.</summary>
    public static MapShape Script { get; } = MapShape.Of("an action in JavaScript",
        ("using", CommonShapes.Required),
        ("main", CommonShapes.Required),
        ("pre", CommonShapes.Plain),
        ("pre-if", Hook),
        ("post", CommonShapes.Plain),
        ("post-if", Hook)) with
    { Required = ["main"] };

    /// <summary>An action in a container.</summary>
    public static MapShape Container { get; } = MapShape.Of("an action in a container",
        ("using", CommonShapes.Required),
        ("image", CommonShapes.Required),
        ("env", CommonShapes.Variables(Availability.ActionArguments)),
        ("entrypoint", CommonShapes.Plain),
        ("pre-entrypoint", CommonShapes.Plain),
        ("pre-if", Hook),
        ("post-entrypoint", CommonShapes.Plain),
        ("post-if", Hook),
        ("args", new ListShape(new TextShape(Availability.ActionArguments)) { MayBeEmpty = true })) with
    { Required = ["image"] };

    /// <summary>An action of steps.</summary>
    public static MapShape Composite { get; } = MapShape.Of("an action of steps",
        ("using", CommonShapes.Required),
        ("steps", Handled)) with
    { Required = ["steps"] };

    /// <summary>The outputs of an action of steps.</summary>
    public static Shape CompositeOutputs { get; } = MapShape.Of("the outputs", MapShape.Of("an output of an action of steps",
        ("description", CommonShapes.Plain),
        ("value", new TextShape(Availability.ActionStep))) with
    { MayBeNull = true, MayBeEmpty = true }) with
    { MayBeNull = true, MayBeEmpty = true };

    private static readonly (string Key, Shape Value)[] EveryStep =
    [
        ("id", CommonShapes.Plain),
        ("if", new ConditionShape(Availability.ActionStepCondition)),
        ("name", new TextShape(Availability.ActionStep)),
        ("env", CommonShapes.Variables(Availability.ActionStep)),
        ("continue-on-error", new BooleanShape(Availability.ActionStep)),
    ];

    /// <summary>A step that runs a script.</summary>
    public static MapShape Run { get; } = MapShape.Of("a step of an action that runs a script",
    [
        .. EveryStep,
        ("run", new TextShape(Availability.ActionStep) { IsRequired = true }),
        ("shell", new ShellShape(Availability.ActionStep)),
        ("working-directory", new TextShape(Availability.ActionStep)),
    ]) with
    { Required = ["shell"] };

    /// <summary>A step that uses an action.</summary>
    public static MapShape Use { get; } = MapShape.Of("a step of an action that uses an action",
    [
        .. EveryStep,
        ("uses", CommonShapes.Required),
        ("with", MapShape.Of("the inputs", new TextShape(Availability.ActionStep)) with { MayBeNull = true }),
    ]);
}
