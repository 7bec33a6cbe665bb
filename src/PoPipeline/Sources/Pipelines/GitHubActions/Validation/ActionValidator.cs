using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks an <c>action.yml</c>.</summary>
internal static class ActionValidator
{
    /// <summary>Reports what is wrong with an action.</summary>
    public static void Validate(YamlMapping root, Func<string, YamlMapping?> local, ValidationContext context)
    {
        ActionShapes.Action.Validate(root, context);
        if (root["runs"] is not { } node)
        {
            return;
        }

        if (node is not YamlMapping runs)
        {
            context.Add(ProblemKind.Type, "'runs' must be a mapping", node.Span);
            return;
        }

        context = context with { Scope = context.Scope.With("inputs", InputTypes.OfAction(root["inputs"])) };
        switch ((runs["using"] as YamlScalar)?.Value)
        {
            case "composite":
                Composite(root, runs, local, context);
                break;
            case "docker":
                ActionShapes.Container.Validate(runs, context);
                break;
            case { } runtime when ActionShapes.Nodes.Contains(runtime):
                ActionShapes.Script.Validate(runs, context);
                break;
            case { } unknown:
                context.Add(ProblemKind.Type, $"'{unknown}' runs no action; {Names.OneOf([.. ActionShapes.Nodes, "composite", "docker"])}", (runs["using"] ?? runs).Span);
                break;
            default:
                context.Add(ProblemKind.Key, "'runs' needs the key 'using'", MappingKeys.StartOf(runs));
                break;
        }
    }

    private static void Composite(YamlMapping root, YamlMapping runs, Func<string, YamlMapping?> local, ValidationContext context)
    {
        ActionShapes.Composite.Validate(runs, context);
        if (runs["steps"] is { } steps)
        {
            var types = StepsValidator.Validate(steps, StepRules.OfAction, local, context);
            context = context with { Scope = context.Scope.With("steps", types) };
        }

        if (root["outputs"] is { } outputs)
        {
            ActionShapes.CompositeOutputs.Validate(outputs, "outputs", context);
        }
    }
}
