using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks the steps of a job or of an action.</summary>
/// <param name="rules">What the steps must be.</param>
/// <param name="local">The root of an action of the repository.</param>
/// <param name="context">Where they stand.</param>
internal sealed class StepsValidator(StepRules rules, Func<string, YamlMapping?> local, ValidationContext context)
{
    private ImmutableDictionary<string, ExpressionType> done = ExpressionType.NoProperties;

    /// <summary>Reports what is wrong with the steps, and tells what the <c>steps</c> context holds behind them.</summary>
    public static ExpressionType Validate(YamlNode node, StepRules rules, Func<string, YamlMapping?> local, ValidationContext context)
    {
        if (node is not YamlSequence { Items.IsEmpty: false } steps)
        {
            context.Add(ProblemKind.Type, "'steps' must be a list of at least one step", node.Span);
            return ExpressionType.AnyMap;
        }

        var validator = new StepsValidator(rules, local, context);
        validator.Steps(steps, inGroup: false);
        return new ExpressionType.Map(validator.done, Others: null);
    }

    // A document nests only as deep as the reader lets it.
    private void Steps(YamlSequence steps, bool inGroup)
    {
        foreach (var item in steps.Items)
        {
            if (item is not YamlMapping step)
            {
                context.Add(ProblemKind.Type, "A step must be a mapping with 'run' or 'uses'", item.Span);
                continue;
            }

            if (inGroup && step.Entries.FirstOrDefault(entry => IsAside(entry.Key.Value)) is { } aside)
            {
                context.Add(ProblemKind.Key, $"'{aside.Key.Value}' cannot stand in a group of steps: all of them run in the background, and the job waits for them", step.Span);
            }

            Step(step, context with { Scope = context.Scope.With("steps", new ExpressionType.Map(done, Others: null)) });
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
    }

    private void Step(YamlMapping step, ValidationContext here)
    {
        var run = step.Entry("run");
        var uses = step.Entry("uses");
        if (run is not null && uses is not null)
        {
            here.Add(ProblemKind.Key, "A step has either 'run' or 'uses', not both", MappingKeys.StartOf(step));
        }
        else if (run is not null)
        {
            rules.Run.Validate(step, here);
        }
        else if (uses is not null)
        {
            rules.Use.Validate(step, here);
            UsesValidator.Validate(uses, step, local, here);
        }
        else if (step.Entries.FirstOrDefault(entry => StepKinds.WithoutProgram.Contains(entry.Key.Value)) is { } pause)
        {
            Pause(step, pause, here);
        }
        else if (!step.Entries.Any(entry => entry.Key.Value is MappingKeys.Merge))
        {
            here.Add(ProblemKind.Key, "A step needs 'run' or 'uses'", MappingKeys.StartOf(step));
            MappingKeys.CheckDuplicates(step, here);
        }
        else
        {
            MappingKeys.CheckDuplicates(step, here);
        }
    }

    // A step that runs nothing itself.
    private void Pause(YamlMapping step, YamlEntry pause, ValidationContext here)
    {
        if (!rules.MayWait)
        {
            here.Add(ProblemKind.Key, $"A step of an action needs 'run' or 'uses'; '{pause.Key.Value}' stands in jobs alone", pause.Key.Span);
            MappingKeys.CheckDuplicates(step, here);
            return;
        }

        switch (pause.Key.Value)
        {
            case StepKinds.Wait:
                WorkflowShapes.Wait.Validate(step, here);
                Targets(step, pause, here);
                break;
            case StepKinds.Cancel:
                WorkflowShapes.Cancel.Validate(step, here);
                Targets(step, pause, here);
                break;
            case StepKinds.WaitAll:
                WorkflowShapes.WaitAll.Validate(step, here);
                if (pause.Value is not YamlScalar said || !(said.IsNull || (said.IsPlain && said.Is(expected: true))))
                {
                    here.Add(ProblemKind.Type, $"'{StepKinds.WaitAll}' must be 'true', or nothing", pause.Value.Span);
                }

                break;
            default:
                WorkflowShapes.Parallel.Validate(step, here);
                if (pause.Value is YamlSequence { Items.IsEmpty: false } steps)
                {
                    Steps(steps, inGroup: true);
                }
                else
                {
                    here.Add(ProblemKind.Type, $"'{StepKinds.Parallel}' must be a list of at least one step", pause.Value.Span);
                }

                break;
        }
    }

    private void Targets(YamlMapping step, YamlEntry pause, ValidationContext here)
    {
        var own = step.Scalar("id")?.Value;
        foreach (var target in pause.Value.Scalars().Where(target => target.Value.Length > 0))
        {
            if (target.Value.Equals(own, StringComparison.OrdinalIgnoreCase))
            {
                here.Add(ProblemKind.Id, $"The step '{target.Value}' cannot be a target of its own '{pause.Key.Value}'", target.Span);
            }
            else if (!done.ContainsKey(target.Value))
            {
                here.Add(ProblemKind.Id, $"No step before this one has the id '{target.Value}' that '{pause.Key.Value}' names", target.Span);
            }
        }
    }

    private static bool IsAside(string key) => key is StepKinds.Background || StepKinds.WithoutProgram.Contains(key);

    private static ExpressionType Outputs(YamlMapping step, Func<string, YamlMapping?> local) =>
        step["uses"] is YamlScalar uses && LocalAction.Find(uses.Value, local) is { IsComposite: true } action ? action.OutputTypes : ExpressionType.TextMap;
}
