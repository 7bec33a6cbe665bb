using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>A condition.</summary>
/// <param name="Availability">What it may use.</param>
internal sealed record ConditionShape(Availability Availability) : Shape
{
    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        if (node is not YamlScalar scalar)
        {
            context.Add(ProblemKind.Type, $"'{label}' must be a condition, not {Describe(node)}", node.Span);
        }
        else if (scalar.IsNull)
        {
            context.Add(ProblemKind.Type, $"'{label}' must not be empty", scalar.Span);
        }
        else
        {
            ScalarExpressions.CheckCondition(scalar, Availability, context);
        }
    }
}
