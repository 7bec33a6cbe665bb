using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Schemas;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Where a job runs: labels, or a group. Which labels there are is not looked at: anybody can name runners of their own.</summary>
internal sealed record RunnerShape : Shape
{
    private static readonly Shape Labels = new ListShape(new TextShape(Availability.JobKey) { IsRequired = true }) { AllowsOne = true, Expression = Availability.JobKey };

    private static readonly Shape Group = SchemaShapes.Map(PublishedSchema.Workflow, "a group of runners", "runs-on-mapping",
        ("group", new TextShape(Availability.JobKey) { IsRequired = true }), ("labels", Labels));

    /// <inheritdoc/>
    public override void Validate(YamlNode node, Label label, ValidationContext context)
    {
        if (node is YamlMapping)
        {
            Group.Validate(node, label, context);
        }
        else if (IsExpression(node) && node is YamlScalar scalar)
        {
            var type = ScalarExpressions.CheckOne(scalar, Availability.JobKey, context);
            if (type is ExpressionType.Map { Others: null } map && !map.Properties.ContainsKey("group") && !map.Properties.ContainsKey("labels"))
            {
                context.Add(ProblemKind.Expression, "The expression at 'runs-on' must be a label, a list of labels, or an object with 'group' or 'labels'", scalar.Span);
            }
        }
        else
        {
            Labels.Validate(node, label, context);
        }
    }
}
