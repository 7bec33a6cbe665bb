using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Templates;

/// <summary>Something that a template asks to be ticked or answered.</summary>
/// <param name="Kind">Whether it is ticked or answered.</param>
/// <param name="Text">What it says, as plain text.</param>
/// <param name="Span">Where.</param>
public sealed record TemplateItem(TemplateItemKind Kind, string Text, Place Span)
{
    /// <summary>What it stands below, the outermost first: headings, the label of a group of boxes, the line that introduces a list.</summary>
    public ImmutableArray<string> Below { get; init; } = [];
}

/// <summary>What a template asks of the person who fills it in.</summary>
public enum TemplateItemKind
{
    /// <summary>To tick a box.</summary>
    Checkbox,

    /// <summary>To answer a question of a form.</summary>
    Question,
}
