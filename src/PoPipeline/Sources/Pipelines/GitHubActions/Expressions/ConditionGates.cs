using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Finds what a condition demands that keeps outsiders away.</summary>
internal static class ConditionGates
{
    // Anybody can start them, and the run has secrets or a token that can write.
    private static readonly FrozenSet<string> RiskyEvents = new[]
    {
        "pull_request_target", "workflow_run", "issue_comment", "issues", "discussion", "discussion_comment", "fork", "watch", "gollum", "workflow_call",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Insiders = new[] { "OWNER", "MEMBER", "COLLABORATOR" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Strangers = ["CONTRIBUTOR", "FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR", "MANNEQUIN", "NONE"];

    private static readonly FrozenSet<string> HeadOwners = new[]
    {
        "github.event.pull_request.head.repo.full_name", "github.event.pull_request.head.repo.owner.login", "github.event.pull_request.head.repo.id",
        "github.event.pull_request.head.user.login", "github.event.workflow_run.head_repository.full_name", "github.event.workflow_run.head_repository.id",
        "github.event.workflow_run.head_repository.owner.login", "github.event.pull_request.head.repo.owner.id",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> OwnNames = new[]
    {
        "github.repository", "github.repository_owner", "github.repository_id", "github.repository_owner_id", "github.event.repository.full_name",
        "github.event.repository.id", "github.event.repository.owner.login", "github.event.repository.owner.id",
        "github.event.pull_request.base.repo.full_name", "github.event.pull_request.base.repo.id", "github.event.pull_request.base.repo.owner.login",
        "github.event.pull_request.base.user.login", "github.event.workflow_run.repository.full_name", "github.event.workflow_run.repository.id",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What must hold for the expression to be true; where there are alternatives, each must demand something.</summary>
    public static ImmutableArray<FoundGate> Of(Expression root, OriginScope scope) => Find(root, wanted: true, scope) ?? [];

    /// <summary>The context and the constant that a comparison is of; nulls where it is of something else.</summary>
    public static (ContextPath? Path, ExpressionValue? Value) Sides(ComparisonExpression comparison) =>
        ExpressionEvaluator.ConstantOf(comparison.Right) is { } right ? (ContextPath.Of(comparison.Left), right)
        : ExpressionEvaluator.ConstantOf(comparison.Left) is { } left ? (ContextPath.Of(comparison.Right), left)
        : (null, null);

    // Null where the expression cannot have the wanted value at all: such an alternative demands nothing and lets nobody in.
    private static ImmutableArray<FoundGate>? Find(Expression node, bool wanted, OriginScope scope)
    {
        if (ExpressionEvaluator.ConstantOf(node) is { } constant)
        {
            return constant.IsTruthy == wanted ? [] : null;
        }

        return node switch
        {
            NotExpression not => Find(not.Operand, !wanted, scope),
            LogicalExpression logical when logical.IsAnd == wanted => All(logical, wanted, scope),
            LogicalExpression logical => AnyOf(logical, wanted, scope),
            ComparisonExpression { Operator: ComparisonOperator.Equal } equal => Equality(equal, wanted, scope),
            ComparisonExpression { Operator: ComparisonOperator.NotEqual } unequal => Equality(unequal, !wanted, scope),
            CallExpression call => wanted ? Call(call, scope) : Excluded(call, scope),
            _ => ContextPath.Of(node) is { } path ? Flag(node, path, wanted) : [],
        };
    }

    private static ImmutableArray<FoundGate>? All(LogicalExpression logical, bool wanted, OriginScope scope)
    {
        var gates = ImmutableArray.CreateBuilder<FoundGate>();
        foreach (var operand in logical.Operands)
        {
            if (Find(operand, wanted, scope) is not { } found)
            {
                return null;
            }

            gates.AddRange(found);
        }

        return gates.DrainToImmutable();
    }

    private static ImmutableArray<FoundGate>? AnyOf(LogicalExpression logical, bool wanted, OriginScope scope)
    {
        ImmutableArray<FoundGate>.Builder? gates = null;
        var isOpen = false;
        foreach (var operand in logical.Operands)
        {
            if (Find(operand, wanted, scope) is { } found)
            {
                isOpen |= found.IsEmpty;
                (gates ??= ImmutableArray.CreateBuilder<FoundGate>()).AddRange(found);
            }
        }

        return isOpen ? [] : gates?.DrainToImmutable();
    }

    private static ImmutableArray<FoundGate> Flag(Expression node, ContextPath path, bool wanted)
    {
        if (wanted)
        {
            return path.Is("github.event.pull_request.merged") ? [new FoundGate(GateKind.TrustedEvent, node)] : [];
        }

        return path.Is("github.event.pull_request.head.repo.fork") || path.Is("github.event.workflow_run.head_repository.fork")
            ? [new FoundGate(GateKind.SameRepository, node)]
            : [];
    }

    private static ImmutableArray<FoundGate> Equality(ComparisonExpression comparison, bool isEqual, OriginScope scope)
    {
        var (path, value) = Sides(comparison);
        if (path is null || value is null)
        {
            return isEqual && IsSameRepository(comparison) ? [new FoundGate(GateKind.SameRepository, comparison)] : [];
        }

        if (value is BooleanValue || (value is StringValue { Text: var word } && bool.TryParse(word, out _) && path.Is("github.event.pull_request.merged")))
        {
            return Flag(comparison, path, (value is BooleanValue { Value: true } || value is StringValue { Text: "true" }) == isEqual);
        }

        return Kind(path, value, isEqual, scope) is { } kind ? [new FoundGate(kind, comparison) { IsAnew = IsSetAnew(path) }] : [];
    }

    private static GateKind? Kind(ContextPath path, ExpressionValue value, bool isEqual, OriginScope scope)
    {
        if (path.Is("github.event_name"))
        {
            return AdmitsOnlyTrusted(value.AsText, isEqual, scope) ? GateKind.TrustedEvent : null;
        }

        if (path.Is("github.event.workflow_run.event"))
        {
            return (isEqual ? !RiskyEvents.Contains(value.AsText) && !IsProposal(value.AsText) : IsProposal(value.AsText)) ? GateKind.TrustedEvent : null;
        }

        if (!isEqual)
        {
            return null;
        }

        return path switch
        {
            _ when path.Is("github.ref_type") && value.AsText is "tag" => GateKind.TrustedEvent,
            _ when path.Is("github.ref") || path.Is("github.ref_name") =>
                scope.Events.Any(found => RiskyEvents.Contains(found.Name)) || scope.Events.IsEmpty ? null : GateKind.TrustedEvent,
            _ when path.Is("github.event.label.name") => GateKind.Label,
            _ when IsAssociation(path) => Insiders.Contains(value.AsText) ? GateKind.AuthorAssociation : null,
            _ when HeadOwners.Contains(path.ToString()) => GateKind.SameRepository,
            _ when ActorNames.IsAuthor(path) => GateKind.Actor,
            _ when ActorNames.IsLastActor(path) => ActorNames.IsBot(value) ? null : GateKind.Actor,
            _ => null,
        };
    }

    // The label that an event is about, not one that stands on the change from before.
    private static bool IsSetAnew(ContextPath path) => path.Is("github.event.label.name");

    private static bool IsProposalIn(string names) => names.Contains("pull_request", StringComparison.OrdinalIgnoreCase);

    private static bool IsProposal(string name) => name.StartsWith("pull_request", StringComparison.OrdinalIgnoreCase);

    private static bool AdmitsOnlyTrusted(string name, bool isEqual, OriginScope scope) =>
        isEqual
            ? !RiskyEvents.Contains(name)
            : !scope.IsCalled && RiskyEvents.Contains(name)
                && scope.Events.All(found => !RiskyEvents.Contains(found.Name) || found.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool IsSameRepository(ComparisonExpression comparison) =>
        ContextPath.Of(comparison.Left) is { } left && ContextPath.Of(comparison.Right) is { } right
        && ((HeadOwners.Contains(left.ToString()) && OwnNames.Contains(right.ToString())) || (HeadOwners.Contains(right.ToString()) && OwnNames.Contains(left.ToString())));

    private static bool IsAssociation(ContextPath path) => path.Segments[^1].Equals("author_association", StringComparison.OrdinalIgnoreCase);

    private static ImmutableArray<FoundGate> Call(CallExpression call, OriginScope scope)
    {
        if (call.Arguments.Length is not 2)
        {
            return [];
        }

        if (call.Calls("startsWith"))
        {
            return ContextPath.Of(call.Arguments[0]) is { } start && start.Is("github.ref")
                && ExpressionEvaluator.ConstantOf(call.Arguments[1]) is StringValue { Text: var prefix } && prefix.StartsWith("refs/tags/", StringComparison.OrdinalIgnoreCase)
                ? [new FoundGate(GateKind.TrustedEvent, call)]
                : [];
        }

        return call.Calls("contains") && Contained(call.Arguments[0], call.Arguments[1], scope) is { } kind
            ? [new FoundGate(kind, call) { IsAnew = ContextPath.Of(call.Arguments[1]) is { } path && IsSetAnew(path) }]
            : [];
    }

    // What is none of a list is not the one of them that matters.
    private static ImmutableArray<FoundGate> Excluded(CallExpression call, OriginScope scope) =>
        call.Calls("contains") && call.Arguments.Length is 2 && ContextPath.Of(call.Arguments[1]) is { } path && ExpressionEvaluator.ConstantOf(call.Arguments[0]) is ArrayValue list
            && list.Items.Select(item => Kind(path, item, isEqual: false, scope)).FirstOrDefault(kind => kind is not null) is { } found
            ? [new FoundGate(found, call)]
            : [];

    private static GateKind? Contained(Expression whole, Expression part, OriginScope scope)
    {
        if (IsLabels(whole))
        {
            return ExpressionEvaluator.ConstantOf(part) is StringValue { Text.Length: > 0 } ? GateKind.Label : null;
        }

        if (ContextPath.Of(part) is not { } path)
        {
            return null;
        }

        return ExpressionEvaluator.ConstantOf(whole) switch
        {
            ArrayValue list when IsAssociation(path) => list.Items.All(item => Insiders.Contains(item.AsText)) ? GateKind.AuthorAssociation : null,
            StringValue text when IsAssociation(path) =>
                Strangers.All(stranger => !text.Text.Contains(stranger, StringComparison.OrdinalIgnoreCase)) ? GateKind.AuthorAssociation : null,
            StringValue text when path.Is("github.event.workflow_run.event") =>
                !IsProposalIn(text.Text) && RiskyEvents.All(name => !text.Text.Contains(name, StringComparison.OrdinalIgnoreCase)) ? GateKind.TrustedEvent : null,
            ArrayValue when path.Is("github.event.label.name") => GateKind.Label,
            ArrayValue list when ActorNames.IsAuthor(path) || (ActorNames.IsLastActor(path) && !list.Items.Any(ActorNames.IsBot)) => GateKind.Actor,

            // One of several values lets in what each of them does.
            ArrayValue { Items: [var first, ..] } list when Kind(path, first, isEqual: true, scope) is { } kind && list.Items.All(item => Kind(path, item, isEqual: true, scope) == kind) => kind,
            _ => null,
        };
    }

    // labels.*.name, also joined or written as JSON; a list of JSON holds each name between quotes.
    private static bool IsLabels(Expression expression) => expression switch
    {
        CallExpression call when call.Arguments.Length > 0 && (call.Calls("join") || call.Calls("toJSON")) => IsLabels(call.Arguments[0]),
        _ => ContextPath.Of(expression) is { } path && IsLabelPath(path),
    };

    private static bool IsLabelPath(ContextPath path) =>
        path.Is("github.event.pull_request.labels.*.name") || path.Is("github.event.issue.labels.*.name") || path.Is("github.event.discussion.labels.*.name")
        || path.Is("github.event.pull_request.labels") || path.Is("github.event.issue.labels");
}

/// <summary>Something that keeps outsiders away, by its node.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Node">The part that demands it.</param>
internal sealed record FoundGate(GateKind Kind, Expression Node)
{
    /// <summary>Whether each run needs it anew.</summary>
    public bool IsAnew { get; init; }
}
