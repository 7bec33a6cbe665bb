using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>A condition.</summary>
/// <param name="Availability">What it may use.</param>
internal sealed record ConditionShape(Availability Availability) : Shape
{
    /// <summary>Whether it may stand within the marks of an expression.</summary>
    public bool TakesMarks { get; init; } = true;

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
        else if (!TakesMarks && ScalarExpressions.HasAny(scalar))
        {
            context.Add(ProblemKind.Expression, $"'{label}' takes a condition without '${{{{ }}}}', which is not put in here; write it without", scalar.Span);
        }
        else
        {
            ScalarExpressions.CheckCondition(scalar, Availability, context);
        }
    }
}
