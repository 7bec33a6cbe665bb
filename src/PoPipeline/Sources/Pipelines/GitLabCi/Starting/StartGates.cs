using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>Finds what rules demand that keeps the code of forks away.</summary>
internal static class StartGates
{
    // Of more than anybody writes nothing is demanded, so that nobody is kept out by them.
    private const int MaximumGates = 100;
    private const int MaximumBefore = 50;

    /// <summary>What must hold for one of the rules that let a job run; where there are alternatives, each must demand something.</summary>
    /// <param name="rules">All rules, in order.</param>
    /// <param name="admitting">Those of them that let the job run.</param>
    public static ImmutableArray<Gate> Of(ImmutableArray<StartRule> rules, ImmutableArray<StartRule> admitting)
    {
        var gates = new List<Gate>();
        var seen = new HashSet<Gate>();
        foreach (var rule in admitting)
        {
            // A rule that came before and keeps the job out says what does not hold any more.
            var before = rules.TakeWhile(other => !ReferenceEquals(other, rule)).Where(other => other.IsNever && !other.HasFiles).Take(MaximumBefore);
            var found = rule.AdmittingGates;
            if (found is null)
            {
                continue;
            }

            var all = before.SelectMany(other => other.RefusingGates ?? []).Concat(found.Value).ToList();
            if (all.Count is 0 || gates.Count > MaximumGates)
            {
                return [];
            }

            gates.AddRange(all.Where(seen.Add));
        }

        return [.. gates];
    }

    /// <summary>What one rule demands; null where it cannot have the wanted value at all.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="wanted">Whether it holds.</param>
    public static ImmutableArray<Gate>? Own(StartRule rule, bool wanted) =>
        rule is not { Expression: { } expression, If: { } text } ? []
        : Find(expression, wanted) is not { } found ? null
        : [.. found.Select(gate => new Gate(gate.Kind, text.Value.Substring(gate.Node.Offset, gate.Node.Length), text.PlaceOf(gate.Node.Offset, gate.Node.Length)))];

    // Null where the expression cannot have the wanted value at all: such an alternative lets nobody in.
    private static ImmutableArray<(GateKind Kind, RuleExpression Node)>? Find(RuleExpression node, bool wanted)
    {
        switch (node)
        {
            case NegatedExpression negated:
                return Find(negated.Operand, !wanted);
            case JoinedExpression joined:
                var parts = joined.Operands.Select(operand => Find(operand, wanted)).ToList();
                return joined.IsAnd == wanted
                    ? parts.Any(part => part is null) ? null : [.. parts.SelectMany(part => part!.Value)]
                    : AnyOf(parts);
            case VariableExpression or ComparedExpression:
                return Leaf(node, wanted);
            default:
                return RuleEvaluator.IsTrue(node, _ => RuleValue.Any) == Truths.Of(!wanted) ? null : [];
        }
    }

    private static ImmutableArray<(GateKind Kind, RuleExpression Node)>? AnyOf(List<ImmutableArray<(GateKind Kind, RuleExpression Node)>?> parts)
    {
        var possible = parts.OfType<ImmutableArray<(GateKind Kind, RuleExpression Node)>>().ToList();
        return possible.Count is 0 ? null : possible.Any(part => part.IsEmpty) ? [] : [.. possible.SelectMany(part => part)];
    }

    private static ImmutableArray<(GateKind Kind, RuleExpression Node)>? Leaf(RuleExpression node, bool wanted)
    {
        if (!PipelineEvents.Running.Any(found => May(node, wanted, found)))
        {
            return null;
        }

        if (IsProtected(node, wanted))
        {
            return [(GateKind.TrustedEvent, node)];
        }

        if (IsOwnProject(node, wanted))
        {
            return [(GateKind.SameRepository, node)];
        }

        return May(node, wanted, PipelineEvents.ForkedMergeRequest) ? []
            : [(May(node, wanted, PipelineEvents.MergeRequest) ? GateKind.SameRepository : GateKind.TrustedEvent, node)];
    }

    private static bool May(RuleExpression node, bool wanted, PipelineEvent found) => found.IsTrue(node) != Truths.Of(!wanted);

    // The variable holds 'false' elsewhere, so that it is a gate in a comparison alone.
    private static bool IsProtected(RuleExpression node, bool wanted) =>
        Sides(node) is ("CI_COMMIT_REF_PROTECTED", var text, var isEqual) && text == (isEqual == wanted ? "true" : "false");

    private static bool IsOwnProject(RuleExpression node, bool wanted) =>
        Sides(node) is ("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH" or "CI_MERGE_REQUEST_SOURCE_PROJECT_ID" or "CI_MERGE_REQUEST_SOURCE_PROJECT_URL", not "", var isEqual)
        && isEqual == wanted;

    private static (string Name, string Text, bool IsEqual)? Sides(RuleExpression node) => node switch
    {
        ComparedExpression { Operator: RuleOperator.Equal or RuleOperator.NotEqual, Left: VariableExpression variable, Right: TextExpression text } compared =>
            (variable.Name, text.Value, compared.Operator is RuleOperator.Equal),
        ComparedExpression { Operator: RuleOperator.Equal or RuleOperator.NotEqual, Left: TextExpression text, Right: VariableExpression variable } compared =>
            (variable.Name, text.Value, compared.Operator is RuleOperator.Equal),
        _ => null,
    };
}
