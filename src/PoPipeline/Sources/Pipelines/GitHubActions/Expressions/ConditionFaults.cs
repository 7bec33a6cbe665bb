using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Finds what is unsound in a condition.</summary>
internal static class ConditionFaults
{
    /// <summary>Every fault, in the order of the text.</summary>
    public static IEnumerable<FoundFault> Of(Expression root, OriginScope scope)
    {
        var found = ImmutableArray.CreateBuilder<FoundFault>();
        if (ConstantTruth(root) is { } always)
        {
            found.Add(always);
        }

        Visit(root, [], isNegated: false, scope, found);
        return found.OrderBy(fault => fault.Node.Offset);
    }

    /// <summary>What makes a condition true whatever else it says; null where nothing does.</summary>
    /// <remarks>A word that is written out, such as <c>true</c>, hides nothing; a text, or a part that outweighs the others, does.</remarks>
    public static FoundFault? ConstantTruth(Expression root)
    {
        if (root is LiteralExpression { Value: BooleanValue })
        {
            return null;
        }

        var outweighing = root is LogicalExpression { IsAnd: false } chain
            ? chain.Operands.FirstOrDefault(operand => ExpressionEvaluator.ConstantOf(operand) is { IsTruthy: true })
            : ExpressionEvaluator.ConstantOf(root) is { IsTruthy: true } ? root : null;
        return outweighing is null or LiteralExpression { Value: BooleanValue } ? null
            : new FoundFault(ConditionFaultKind.AlwaysTrue, outweighing, "this part is true by itself, so the condition is true whatever the rest says");
    }

    private static void Visit(Expression node, ImmutableArray<Expression> beside, bool isNegated, OriginScope scope, ImmutableArray<FoundFault>.Builder found)
    {
        switch (node)
        {
            case NotExpression not:
                Visit(not.Operand, [], !isNegated, scope, found);
                break;
            case LogicalExpression logical:
                if (!logical.IsAnd)
                {
                    found.AddRange(UnsoundChoices(logical));
                }

                foreach (var operand in logical.Operands)
                {
                    Visit(operand, logical.IsAnd ? beside.AddRange(logical.Operands.Remove(operand)) : beside, isNegated, scope, found);
                }

                break;
            case ComparisonExpression comparison when SpoofableActor(comparison, beside, isNegated, scope) is { } fault:
                found.Add(fault);
                break;
            case ComparisonExpression comparison:
                Visit(comparison.Left, beside, isNegated, scope, found);
                Visit(comparison.Right, beside, isNegated, scope, found);
                break;
            case CallExpression call when SubstringMatch(call, isNegated, scope) is { } fault:
                found.Add(fault);
                break;
        }
    }

    private static IEnumerable<FoundFault> UnsoundChoices(LogicalExpression chain) =>
        chain.Operands.SkipLast(1)
            .OfType<LogicalExpression>()
            .Where(choice => choice.IsAnd && ExpressionEvaluator.ConstantOf(choice.Operands[^1]) is { IsTruthy: false })
            .Select(choice => new FoundFault(ConditionFaultKind.UnsoundChoice, choice,
                "its last part counts as false, so what stands behind '||' is taken whether or not the first part holds"));

    private static FoundFault? SpoofableActor(ComparisonExpression comparison, ImmutableArray<Expression> beside, bool isNegated, OriginScope scope)
    {
        if (isNegated || comparison.Operator is not ComparisonOperator.Equal || !scope.Events.Any(found => found.Name is "pull_request_target" or "workflow_run"))
        {
            return null;
        }

        var (path, value) = ConditionGates.Sides(comparison);
        if (path is null || value is null || !ActorNames.IsLastActor(path) || !ActorNames.IsBot(value))
        {
            return null;
        }

        // Another condition beside it that does hold makes this one harmless.
        return beside.Any(other => !ReferenceEquals(other, comparison) && !ConditionGates.Of(other, scope).IsEmpty)
            ? null
            : new FoundFault(ConditionFaultKind.SpoofableActor, comparison,
                $"'{path}' is whoever acted last, and an outsider can make the bot '{value.AsText}' act on a pull request of their own");
    }

    private static FoundFault? SubstringMatch(CallExpression call, bool isNegated, OriginScope scope)
    {
        if (isNegated || !call.Calls("contains") || call.Arguments.Length is not 2 || ExpressionEvaluator.ConstantOf(call.Arguments[0]) is not StringValue whole)
        {
            return null;
        }

        var needle = ExpressionOrigins.Of(call.Arguments[1], scope);
        return needle is { Origin: Origin.Outsider or Origin.Contributor, Charset: not Charset.Fixed }
            ? new FoundFault(ConditionFaultKind.SubstringMatch, call,
                $"it is true for every part of '{whole.Text}', such as one letter of it; compare with '==', or look in a list made by 'fromJSON'")
            : null;
    }
}

/// <summary>Something unsound in a condition, by its node.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Node">The part that it is about.</param>
/// <param name="Why">Why, as a sentence without a full stop.</param>
internal sealed record FoundFault(ConditionFaultKind Kind, Expression Node, string Why);
