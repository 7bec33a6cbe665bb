using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>A list.</summary>
/// <param name="Item">What each item must be.</param>
internal sealed record ListShape(Shape Item) : Shape
{
    /// <summary>Whether one item may stand in place of a list of it.</summary>
    public bool AllowsOne { get; init; }

    /// <summary>Whether the list may be empty.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>What an expression in place of the list may use; null where none may stand there.</summary>
    public Availability? Expression { get; init; }

    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        switch (node)
        {
            case YamlSequence { Items.IsEmpty: true } when !MayBeEmpty:
                context.Add(ProblemKind.Type, $"'{label}' must not be empty", node.Span);
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    Item.Validate(item, label, context);
                }

                break;
            case YamlScalar { IsNull: false } when Expression is { } availability && IsExpression(node):
                ScalarExpressions.CheckOne((YamlScalar)node, availability, context);
                break;
            case YamlScalar { IsNull: false } when AllowsOne:
                Item.Validate(node, label, context);
                break;
            default:
                context.Add(ProblemKind.Type, $"'{label}' must be a list, not {Describe(node)}", node.Span);
                break;
        }
    }
}
