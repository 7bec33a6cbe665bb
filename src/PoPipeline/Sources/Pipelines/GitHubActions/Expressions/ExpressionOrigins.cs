using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Tells who controls what an expression becomes.</summary>
internal static class ExpressionOrigins
{
    /// <summary>Who controls the text that an expression becomes.</summary>
    public static Provenance Of(Expression root, OriginScope scope) => root switch
    {
        LiteralExpression or NotExpression or ComparisonExpression => Provenance.Constant,
        LogicalExpression logical => Logical(logical, scope),
        CallExpression call => Call(call, scope),
        MemberExpression or IndexExpression or FilterExpression or ContextExpression => Reference(root, scope),
        _ => Provenance.Unknown,
    };

    // 'a && b' is b, or what is false in a: nothing, 0 or false. 'a || b' is either.
    private static Provenance Logical(LogicalExpression logical, OriginScope scope) =>
        logical.IsAnd
            ? ExpressionEvaluator.ConstantOf(logical) is null ? Of(logical.Operands[^1], scope) : Provenance.Constant
            : Provenance.Join(logical.Operands.Select(operand => Of(operand, scope)));

    private static Provenance Call(CallExpression call, OriginScope scope)
    {
        if (call.Calls("format") || call.Calls("join") || call.Calls("toJSON") || call.Calls("fromJSON"))
        {
            return Provenance.Join(call.Arguments.Select(argument => Of(argument, scope)));
        }

        if (call.Calls("case"))
        {
            // Every second argument is a value, and the last one is the default.
            return Provenance.Join(call.Arguments.Where((_, index) => index % 2 is 1 || index == call.Arguments.Length - 1).Select(value => Of(value, scope)));
        }

        return ExpressionFunction.Find(call.Name) is null ? Provenance.Unknown : Provenance.Constant;
    }

    private static Provenance Reference(Expression expression, OriginScope scope)
    {
        if (ContextPath.Of(expression) is { } path)
        {
            return ContextOrigins.Of(path, scope);
        }

        // A part of something computed: fromJSON(…).name, (a || b).name.
        return expression switch
        {
            MemberExpression member => Of(member.Target, scope),
            IndexExpression index => Of(index.Target, scope),
            FilterExpression filter => Of(filter.Target, scope),
            _ => Provenance.Unknown,
        };
    }
}
