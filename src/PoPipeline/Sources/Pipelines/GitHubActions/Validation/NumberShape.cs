using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>A number above zero.</summary>
/// <param name="Availability">What an expression in its place may use; null where none may stand there.</param>
/// <param name="IsWhole">Whether it must be a whole number.</param>
internal sealed record NumberShape(Availability? Availability, bool IsWhole) : Shape
{
    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        if (Availability is not null && IsExpression(node) && node is YamlScalar expression)
        {
            ScalarExpressions.CheckOne(expression, Availability, context);
        }
        else if (node is not YamlScalar scalar || CoreSchema.NumberOf(scalar) is not { } number || number <= 0 || !double.IsFinite(number) || (IsWhole && number % 1 is not 0))
        {
            context.Add(ProblemKind.Type, $"'{label}' must be {(IsWhole ? "a whole number" : "a number")} above zero{(Availability is null ? "" : ", or one expression")}", node.Span);
        }
    }
}
