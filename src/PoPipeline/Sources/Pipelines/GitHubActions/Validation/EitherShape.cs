using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>One of several shapes, by what kind of node stands there.</summary>
/// <param name="Scalar">For a single value; null where none may stand there.</param>
/// <param name="Sequence">For a list; null where none may stand there.</param>
/// <param name="Mapping">For a mapping; null where none may stand there.</param>
internal sealed record EitherShape(Shape? Scalar, Shape? Sequence, Shape? Mapping) : Shape
{
    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        var shape = node switch
        {
            YamlMapping => Mapping,
            YamlSequence => Sequence,
            _ => Scalar,
        };
        if (Mapping is not null && Scalar is TextShape { Availability: { } availability } && IsExpression(node) && node is YamlScalar expression)
        {
            // One expression may give the mapping as well as the text.
            ScalarExpressions.CheckOne(expression, availability, context);
        }
        else if (shape is null)
        {
            context.Add(ProblemKind.Type, $"'{label}' must not be {Describe(node)}", node.Span);
        }
        else
        {
            shape.Validate(node, label, context);
        }
    }
}
