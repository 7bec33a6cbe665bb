using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Finds the steps whose results an expression takes: <c>steps.scan.outcome</c>.</summary>
internal static class StepReferences
{
    /// <summary>Their ids, each once.</summary>
    public static ImmutableArray<string> Of(Expression root)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        Visit(root, found);
        return found.Count == 0 ? [] : [.. found.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static void Visit(Expression node, ImmutableArray<string>.Builder found)
    {
        if (StepOf(node) is { } id)
        {
            found.Add(id);
        }

        foreach (var part in node.Parts)
        {
            Visit(part, found);
        }
    }

    private static string? StepOf(Expression node) => node switch
    {
        MemberExpression { Target: ContextExpression context } member when IsSteps(context) => member.Name,
        IndexExpression { Target: ContextExpression context } index when IsSteps(context) && ExpressionEvaluator.ConstantOf(index.Index) is { IsScalar: true } key and not NumberValue => key.AsText,
        _ => null,
    };

    private static bool IsSteps(ContextExpression context) => context.Name.Equals("steps", StringComparison.OrdinalIgnoreCase);
}
