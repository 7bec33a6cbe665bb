using System.Collections.Immutable;

namespace PoPipeline.Sources.Templates;

/// <summary>What a type of field takes, by GitHub's documentation "Syntax for GitHub's form schema".</summary>
/// <param name="Type">The type.</param>
/// <param name="Attributes">The keys of <c>attributes</c>.</param>
/// <param name="Required">Those of them that must be there.</param>
/// <param name="Texts">Those of them that are texts.</param>
internal sealed record FieldShape(string Type, ImmutableArray<string> Attributes, ImmutableArray<string> Required, ImmutableArray<string> Texts)
{
    /// <summary>The type that is text to read, and no field to fill in.</summary>
    public const string Markdown = "markdown";

    /// <summary>The type whose options are boxes.</summary>
    public const string Checkboxes = "checkboxes";

    /// <summary>The type whose options are a menu.</summary>
    public const string Dropdown = "dropdown";

    /// <summary>The types.</summary>
    /// <remarks>The documentation calls the label of boxes required, and shows forms without one as right; so none is asked for.</remarks>
    public static ImmutableArray<FieldShape> All { get; } =
    [
        new(Checkboxes, ["label", "description", "options"], ["options"], ["label"]),
        new(Dropdown, ["label", "description", "multiple", "options", "default"], ["label", "options"], ["label"]),
        new("input", ["label", "description", "placeholder", "value"], ["label"], ["label"]),
        new(Markdown, ["value"], ["value"], ["value"]),
        new("textarea", ["label", "description", "placeholder", "value", "render"], ["label"], ["label", "render"]),
        new("upload", ["label", "description"], ["label"], ["label"]),
    ];
}
