namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>Evaluates expressions as GitLab does, as far as the values of variables are known.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions.</remarks>
internal static class RuleEvaluator
{
    /// <summary>Whether an expression is true with the given values.</summary>
    public static Truth IsTrue(RuleExpression expression, Func<string, RuleValue> values) => Value(expression, values).IsPresent;

    /// <summary>The value of an expression.</summary>
    public static RuleValue Value(RuleExpression expression, Func<string, RuleValue> values) => expression switch
    {
        VariableExpression variable => values(variable.Name),
        TextExpression text => RuleValue.Of(text.Value),
        PatternExpression => RuleValue.Some,
        NullExpression => RuleValue.Null,
        BooleanExpression boolean => RuleValue.Of(boolean.Value),
        NegatedExpression negated => RuleValue.Of(Value(negated.Operand, values).IsPresent.Not()),
        ComparedExpression compared => RuleValue.Of(Compare(compared, values)),
        JoinedExpression joined => joined.Operands.Skip(1).Aggregate(Value(joined.Operands[0], values), (left, operand) =>
            joined.IsAnd ? left.And(Value(operand, values)) : left.Or(Value(operand, values))),
        _ => RuleValue.Any,
    };

    private static Truth Compare(ComparedExpression compared, Func<string, RuleValue> values)
    {
        var left = Value(compared.Left, values);
        return compared.Operator switch
        {
            RuleOperator.Equal => Equality(compared, left, values),
            RuleOperator.NotEqual => Equality(compared, left, values).Not(),
            RuleOperator.Match => Matches(left, compared.Right, values),
            _ => Matches(left, compared.Right, values).Not(),
        };
    }

    private static Truth Equality(ComparedExpression compared, RuleValue left, Func<string, RuleValue> values)
    {
        // A pattern is equal to no text; and one variable is equal to itself, whatever it holds.
        if (compared.Left is PatternExpression || compared.Right is PatternExpression)
        {
            return Truth.False;
        }

        return compared is { Left: VariableExpression one, Right: VariableExpression other } && one.Name == other.Name
            ? Truth.True
            : left.IsEqualTo(Value(compared.Right, values));
    }

    private static Truth Matches(RuleValue left, RuleExpression right, Func<string, RuleValue> values)
    {
        if ((right as PatternExpression)?.Pattern is { } written)
        {
            return Finds(written, left);
        }

        if ((right as TextExpression)?.Pattern is { } quoted)
        {
            return Finds(quoted, left);
        }

        var value = Value(right, values);
        if (value.IsNull)
        {
            return Truth.False;
        }

        if (value.Text is not { } text)
        {
            return Truth.Unknown;
        }

        // Without slashes it is no pattern: then the left side is looked for in the right one.
        return RulePattern.OfText(text) is { } pattern ? Finds(pattern, left)
            : left.IsNull ? Truth.True
            : left.Text is { } part ? Truths.Of(text.Contains(part, StringComparison.Ordinal))
            : Truth.Unknown;
    }

    private static Truth Finds(RulePattern pattern, RuleValue left)
    {
        if (left.IsNull)
        {
            return pattern.Finds("");
        }

        if (left.Text is { } text)
        {
            return pattern.Finds(text);
        }

        if (!left.Choices.IsEmpty)
        {
            var found = left.Choices.Select(pattern.Finds).Distinct().ToList();
            return found is [var same] ? same : Truth.Unknown;
        }

        return pattern.MatchesEverything ? Truth.True : Truth.Unknown;
    }
}
