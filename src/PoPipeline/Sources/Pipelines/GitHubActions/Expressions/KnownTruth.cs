using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Tells whether a condition is false whatever started the run: by what stands in it, by the variables of its file, by its matrix, by what its events start from and come with, by an input, or by nothing having failed.</summary>
internal sealed class KnownTruth
{
    private const string Inputs = "inputs";
    private const string Variables = "env";
    private const string Matrix = "matrix";
    private const string TagsStart = "refs/tags/";

    // Who asks for more at once means to keep a reader busy.
    private const int MostInputs = 8;

    private readonly OriginScope scope;
    private readonly string? input;
    private readonly ExpressionValue? given;
    private readonly bool isGoingWell;
    private readonly ObjectValue? run;
    private readonly EventRun? started;
    private readonly bool? isOfTag;

    private KnownTruth(OriginScope scope, string? input = null, ExpressionValue? given = null, bool isGoingWell = false, ObjectValue? run = null, EventRun? started = null, bool? isOfTag = null)
    {
        this.run = run;
        this.started = started;
        this.isOfTag = isOfTag;
        this.scope = scope;
        this.input = input;
        this.given = given;
        this.isGoingWell = isGoingWell;
    }

    /// <summary>Whether it is false in every run.</summary>
    /// <param name="root">The condition.</param>
    /// <param name="scope">What is known where it stands.</param>
    public static bool IsNever(Expression root, OriginScope scope) => new KnownTruth(scope).Of(root) is false
        || (PathsIn(root).Any(path => path.Context.Equals(Matrix, StringComparison.OrdinalIgnoreCase)) && scope.MatrixRuns() is { IsEmpty: false } runs && runs.All(run => new KnownTruth(scope, run: run).Of(root) is false));

    /// <summary>Whether it is false in every run in which nothing has failed and nobody has cancelled anything.</summary>
    /// <param name="root">The condition.</param>
    /// <param name="scope">What is known where it stands.</param>
    public static bool IsAfterFailure(Expression root, OriginScope scope) => new KnownTruth(scope, isGoingWell: true).Of(root) is false;

    /// <summary>The values of inputs of which each has it false in every run.</summary>
    /// <param name="root">The condition.</param>
    /// <param name="scope">What is known where it stands.</param>
    public static ImmutableArray<InputValue> NeverWith(Expression root, OriginScope scope)
    {
        var names = PathsIn(root).Where(path => path.Segments is [_, not ContextPath.Any] && path.Context.Equals(Inputs, StringComparison.OrdinalIgnoreCase)).Select(path => path[1]!).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostInputs).ToList();
        return [.. names.SelectMany(name => scope.InputValues(name).Where(value => new KnownTruth(scope, name, value).Of(root) is false).Select(value => new InputValue(name, value.AsText)))];
    }

    /// <summary>Whether it is false in every run that an event starts.</summary>
    /// <param name="root">The condition.</param>
    /// <param name="scope">What is known where it stands.</param>
    /// <param name="started">The event.</param>
    public static bool IsNeverOn(Expression root, OriginScope scope, EventRun started) => new KnownTruth(scope, started: started).Of(root) is false;

    /// <summary>Of which refs it is false in every run.</summary>
    /// <param name="root">The condition.</param>
    /// <param name="scope">What is known where it stands.</param>
    public static RefKinds NeverFor(Expression root, OriginScope scope) =>
        !PathsIn(root).Any(path => path.Is("github.ref") || path.Is("github.ref_type")) ? RefKinds.None
        : (new KnownTruth(scope, isOfTag: true).Of(root) is false ? RefKinds.Tag : RefKinds.None) | (new KnownTruth(scope, isOfTag: false).Of(root) is false ? RefKinds.Other : RefKinds.None);

    // One part that is false settles 'and', one that is true settles 'or', whatever the others are.
    private bool? Of(Expression node) => node switch
    {
        NotExpression not => !Of(not.Operand),
        LogicalExpression logical => Logical(logical),
        CallExpression call when isGoingWell && (call.Calls("always") || call.Calls("success")) => true,
        CallExpression call when isGoingWell && (call.Calls("failure") || call.Calls("cancelled")) => false,
        ComparisonExpression { Operator: ComparisonOperator.Equal or ComparisonOperator.NotEqual } comparison when RefOf(comparison.Left, comparison.Right) is { } name && !MayBe(name, isWhole: true) => comparison.Operator is ComparisonOperator.NotEqual,
        CallExpression call when call.Calls("startsWith") && call.Arguments is [var text, var start] && RefOf(text, start) is { } prefix && !MayBe(prefix, isWhole: false) => false,
        CallExpression call when isOfTag is true && call.Calls("startsWith") && call.Arguments is [var text, var start] && RefOf(text, start) is { } prefix && TagsStart.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) => true,
        _ when started?.MustHold(node) is true => true,
        _ => ValueOf(node)?.IsTruthy,
    };

    // What the ref of the run is compared with, on whichever side it stands.
    private static string? RefOf(Expression one, Expression other) =>
        ContextPath.Of(one)?.Is("github.ref") is true ? (other as LiteralExpression)?.Value is StringValue text ? text.Text : null
        : ContextPath.Of(other)?.Is("github.ref") is true && one is LiteralExpression { Value: StringValue name } ? name.Text
        : null;

    // Whether a run may have such a ref, by the events that start one.
    private bool MayBe(string text, bool isWhole)
    {
        var isTag = text.StartsWith(TagsStart, StringComparison.OrdinalIgnoreCase) || (!isWhole && text.Equals("refs/tags", StringComparison.OrdinalIgnoreCase));
        var isOpen = !isWhole && !isTag && TagsStart.StartsWith(text, StringComparison.OrdinalIgnoreCase);
        return isOpen || (isOfTag is { } known ? isTag == known : scope.IsCalled || scope.Events.Any(found => isTag ? found.IsOnTags : found.IsOnBranches));
    }

    // Of what a run starts, where that is the same for all that start one.
    private StringValue? RefType() =>
        isOfTag is { } known ? new StringValue(known ? "tag" : "branch")
        : scope.IsCalled ? null
        : scope.Events.All(found => !found.IsOnBranches) ? new StringValue("tag")
        : scope.Events.All(found => !found.IsOnTags) ? new StringValue("branch")
        : null;

    private bool? Logical(LogicalExpression logical)
    {
        bool? all = logical.IsAnd;
        foreach (var operand in logical.Operands)
        {
            var truth = Of(operand);
            if (truth == !logical.IsAnd)
            {
                return truth;
            }

            all = truth is null ? null : all;
        }

        return all;
    }

    private ExpressionValue? ValueOf(Expression node)
    {
        var paths = PathsIn(node).ToList();
        return paths.Count == 0 ? ExpressionEvaluator.ConstantOf(node) : new ExpressionEvaluator(context => ContextOf(context, paths)).Evaluate(node);
    }

    // A context of which all that is asked for is known.
    private ObjectValue? ContextOf(string context, List<ContextPath> paths)
    {
        if (run is not null && context.Equals(Matrix, StringComparison.OrdinalIgnoreCase))
        {
            return run;
        }

        var properties = new List<KeyValuePair<string, ExpressionValue>>();
        foreach (var path in paths.Where(path => path.Context.Equals(context, StringComparison.OrdinalIgnoreCase)))
        {
            var value = started?.ValueOf(path) is { } known ? known
                : path.Segments is not [_, var name] || name is ContextPath.Any ? null
                : context.Equals(Variables, StringComparison.OrdinalIgnoreCase) ? scope.VariableValue(name)
                : path.Is("github.ref_type") ? RefType()
                : context.Equals(Inputs, StringComparison.OrdinalIgnoreCase) && name.Equals(input, StringComparison.OrdinalIgnoreCase) ? given
                : null;
            if (value is null)
            {
                return null;
            }

            properties.Add(new(path[1]!, value));
        }

        return properties.Count == 0 ? null : new ObjectValue([.. properties.DistinctBy(property => property.Key, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>What a condition asks for of its run.</summary>
    /// <param name="node">The condition, or a part of it.</param>
    public static IEnumerable<ContextPath> PathsIn(Expression node) => ContextPath.Of(node) is { } path ? [path] : node.Parts.SelectMany(PathsIn);
}
