using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Tells which conditions are true whatever became of the jobs before: <c>always()</c>, <c>!cancelled()</c>, and nothing that asks for their results.</summary>
/// <remarks>Source: https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions.</remarks>
internal static class RegardlessConditions
{
    /// <summary>Where that is written; null where the condition asks for a result, or says nothing of one.</summary>
    /// <param name="condition">The condition.</param>
    public static Place? Of(YamlScalar condition)
    {
        var text = condition.Value;
        if (!text.Contains("always", StringComparison.OrdinalIgnoreCase) && !text.Contains("cancelled", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var embedded = ExpressionScanner.Scan(text);
        var root = embedded switch
        {
            [] => ExpressionParser.Parse(text).Root,
            [var only] when only.Length == text.Trim().Length => only.Root,
            _ => null,
        };
        ImmutableArray<Expression> parts = root is LogicalExpression { IsAnd: true } all ? all.Operands : root is null ? [] : [root];
        return parts.FirstOrDefault(IsRegardless) is { } found && !parts.Any(AsksForResult) ? condition.PlaceOf(found.Offset, found.Length) : null;
    }

    private static bool IsRegardless(Expression part) =>
        part is CallExpression always && always.Calls("always") || part is NotExpression { Operand: CallExpression cancelled } && cancelled.Calls("cancelled");

    // Of a job before, or of a step; what another job hands over may be a result as well.
    private static bool AsksForResult(Expression node) =>
        (node is CallExpression call && (call.Calls("success") || call.Calls("failure")))
        || (ContextPath.Of(node) is { } path && path.Context.ToUpperInvariant() is "NEEDS" or "STEPS" or "JOBS")
        || node is ContextExpression { Name: "needs" or "steps" or "jobs" }
        || node.Parts.Any(AsksForResult);
}
