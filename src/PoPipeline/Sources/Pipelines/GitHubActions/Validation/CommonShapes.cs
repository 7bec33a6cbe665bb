using PoPipeline.Sources.Pipelines.GitHubActions.Schemas;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What several sections share.</summary>
internal static class CommonShapes
{
    /// <summary>A text that is taken as it is.</summary>
    public static Shape Plain { get; } = new TextShape();

    /// <summary>A text that must not be empty.</summary>
    public static Shape Required { get; } = new TextShape { IsRequired = true };

    /// <summary>True or false, written out.</summary>
    public static Shape Flag { get; } = new BooleanShape();

    /// <summary>Permissions of the token.</summary>
    public static Shape Permissions { get; } = new PermissionsShape();

    /// <summary>Environment variables.</summary>
    public static MapShape Variables(Availability values, Availability? whole = null) =>
        MapShape.Of("the variables", new TextShape(values)) with { Expression = whole ?? values, MayBeEmpty = true };

    /// <summary>Which runs wait for each other.</summary>
    public static Shape Concurrency(Availability availability) => new EitherShape(
        new TextShape(availability) { IsRequired = true },
        Sequence: null,
        SchemaShapes.Map(PublishedSchema.Workflow, "the concurrency", "concurrency-mapping",
            ("group", new TextShape(availability) { IsRequired = true }),
            ("cancel-in-progress", new BooleanShape(availability)),
            ("queue", new TextShape(availability) { IsRequired = true, Words = [.. PublishedSchema.Workflow.WordsOf("concurrency-queue")] })));

    /// <summary>What holds for every step that says nothing itself.</summary>
    public static Shape Defaults(Availability availability) => SchemaShapes.Map(PublishedSchema.Workflow, "the defaults", "workflow-defaults",
        ("run", SchemaShapes.Map(PublishedSchema.Workflow, "the defaults of scripts", "workflow-defaults-run",
            ("shell", new ShellShape(availability)),
            ("working-directory", new TextShape(availability))))) with
    { Required = ["run"] };
}
