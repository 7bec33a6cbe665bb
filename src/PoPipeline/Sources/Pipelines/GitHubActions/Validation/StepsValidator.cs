using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks the steps of a job or of an action.</summary>
internal static class StepsValidator
{
    // What a group of steps that run at the same time does by itself.
    private static readonly ImmutableArray<string> NotInParallel = [StepKinds.Background, .. StepKinds.WithoutProgram];

    /// <summary>Reports what is wrong with the steps, and tells what the <c>steps</c> context holds behind them.</summary>
    public static ExpressionType Validate(YamlNode node, StepRules rules, Func<string, YamlMapping?> local, ValidationContext context)
    {
        var done = ExpressionType.NoProperties;
        if (node is not YamlSequence { Items.IsEmpty: false } steps)
        {
            context.Add(ProblemKind.Type, "'steps' must be a list of at least one step", node.Span);
            return ExpressionType.AnyMap;
        }

        var workspace = new Workspace(local, context.LacksAction);
        foreach (var item in steps.Items)
        {
            if (item is not YamlMapping step)
            {
                context.Add(ProblemKind.Type, "A step must be a mapping with 'run' or 'uses'", item.Span);
                continue;
            }

            Step(step, rules, workspace, context with { Scope = ScopeOf(context, done) });
            done = Done(done, step, local, context);
            if (rules.MayWait && step["parallel"] is YamlSequence group)
            {
                done = Parallel(group, rules, workspace, done, context);
            }
        }

        return new ExpressionType.Map(done, Others: null);
    }

    private static TypeScope ScopeOf(ValidationContext context, ImmutableDictionary<string, ExpressionType> done) =>
        context.Scope.With("steps", new ExpressionType.Map(done, Others: null));

    // None of them waits for another, so that each knows only what was done before all of them.
    private static ImmutableDictionary<string, ExpressionType> Parallel(
        YamlSequence group, StepRules rules, Workspace workspace, ImmutableDictionary<string, ExpressionType> before, ValidationContext context)
    {
        var done = before;
        foreach (var item in group.Items)
        {
            if (item is not YamlMapping step)
            {
                context.Add(ProblemKind.Type, "A step must be a mapping with 'run' or 'uses'", item.Span);
            }
            else if (step.Entries.FirstOrDefault(entry => NotInParallel.Contains(entry.Key.Value)) is { } entry)
            {
                context.Add(ProblemKind.Key, $"'{entry.Key.Value}' does not stand in a group of steps that run at the same time: the group starts them in the background and waits for them by itself", step.Span);
            }
            else
            {
                Step(step, rules, workspace, context with { Scope = ScopeOf(context, before) });
                done = Done(done, step, workspace.Local, context);
            }
        }

        return done;
    }

    private static ImmutableDictionary<string, ExpressionType> Done(
        ImmutableDictionary<string, ExpressionType> done, YamlMapping step, Func<string, YamlMapping?> local, ValidationContext context)
    {
        if (step["id"] is not YamlScalar { IsNull: false } id)
        {
            return done;
        }

        Ids.Check(id, "a step", context);
        if (done.ContainsKey(id.Value))
        {
            context.Add(ProblemKind.Id, $"Two steps have the id '{id.Value}'; upper and lower case make no difference", id.Span);
        }

        return done.SetItem(id.Value, ExpressionType.Of(("outputs", Outputs(step, local)), ("outcome", ExpressionType.Text), ("conclusion", ExpressionType.Text)));
    }

    private static void Step(YamlMapping step, StepRules rules, Workspace workspace, ValidationContext context)
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
            UsesValidator.Validate(uses, step, workspace, context);
        }
        else if (rules.MayWait && WaitValidator.Handles(step))
        {
            WaitValidator.Validate(step, context);
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

        workspace.After(step);
    }

    private static ExpressionType Outputs(YamlMapping step, Func<string, YamlMapping?> local) =>
        step["uses"] is YamlScalar uses && LocalAction.Find(uses.Value, local) is { IsComposite: true } action ? action.OutputTypes : ExpressionType.TextMap;
}
