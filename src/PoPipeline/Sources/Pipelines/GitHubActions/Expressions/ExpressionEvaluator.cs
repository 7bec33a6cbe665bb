using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Evaluates expressions as GitHub's runner does, as far as their parts are known.</summary>
/// <param name="contexts">The value of a context by its name; null for one that is not known.</param>
internal sealed class ExpressionEvaluator(Func<string, ExpressionValue?> contexts)
{
    // GitHub's bound of 1 MiB, in UTF-16 code units, for all texts that one evaluation makes.
    private const int MaximumCharacters = 512 * 1024;

    private int characters;

    /// <summary>Evaluates with nothing known but what is written.</summary>
    public ExpressionEvaluator()
        : this(_ => null)
    {
    }

    /// <summary>Why the last evaluation failed; null where it did not.</summary>
    public string? Error { get; private set; }

    /// <summary>The value that an expression has whatever happens in a run; null where it depends on the run, or fails.</summary>
    public static ExpressionValue? ConstantOf(Expression expression) => new ExpressionEvaluator().Evaluate(expression);

    /// <summary>The value of an expression; null where a part is not known, or where <see cref="Error"/> says why it fails.</summary>
    public ExpressionValue? Evaluate(Expression expression) => expression switch
    {
        _ when Error is not null => null,
        LiteralExpression literal => literal.Value,
        ContextExpression context => contexts(context.Name),
        MemberExpression member => Evaluate(member.Target) is { } target ? Property(target, new StringValue(member.Name)) : null,
        IndexExpression index => Evaluate(index.Target) is { } target && Evaluate(index.Index) is { } key ? Property(target, key) : null,
        FilterExpression filter => Evaluate(filter.Target) is { } target ? Filter(target) : null,
        NotExpression not => Evaluate(not.Operand) is { } operand ? BooleanValue.Of(!operand.IsTruthy) : null,
        LogicalExpression logical => Logical(logical),
        ComparisonExpression comparison => Evaluate(comparison.Left) is { } left && Evaluate(comparison.Right) is { } right
            ? BooleanValue.Of(Compare(comparison.Operator, left, right))
            : null,
        CallExpression call => Call(call),
        _ => null,
    };

    private static bool Compare(ComparisonOperator comparison, ExpressionValue left, ExpressionValue right) => comparison switch
    {
        ComparisonOperator.Equal => ExpressionValue.AreEqual(left, right),
        ComparisonOperator.NotEqual => !ExpressionValue.AreEqual(left, right),
        ComparisonOperator.Less => ExpressionValue.Compare(left, right) < 0,
        ComparisonOperator.LessOrEqual => ExpressionValue.Compare(left, right) <= 0,
        ComparisonOperator.Greater => ExpressionValue.Compare(left, right) > 0,
        _ => ExpressionValue.Compare(left, right) >= 0,
    };

    private static ArrayValue Filter(ExpressionValue target)
    {
        IEnumerable<ExpressionValue> parents = target is ArrayValue { IsFiltered: true } filtered ? filtered.Items : [target];
        return new ArrayValue([.. parents.SelectMany(Children)]) { IsFiltered = true };
    }

    private static IEnumerable<ExpressionValue> Children(ExpressionValue parent) => parent switch
    {
        ArrayValue array => array.Items,
        ObjectValue map => map.Properties.Select(property => property.Value),
        _ => [],
    };

    private static ExpressionValue Property(ExpressionValue target, ExpressionValue key) =>
        target is ArrayValue { IsFiltered: true } filtered
            ? new ArrayValue([.. filtered.Items.Select(item => Child(item, key)).OfType<ExpressionValue>()]) { IsFiltered = true }
            : Child(target, key) ?? NullValue.Instance;

    private static ExpressionValue? Child(ExpressionValue parent, ExpressionValue key)
    {
        switch (parent)
        {
            case ObjectValue map when key.IsScalar:
                return map[key.AsText];
            case ArrayValue array when key.AsNumber is var index and >= 0 && index < array.Items.Length:
                return array.Items[(int)index];
            default:
                return null;
        }
    }

    private ExpressionValue? Logical(LogicalExpression logical)
    {
        ExpressionValue? value = null;
        foreach (var operand in logical.Operands)
        {
            value = Evaluate(operand);
            if (value is null || value.IsTruthy != logical.IsAnd)
            {
                break;
            }
        }

        return value;
    }

    private ExpressionValue? Call(CallExpression call)
    {
        if (call.Calls("case"))
        {
            return Case(call);
        }

        if (call.Calls("hashFiles"))
        {
            return null;
        }

        var arguments = call.Arguments.Select(Evaluate).OfType<ExpressionValue>().ToImmutableArray();
        if (arguments.Length < call.Arguments.Length || ExpressionFunction.Find(call.Name) is not { IsPure: true } function || !function.Takes(arguments.Length))
        {
            return null;
        }

#pragma warning disable CA1308 // Names of functions are the same in any case; the table below is in lower case.
        return call.Name.ToLowerInvariant() switch
#pragma warning restore CA1308
        {
            "contains" => BooleanValue.Of(Contains(arguments[0], arguments[1])),
            "startswith" => BooleanValue.Of(BothScalar(arguments) && arguments[0].AsText.StartsWith(arguments[1].AsText, StringComparison.OrdinalIgnoreCase)),
            "endswith" => BooleanValue.Of(BothScalar(arguments) && arguments[0].AsText.EndsWith(arguments[1].AsText, StringComparison.OrdinalIgnoreCase)),
            "format" => Text(FormatString.Apply(arguments[0].AsText, arguments, MaximumCharacters - characters, out var error), error),
            "join" => Text(Join(arguments), error: null),
            "tojson" => Text(ExpressionJson.Write(arguments[0]), error: null),
            "fromjson" => FromJson(arguments[0].AsText),
            _ => null,
        };
    }

    private static bool BothScalar(ImmutableArray<ExpressionValue> arguments) => arguments[0].IsScalar && arguments[1].IsScalar;

    private static bool Contains(ExpressionValue whole, ExpressionValue part) => whole switch
    {
        ArrayValue array => array.Items.Any(item => ExpressionValue.AreEqual(item, part)),
        ObjectValue => false,
        _ => part.IsScalar && whole.AsText.Contains(part.AsText, StringComparison.OrdinalIgnoreCase),
    };

    private static string Join(ImmutableArray<ExpressionValue> arguments) => arguments[0] switch
    {
        ArrayValue array => string.Join(arguments is [_, { IsScalar: true } separator] ? separator.AsText : ",", array.Items.Select(item => item.AsText)),
        ObjectValue => "",
        var scalar => scalar.AsText,
    };

    private ExpressionValue? Case(CallExpression call)
    {
        if (call.Arguments.Length % 2 is 0)
        {
            return null;
        }

        for (var index = 0; index + 1 < call.Arguments.Length; index += 2)
        {
            switch (Evaluate(call.Arguments[index]))
            {
                case null:
                    return null;
                case BooleanValue { Value: true }:
                    return Evaluate(call.Arguments[index + 1]);
                case BooleanValue:
                    break;
                default:
                    return Fail("Every predicate of 'case' must be true or false");
            }
        }

        return Evaluate(call.Arguments[^1]);
    }

    private ExpressionValue? FromJson(string text)
    {
        var value = ExpressionJson.Read(text, out var error);
        return value is null ? Fail(error) : value;
    }

    private ExpressionValue? Text(string? text, string? error)
    {
        if (text is null)
        {
            return Fail(error ?? "The text cannot be made");
        }

        characters += text.Length;
        return characters > MaximumCharacters ? Fail("The expression makes a text larger than the platform accepts") : new StringValue(text);
    }

    private ExpressionValue? Fail(string message)
    {
        Error ??= message;
        return null;
    }
}
