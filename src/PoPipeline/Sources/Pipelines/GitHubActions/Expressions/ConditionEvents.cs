using System.Collections.Immutable;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Tells for which events a condition is never true: it asks for the event's name, or for what the event does not come with.</summary>
internal static class ConditionEvents
{
    /// <summary>The events for which it is never true, of those that may start the workflow.</summary>
    /// <param name="root">The condition.</param>
    /// <param name="scope">What is known where it stands.</param>
    public static ImmutableArray<string> NeverOn(Expression root, OriginScope scope)
    {
        if (!AsksForEvent(root))
        {
            return [];
        }

        var names = scope.IsCalled ? EventTable.Names : scope.Events.Select(found => found.Name);
        return [.. names.Where(name => Truth(root, name) is false)];
    }

    private static bool AsksForEvent(Expression node) => ContextPath.Of(node) is { } path ? IsOfEvent(path) : node.Parts.Any(AsksForEvent);

    private static bool IsOfEvent(ContextPath path) => path.Is("github.event_name") || IsHead(path) || PropertyOf(path) is not null;

    // Whether it is true in a run of the event; null where that depends on the run.
    private static bool? Truth(Expression node, string name) => node switch
    {
        NotExpression not => !Truth(not.Operand, name),
        LogicalExpression logical => Logical(logical, name),
        _ when ContextPath.Of(node) is { Segments.Length: 3 } path && PropertyOf(path) is { } property && EventProperties.MustHold(name, property) => true,
        _ => IsKnown(node, name) ? Evaluator(name).Evaluate(node)?.IsTruthy : null,
    };

    // One part that is false settles 'and', one that is true settles 'or', whatever the others are.
    private static bool? Logical(LogicalExpression logical, string name)
    {
        bool? all = logical.IsAnd;
        foreach (var operand in logical.Operands)
        {
            var truth = Truth(operand, name);
            if (truth == !logical.IsAnd)
            {
                return truth;
            }

            all = truth is null ? null : all;
        }

        return all;
    }

    private static bool IsKnown(Expression node, string name)
    {
        if (ContextPath.Of(node) is { } path)
        {
            return path.Is("github.event_name")
                || (IsHead(path) && !name.StartsWith("pull_request", StringComparison.OrdinalIgnoreCase))
                || (PropertyOf(path) is { } property && !EventProperties.MayHold(name, property));
        }

        return node is LiteralExpression || (node.Parts.Length > 0 && node.Parts.All(part => IsKnown(part, name)));
    }

    // What only proposals have.
    private static bool IsHead(ContextPath path) => path.Is("github.head_ref") || path.Is("github.base_ref");

    private static string? PropertyOf(ContextPath path) => path[1] is { } one && one.Equals("event", StringComparison.OrdinalIgnoreCase) && path.Context.Equals("github", StringComparison.OrdinalIgnoreCase) ? path[2] : null;

    // Whatever else is asked for is not there: only that is known.
    private static ExpressionEvaluator Evaluator(string name) => new(context => context.Equals("github", StringComparison.OrdinalIgnoreCase)
        ? new ObjectValue([new("event_name", new StringValue(name)), new("event", new ObjectValue([])), new("head_ref", new StringValue("")), new("base_ref", new StringValue(""))])
        : null);
}
