using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>True or false.</summary>
/// <param name="Availability">What an expression in its place may use; null where none may stand there.</param>
internal sealed record BooleanShape(Availability? Availability = null) : Shape
{
    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        if (Availability is not null && IsExpression(node) && node is YamlScalar expression)
        {
            ScalarExpressions.CheckOne(expression, Availability, context);
        }
        else if (node is not YamlScalar scalar || CoreSchema.BooleanOf(scalar) is null)
        {
            context.Add(ProblemKind.Type, $"'{label}' must be 'true' or 'false'{(Availability is null ? "" : ", or one expression")}", node.Span);
        }
    }
}
