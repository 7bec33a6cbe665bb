using System.Collections.Immutable;
using PoPipeline.Sources.Pipelines.GitHubActions.Schemas;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What the sections of an <c>action.yml</c> must be.</summary>
/// <remarks>Which keys there are stands in the published schema; the runner lets unknown ones of the root, and of inputs, pass.</remarks>
internal static class ActionShapes
{
    private static readonly PublishedSchema Schema = PublishedSchema.Action;
    private static readonly Shape Handled = new ValueShape();

    /// <summary>The runtimes of actions in JavaScript; the runner runs old ones on a newer one.</summary>
    public static readonly ImmutableArray<string> Nodes = [.. Schema.WordsOf("using").Where(word => word.StartsWith("node", StringComparison.Ordinal))];

    private static readonly Shape Hook = new ConditionShape(Availability.ActionHook) { TakesMarks = false };

    /// <summary>An action.</summary>
    public static MapShape Action { get; } = SchemaShapes.Map(Schema, "an action", "action-root-strict",
        ("name", CommonShapes.Plain),
        ("author", CommonShapes.Plain),
        ("description", CommonShapes.Plain),
        ("inputs", MapShape.Of("the inputs", SchemaShapes.Map(Schema, "an input", "input-strict",
            ("description", CommonShapes.Plain),
            ("required", Handled),
            ("deprecationMessage", Handled),
            ("default", new ValueShape(Availability.ActionDefault))) with
        { Others = Handled, MayBeNull = true, MayBeEmpty = true }) with
        { MayBeNull = true, MayBeEmpty = true }),
        ("outputs", Handled),
        ("runs", Handled),
        ("branding", Handled)) with
    { Required = ["runs"], Others = Handled };

    /// <summary>An action in JavaScript.</summary>
    public static MapShape Script { get; } = SchemaShapes.Map(Schema, "an action in JavaScript", "node-runs-strict",
        ("using", CommonShapes.Required),
        ("main", CommonShapes.Required),
        ("pre", CommonShapes.Plain),
        ("pre-if", Hook),
        ("post", CommonShapes.Plain),
        ("post-if", Hook));

    /// <summary>An action in a container.</summary>
    public static MapShape Container { get; } = SchemaShapes.Map(Schema, "an action in a container", "container-runs-strict",
        ("using", CommonShapes.Required),
        ("image", CommonShapes.Required),
        ("env", CommonShapes.Variables(Availability.ActionArguments)),
        ("entrypoint", CommonShapes.Plain),
        ("pre-entrypoint", CommonShapes.Plain),
        ("pre-if", Hook),
        ("post-entrypoint", CommonShapes.Plain),
        ("post-if", Hook),
        ("args", new ListShape(new TextShape(Availability.ActionArguments)) { MayBeEmpty = true }));

    /// <summary>An action of steps.</summary>
    public static MapShape Composite { get; } = SchemaShapes.Map(Schema, "an action of steps", "composite-runs-strict",
        ("using", CommonShapes.Required),
        ("steps", Handled));

    /// <summary>The outputs of an action of steps.</summary>
    public static Shape CompositeOutputs { get; } = MapShape.Of("the outputs", SchemaShapes.Map(Schema, "an output of an action of steps", "output-definition",
        ("description", CommonShapes.Plain),
        ("value", new TextShape(Availability.ActionOutput))) with
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
    public static MapShape Run { get; } = SchemaShapes.Map(Schema, "a step of an action that runs a script", "run-step",
    [
        .. EveryStep,
        ("run", new TextShape(Availability.ActionStep) { IsRequired = true }),
        ("shell", new ShellShape(Availability.ActionStep)),
        ("working-directory", new TextShape(Availability.ActionStep)),
    ]);

    /// <summary>A step that uses an action.</summary>
    public static MapShape Use { get; } = SchemaShapes.Map(Schema, "a step of an action that uses an action", "uses-step",
    [
        .. EveryStep,
        ("uses", CommonShapes.Required),
        ("with", MapShape.Of("the inputs", new TextShape(Availability.ActionStep)) with { Expression = Availability.ActionStep, MayBeEmpty = true }),
    ]);
}
