using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks the expressions of one scalar: that they can be read, use what is there, and compare what can be compared.</summary>
internal sealed class ExpressionChecker(ProblemList problems, TypeScope scope, Availability availability, YamlScalar scalar)
{
    /// <summary>Checks an expression and tells what its value is.</summary>
    public ExpressionType Check(Expression node) => node switch
    {
        LiteralExpression literal => TypeOf(literal.Value),
        ContextExpression context => Context(context),
        MemberExpression member => Property(member, Check(member.Target), member.Name),
        IndexExpression index => Index(index),
        FilterExpression filter => Filter(filter),
        NotExpression not => Not(not),
        LogicalExpression logical => Logical(logical),
        ComparisonExpression comparison => Comparison(comparison),
        CallExpression call => Call(call),
        _ => ExpressionType.Any,
    };

    /// <summary>Reports what keeps an expression from being read.</summary>
    public void Report(ExpressionError error) => problems.Add(ProblemKind.Expression, error.Message, scalar.PlaceOf(error.Offset, error.Length));

    /// <summary>What a value is of.</summary>
    public static ExpressionType TypeOf(ExpressionValue value) => value switch
    {
        NullValue => ExpressionType.Null,
        BooleanValue => ExpressionType.Boolean,
        NumberValue => ExpressionType.Number,
        StringValue => ExpressionType.Text,
        ArrayValue array => new ExpressionType.List(array.Items.Select(TypeOf).DefaultIfEmpty(ExpressionType.Any).Aggregate(ExpressionType.Join)),
        ObjectValue map => new ExpressionType.Map(
            map.Properties.Aggregate(ExpressionType.NoProperties, (all, property) => all.SetItem(property.Key, TypeOf(property.Value))), Others: null),
        _ => ExpressionType.Any,
    };

    private ExpressionType Report(ProblemKind kind, string message, Expression node)
    {
        problems.Add(kind, message, scalar.PlaceOf(node.Offset, node.Length));
        return ExpressionType.Any;
    }

    private string Excerpt(Expression node) =>
        node.Length > 60 ? string.Concat(scalar.Value.AsSpan(node.Offset, 59), "…") : scalar.Value.Substring(node.Offset, node.Length);

    private ExpressionType Context(ContextExpression context)
    {
        if (!TypeScope.IsContext(context.Name))
        {
            return Report(ProblemKind.Expression, $"There is no context '{context.Name}'; a text is written between \"'\"", context);
        }

        return availability.HasContext(context.Name)
            ? scope[context.Name]
            : Report(ProblemKind.Context, $"The context '{context.Name}' is not available here; {availability.Description}", context);
    }

    private ExpressionType Property(Expression node, ExpressionType target, string name)
    {
        switch (target)
        {
            case ExpressionType.Map map when map.Properties.TryGetValue(name, out var type):
                return type;
            case ExpressionType.Map { Others: { } others }:
                return others;
            case ExpressionType.Map map:
                var known = map.Properties.IsEmpty ? "and nothing else either" : $"it is one of {string.Join(", ", map.Properties.Keys.Order(StringComparer.Ordinal).Take(12).Select(key => $"'{key}'"))}";
                return Report(ProblemKind.Expression, $"'{Excerpt(node)}' has no value: there is no '{name}', {known}", node);
            case ExpressionType.List { IsFiltered: true } list:
                return list.Element is ExpressionType.Map { Others: null } strict && !strict.Properties.ContainsKey(name)
                    ? list with { Element = ExpressionType.Any }
                    : list with { Element = Property(node, list.Element, name) };
            case { IsAny: true }:
                return ExpressionType.Any;
            default:
                return Report(ProblemKind.Expression, $"'{Excerpt(node)}' has no value: what stands before '{name}' is of type {target}, which has no properties", node);
        }
    }

    private ExpressionType Index(IndexExpression index)
    {
        var target = Check(index.Target);
        var key = Check(index.Index);
        switch (target)
        {
            case ExpressionType.Map when ReferenceEquals(key, ExpressionType.Number) || ReferenceEquals(key, ExpressionType.Boolean) || ReferenceEquals(key, ExpressionType.Null):
                return Report(ProblemKind.Expression, $"A property of an object is named by a text, and '{Excerpt(index.Index)}' is of type {key}", index.Index);
            case ExpressionType.Map when index.Index is LiteralExpression { Value: StringValue name }:
                return Property(index, target, name.Text);
            case ExpressionType.Map map:
                return map.Properties.Values.Concat(map.Others is null ? [] : [map.Others]).DefaultIfEmpty(ExpressionType.Any).Aggregate(ExpressionType.Join);
            case ExpressionType.List { IsFiltered: true }:
                return new ExpressionType.List(ExpressionType.Any, IsFiltered: true);
            case ExpressionType.List when ReferenceEquals(key, ExpressionType.Text) || ReferenceEquals(key, ExpressionType.Boolean):
                return Report(ProblemKind.Expression, $"An item of an array is named by a number, and '{Excerpt(index.Index)}' is of type {key}", index.Index);
            case ExpressionType.List list:
                return list.Element;
            default:
                return target.IsAny ? ExpressionType.Any
                    : Report(ProblemKind.Expression, $"'{Excerpt(index)}' has no value: what stands before '[' is of type {target}", index);
        }
    }

    private ExpressionType Filter(FilterExpression filter) => Check(filter.Target) switch
    {
        ExpressionType.List { IsFiltered: true } => new ExpressionType.List(ExpressionType.Any, IsFiltered: true),
        ExpressionType.List list => list with { IsFiltered = true },
        ExpressionType.Map map => new ExpressionType.List(
            map.Properties.Values.Concat(map.Others is null ? [] : [map.Others]).DefaultIfEmpty(ExpressionType.Any).Aggregate(ExpressionType.Join), IsFiltered: true),
        { IsAny: true } => new ExpressionType.List(ExpressionType.Any, IsFiltered: true),
        var target => Report(ProblemKind.Expression, $"'{Excerpt(filter)}' is always empty: what stands before '*' is of type {target}", filter),
    };

    private ExpressionType Not(NotExpression not)
    {
        Check(not.Operand);
        return ExpressionType.Boolean;
    }

    // Every operand that counts as true ends '||', and every one that counts as false ends '&&'.
    private ExpressionType Logical(LogicalExpression logical)
    {
        var types = logical.Operands.Select((operand, index) => HasDefault(logical, operand, index) ? ExpressionType.Any : Check(operand)).ToList();
        return types.TrueForAll(type => ReferenceEquals(type, types[0])) ? types[0] : ExpressionType.Any;
    }

    // 'matrix.x || y' is how one writes that only some combinations have an 'x'.
    private static bool HasDefault(LogicalExpression logical, Expression operand, int index) =>
        !logical.IsAnd && index < logical.Operands.Length - 1
        && operand is MemberExpression { Target: ContextExpression context } && context.Name.Equals("matrix", StringComparison.OrdinalIgnoreCase);

    private ExpressionType Comparison(ComparisonExpression comparison)
    {
        var left = Check(comparison.Left);
        var right = Check(comparison.Right);
        var isEquality = comparison.Operator is ComparisonOperator.Equal or ComparisonOperator.NotEqual;
        if (isEquality ? !CanBeEqual(left, right) : !HasOrder(left) || !HasOrder(right))
        {
            Report(ProblemKind.Expression, $"'{Excerpt(comparison)}' compares {left} with {right}, which never gives a meaningful answer", comparison);
        }

        return ExpressionType.Boolean;
    }

    private static bool CanBeEqual(ExpressionType left, ExpressionType right) => (left, right) switch
    {
        _ when left.IsAny || right.IsAny || ReferenceEquals(left, ExpressionType.Null) || ReferenceEquals(right, ExpressionType.Null) => true,
        (ExpressionType.Map, ExpressionType.Map) => true,
        (ExpressionType.List first, ExpressionType.List second) => CanBeEqual(first.Element, second.Element),
        _ => !left.IsCollection && !right.IsCollection,
    };

    private static bool HasOrder(ExpressionType type) =>
        type.IsAny || ReferenceEquals(type, ExpressionType.Number) || ReferenceEquals(type, ExpressionType.Text);

    private ExpressionType Call(CallExpression call)
    {
        var arguments = call.Arguments.Select(Check).ToImmutableArray();
        if (ExpressionFunction.Find(call.Name) is not { } function)
        {
            var names = string.Join(", ", ExpressionFunction.All.Values.Select(known => $"'{known.Name}'").Order(StringComparer.Ordinal));
            return Report(ProblemKind.Expression, $"There is no function '{call.Name}'; there are {names}", call);
        }

        if (!function.Takes(arguments.Length) || (call.Calls("case") && arguments.Length % 2 is 0))
        {
            var count = call.Calls("case") ? "an odd number of arguments, 3 or more" : function.Minimum == function.Maximum ? Counted.Of(function.Minimum, "argument") : $"{function.Minimum} to {Counted.Of(function.Maximum, "argument")}";
            return Report(ProblemKind.Expression, $"The function '{function.Name}' takes {count}, and {arguments.Length} {(arguments.Length == 1 ? "is" : "are")} given", call);
        }

        if (!function.IsPure && !availability.HasFunction(function.Name))
        {
            Report(ProblemKind.Context, $"The function '{function.Name}' is not available here", call);
        }

        CallChecker.Check(call, arguments, (message, node) => Report(ProblemKind.Expression, message, node));
        return CallChecker.ResultOf(call, function, TypeOf);
    }
}
