using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>The expressions of scalars.</summary>
internal static class ScalarExpressions
{
    /// <summary>Whether the value is one expression and nothing else.</summary>
    public static bool IsOne(YamlScalar scalar) => ExpressionScanner.IsWhole(scalar.Value);

    /// <summary>Whether the value holds an expression.</summary>
    public static bool HasAny(YamlScalar scalar) => scalar.Value.Contains(ExpressionScanner.Open, StringComparison.Ordinal);

    /// <summary>The value of one expression that does not depend on the run; null for other texts.</summary>
    public static ExpressionValue? ConstantOf(YamlScalar scalar) =>
        IsOne(scalar) && ExpressionScanner.Scan(scalar.Value)[0].Root is { } root ? ExpressionEvaluator.ConstantOf(root) : null;

    /// <summary>Checks expressions that are put into a text.</summary>
    public static void CheckText(YamlScalar scalar, Availability availability, ValidationContext context)
    {
        if (!HasAny(scalar))
        {
            return;
        }

        var checker = new ExpressionChecker(context.Problems, context.Scope, availability, scalar);
        foreach (var embedded in ExpressionScanner.Scan(scalar.Value))
        {
            var type = TypeOf(embedded, checker);
            if (type.IsCollection || ReferenceEquals(type, ExpressionType.Null))
            {
                context.Add(ProblemKind.Expression, $"'{embedded.Text}' is of type {type}, which makes no useful text; write it with 'toJSON'", PlaceOf(scalar, embedded));
            }
        }
    }

    /// <summary>Checks one expression that is the whole value, and tells what it is of; anything where it is not known.</summary>
    public static ExpressionType CheckOne(YamlScalar scalar, Availability availability, ValidationContext context) =>
        TypeOf(ExpressionScanner.Scan(scalar.Value)[0], new ExpressionChecker(context.Problems, context.Scope, availability, scalar));

    /// <summary>Checks a condition, which needs no marks.</summary>
    public static void CheckCondition(YamlScalar scalar, Availability availability, ValidationContext context)
    {
        var checker = new ExpressionChecker(context.Problems, context.Scope, availability, scalar);
        var embedded = ExpressionScanner.Scan(scalar.Value);
        foreach (var part in embedded)
        {
            TypeOf(part, checker);
        }

        if (ConditionReader.IsPasted(scalar.Value, embedded))
        {
            context.Add(ProblemKind.AlwaysTrue, "The condition is always true: text or white space around '${{ }}' makes it a text that is never empty", scalar.Span);
            return;
        }

        if (embedded.IsEmpty)
        {
            Bare(scalar, checker, context);
        }
        else
        {
            Constant(embedded[0].Root, scalar, context);
        }
    }

    private static void Bare(YamlScalar scalar, ExpressionChecker checker, ValidationContext context)
    {
        var (root, error) = ExpressionParser.Parse(scalar.Value);
        if (error is not null)
        {
            checker.Report(error);
        }
        else if (root is not null)
        {
            checker.Check(root);
            Constant(root, scalar, context);
        }
    }

    // A step is often switched off by 'if: false'; that does what it says. A longer constant does not.
    private static void Constant(Expression? root, YamlScalar scalar, ValidationContext context)
    {
        if (root is not null and not LiteralExpression { Value: BooleanValue } && ExpressionEvaluator.ConstantOf(root) is { } value)
        {
            var kind = ConditionFaults.ConstantTruth(root) is null ? ProblemKind.Condition : ProblemKind.AlwaysTrue;
            context.Add(kind, $"The condition is always {(value.IsTruthy ? "true" : "false")}: nothing in it depends on the run", scalar.Span);
        }
    }

    private static ExpressionType TypeOf(EmbeddedExpression embedded, ExpressionChecker checker)
    {
        if (embedded.Error is { } error)
        {
            checker.Report(error);
        }

        return embedded.Root is { } root ? checker.Check(root) : ExpressionType.Any;
    }

    private static Place PlaceOf(YamlScalar scalar, EmbeddedExpression embedded) => scalar.PlaceOf(embedded.Offset, embedded.Length);
}
