using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks the steps of a job or of an action.</summary>
internal static class StepsValidator
{
    /// <summary>Reports what is wrong with the steps, and tells what the <c>steps</c> context holds behind them.</summary>
    public static ExpressionType Validate(YamlNode node, StepRules rules, Func<string, YamlMapping?> local, ValidationContext context)
    {
        var done = ExpressionType.NoProperties;
        if (node is not YamlSequence { Items.IsEmpty: false } steps)
        {
            context.Add(ProblemKind.Type, "'steps' must be a list of at least one step", node.Span);
            return ExpressionType.AnyMap;
        }

        foreach (var item in steps.Items)
        {
            if (item is not YamlMapping step)
            {
                context.Add(ProblemKind.Type, "A step must be a mapping with 'run' or 'uses'", item.Span);
                continue;
            }

            Step(step, rules, local, context with { Scope = context.Scope.With("steps", new ExpressionType.Map(done, Others: null)) });
            if (step["id"] is YamlScalar { IsNull: false } id)
            {
                Ids.Check(id, "a step", context);
                if (done.ContainsKey(id.Value))
                {
                    context.Add(ProblemKind.Id, $"Two steps have the id '{id.Value}'; upper and lower case make no difference", id.Span);
                }

                done = done.SetItem(id.Value, ExpressionType.Of(("outputs", Outputs(step, local)), ("outcome", ExpressionType.Text), ("conclusion", ExpressionType.Text)));
            }
        }

        return new ExpressionType.Map(done, Others: null);
    }

    private static void Step(YamlMapping step, StepRules rules, Func<string, YamlMapping?> local, ValidationContext context)
    {
        var run = step.Entry("run");
        var uses = step.Entry("uses");
        if (run is not null && uses is not null)
        {
            context.Add(ProblemKind.Key, "A step has either 'run' or 'uses', not both", MappingKeys.StartOf(step));
        }
        else if (run is not null)
        {
            rules.Run.Validate(step, context);
        }
        else if (uses is not null)
        {
            rules.Use.Validate(step, context);
            UsesValidator.Validate(uses, step, local, context);
        }
        else if (step.Entries.Any(entry => entry.Key.Value is "wait" or "wait-all" or "cancel" or "parallel"))
        {
            WorkflowShapes.Wait.Validate(step, context);
        }
        else if (!step.Entries.Any(entry => entry.Key.Value is MappingKeys.Merge))
        {
            context.Add(ProblemKind.Key, "A step needs 'run' or 'uses'", MappingKeys.StartOf(step));
            MappingKeys.CheckDuplicates(step, context);
        }
        else
        {
            MappingKeys.CheckDuplicates(step, context);
        }
    }

    private static ExpressionType Outputs(YamlMapping step, Func<string, YamlMapping?> local) =>
        step["uses"] is YamlScalar uses && LocalAction.Find(uses.Value, local) is { IsComposite: true } action ? action.OutputTypes : ExpressionType.TextMap;
}
