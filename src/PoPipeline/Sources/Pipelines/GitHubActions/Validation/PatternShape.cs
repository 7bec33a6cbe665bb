using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>A pattern of branches, tags or paths.</summary>
/// <param name="IsPath">Whether it is one of paths.</param>
internal sealed record PatternShape(bool IsPath) : Shape
{
    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        if (node is not YamlScalar { IsNull: false } scalar)
        {
            context.Add(ProblemKind.Type, $"'{label}' is a list of patterns, not of {Describe(node)}", node.Span);
        }
        else if (FilterPattern.Fault(scalar.Value, IsPath) is { } fault)
        {
            context.Add(ProblemKind.Pattern, $"The pattern '{scalar.Value}' is not valid: {fault}", scalar.Span);
        }
    }
}
