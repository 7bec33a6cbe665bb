using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks the arguments of one call.</summary>
internal static class CallChecker
{
    /// <summary>Reports arguments that the function cannot use.</summary>
    public static void Check(CallExpression call, ImmutableArray<ExpressionType> types, Func<string, Expression, ExpressionType> report)
    {
        if (call.Calls("startsWith") || call.Calls("endsWith"))
        {
            for (var index = 0; index < types.Length; index++)
            {
                if (types[index].IsCollection)
                {
                    report($"The function '{call.Name}' takes texts, and its argument {index + 1} is of type {types[index]}", call.Arguments[index]);
                }
            }
        }
        else if (call.Calls("contains") && types[0] is ExpressionType.Map)
        {
            report("The function 'contains' looks into an array or a text, and its first argument is of type object", call.Arguments[0]);
        }
        else if (call.Calls("format") && call.Arguments[0] is LiteralExpression { Value: StringValue format })
        {
            Format(call, format.Text, report);
        }
        else if (call.Calls("fromJSON") && call.Arguments[0] is LiteralExpression { Value: StringValue json } && ExpressionJson.Read(json.Text, out var error) is null)
        {
            report(error, call.Arguments[0]);
        }
    }

    /// <summary>What a call gives back.</summary>
    public static ExpressionType ResultOf(CallExpression call, ExpressionFunction function, Func<ExpressionValue, ExpressionType> typeOf)
    {
        switch (function.Name)
        {
            case "contains" or "startsWith" or "endsWith" or "always" or "cancelled" or "success" or "failure":
                return ExpressionType.Boolean;
            case "format" or "join" or "toJSON" or "hashFiles":
                return ExpressionType.Text;
            case "fromJSON":
                return ExpressionEvaluator.ConstantOf(call) is { } value ? typeOf(value) : ExpressionType.Any;
            default:
                return ExpressionType.Any;
        }
    }

    private static void Format(CallExpression call, string format, Func<string, Expression, ExpressionType> report)
    {
        if (FormatString.Placeholders(format) is not { } placeholders)
        {
            report($"The format string '{format}' is not valid: write '{{{{' and '}}}}' for braces", call.Arguments[0]);
            return;
        }

        var given = call.Arguments.Length - 1;
        foreach (var missing in placeholders.Where(index => index >= given))
        {
            report($"The format string '{format}' names the argument {{{missing}}}, and {Counted.Of(given, "argument is", "arguments are")} given", call);
        }

        foreach (var unused in Enumerable.Range(0, given).Where(index => !placeholders.Contains(index)))
        {
            report($"The format string '{format}' does not use the argument {{{unused}}}", call);
        }
    }
}
