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
        if (ContextPath.Of(node) is { } path && path.Context.Equals("steps", StringComparison.OrdinalIgnoreCase) && path[1] is { } id && id is not ContextPath.Any)
        {
            found.Add(id);
        }

        foreach (var part in node.Parts)
        {
            Visit(part, found);
        }
    }
}
