using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Nothing, or a single value.</summary>
/// <param name="Inner">What a value must be; null where none may stand there.</param>
internal sealed record OptionalShape(Shape? Inner) : Shape
{
    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        if (node is YamlScalar { IsNull: true })
        {
            return;
        }

        if (Inner is null)
        {
            context.Add(ProblemKind.Type, $"'{label}' must not be {Describe(node)}", node.Span);
        }
        else
        {
            Inner.Validate(node, label, context);
        }
    }
}
