using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks steps that run nothing themselves: they wait for others, end one, or hold some that run at the same time.</summary>
internal static class WaitValidator
{
    /// <summary>Whether it is such a step.</summary>
    public static bool Handles(YamlMapping step) => ShapeOf(step) is not null;

    /// <summary>Reports what is wrong with such a step. The steps that it holds are looked at by themselves.</summary>
    /// <param name="step">The step.</param>
    /// <param name="context">Where it is looked at; its scope knows the steps before.</param>
    public static void Validate(YamlMapping step, ValidationContext context)
    {
        ShapeOf(step)?.Validate(step, context);
        foreach (var target in step["wait"].Scalars().Concat((step["cancel"] as YamlScalar).Scalars()).Where(target => target.Value.Length > 0))
        {
            Target(target, step, context);
        }

        if (step["wait-all"] is YamlScalar all && all.Is(expected: false))
        {
            context.Add(ProblemKind.Type, "'wait-all' must be 'true', or stand without a value", all.Span);
        }

        if (step.Entry("parallel") is { Value: not YamlSequence { Items.IsEmpty: false } } parallel)
        {
            context.Add(ProblemKind.Type, "'parallel' must be a list of at least one step", parallel.Value.Span);
        }
    }

    private static MapShape? ShapeOf(YamlMapping step) =>
        step.Entry("wait") is not null ? WorkflowShapes.Wait
        : step.Entry("wait-all") is not null ? WorkflowShapes.WaitAll
        : step.Entry("cancel") is not null ? WorkflowShapes.Cancel
        : step.Entry("parallel") is not null ? WorkflowShapes.Parallel
        : null;

    private static void Target(YamlScalar target, YamlMapping step, ValidationContext context)
    {
        if (ScalarExpressions.HasAny(target))
        {
            context.Add(ProblemKind.Type, "The id of a step takes no expression here; write it out", target.Span);
        }
        else if (Ids.IsReserved(target.Value))
        {
            context.Add(ProblemKind.Id, $"No step can have the id '{target.Value}': those that start with two underscores are reserved", target.Span);
        }
        else if (step["id"] is YamlScalar own && own.Value.Equals(target.Value, StringComparison.OrdinalIgnoreCase))
        {
            context.Add(ProblemKind.Id, $"The step '{target.Value}' names itself", target.Span);
        }
        else if (context.Scope["steps"] is ExpressionType.Map { Others: null } done && !done.Properties.ContainsKey(target.Value))
        {
            context.Add(ProblemKind.Id, $"No step before this has the id '{target.Value}'{(done.Properties.IsEmpty ? "" : $"; {Names.OneOf(done.Properties.Keys)}")}", target.Span);
        }
    }
}
