using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Says what a scalar can become where its expressions take values that are written in the file.</summary>
internal static class StaticTexts
{
    // More combinations than GitHub starts jobs for are not told apart.
    private const int Most = 256;

    /// <summary>Every text that it can become; the scalar as it is written where that cannot be told. Never empty.</summary>
    public static ImmutableArray<StaticText> Of(YamlScalar scalar, ActionsScope scope)
    {
        if (!scalar.HasExpression())
        {
            return [Known(scalar)];
        }

        var expressions = ExpressionScanner.Scan(scalar.Value);
        if (expressions is [{ Root: { } root }] && ExpressionScanner.IsWhole(scalar.Value))
        {
            return Values(root, scalar, scope) is { IsEmpty: false } values ? values : [Unknown(scalar)];
        }

        ImmutableArray<string> texts = [""];
        var position = 0;
        foreach (var expression in expressions)
        {
            var values = expression.Root is null ? [] : Values(expression.Root, scalar, scope);
            if (values.IsEmpty || values.Any(value => !value.IsKnown) || values.Length * texts.Length > Most)
            {
                return [Unknown(scalar)];
            }

            var between = scalar.Value[position..expression.Offset];
            texts = [.. texts.SelectMany(text => values.Select(value => text + between + value.Located.Value))];
            position = expression.Offset + expression.Length;
        }

        return [.. texts.Select(text => new StaticText(new Located<string>(text + scalar.Value[position..], scalar.Span), scalar, IsKnown: true))];
    }

    // Nothing where it cannot be told.
    private static ImmutableArray<StaticText> Values(Expression expression, YamlScalar scalar, ActionsScope scope)
    {
        switch (expression)
        {
            case LiteralExpression { Value: var value }:
                return [new StaticText(new Located<string>(value.AsText, scalar.PlaceOf(expression.Offset, expression.Length)), scalar, IsKnown: true)];
            case LogicalExpression { IsAnd: true } and:
                return Values(and.Operands[^1], scalar, scope);
            case LogicalExpression or:
                return [.. or.Operands.SelectMany(operand => Values(operand, scalar, scope).DefaultIfEmpty(Unknown(scalar))).Take(Most)];
            default:
                return ContextPath.Of(expression) is { } path ? Values(path, scope) : [];
        }
    }

    private static ImmutableArray<StaticText> Values(ContextPath path, ActionsScope scope)
    {
        if (scope.Job is null || !path.Context.Equals("matrix", StringComparison.OrdinalIgnoreCase) || path.Segments.Contains(ContextPath.Any))
        {
            return [];
        }

        return [.. scope.Job.Matrix.Values(path.Segments.RemoveAt(0)).Take(Most).Select(node => node switch
        {
            YamlScalar value => value.HasExpression() ? Unknown(value) : Known(value),
            _ => new StaticText(new Located<string>("", node.Span), node, IsKnown: true),
        })];
    }

    private static StaticText Known(YamlScalar scalar) => new(new Located<string>(TextOf(scalar), scalar.Span), scalar, IsKnown: true);

    /// <summary>What the platform takes a scalar for: what is written without quotes may be a number, of which '3.10' and '3.1' are one, and is written out anew.</summary>
    /// <param name="scalar">The scalar.</param>
    public static string TextOf(YamlScalar scalar) =>
        scalar.IsNull ? ""
        : CoreSchema.NumberOf(scalar) is { } number ? new NumberValue(number).AsText
        : CoreSchema.BooleanOf(scalar) is { } boolean ? (boolean ? "true" : "false")
        : scalar.Value;

    private static StaticText Unknown(YamlScalar scalar) => new(new Located<string>(scalar.Value, scalar.Span), scalar, IsKnown: false);
}
