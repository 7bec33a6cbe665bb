using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Finds conditions that say something else than they look like.</summary>
/// <remarks>Source: https://circleci.com/docs/reference/configuration-reference/#logic-statements: what is not false, null, zero, not a number or an empty text is true, so that a text of any words is.</remarks>
internal static class Conditions
{
    private const int LongestShown = 80;

    // Of those who mean a text to be off.
    private static readonly string[] Off = ["false", "no", "off", "none", "null", "0", "n"];

    /// <summary>A statement as one reads it, on one line.</summary>
    public static string Shown(YamlNode statement)
    {
        var text = statement switch
        {
            YamlScalar scalar => scalar.Value,
            YamlMapping { Entries: [var entry] } => $"{entry.Key.Value}: {Shown(entry.Value)}",
            YamlSequence sequence => $"[{string.Join(", ", sequence.Items.Take(4).Select(Shown))}]",
            YamlMapping mapping => (mapping["pattern"] as YamlScalar)?.Value ?? "",
            _ => "",
        };
        return text.Length > LongestShown ? string.Concat(text.AsSpan(0, LongestShown), "…") : text;
    }

    /// <summary>What is unsound about the condition of steps.</summary>
    public static IEnumerable<ConditionFault> FaultsOf(StepCondition condition) => condition.Statement is YamlScalar scalar && !condition.Scope.Library.IsOrb ? FaultsOf(scalar, condition.Scope, isStep: true) : FaultsOf(condition.Statement, condition.Scope, 0);

    /// <summary>What is unsound about the condition of a workflow.</summary>
    public static IEnumerable<ConditionFault> FaultsOf(YamlNode? statement, Scope scope) => statement is YamlScalar scalar ? FaultsOf(scalar, scope, isStep: false) : FaultsOf(statement, scope, 0);

    private static IEnumerable<ConditionFault> FaultsOf(YamlNode? statement, Scope scope, int depth)
    {
        if (depth > 16)
        {
            yield break;
        }

        foreach (var part in statement switch
        {
            YamlMapping { Entries: [{ Key.Value: "and" or "or" } joined] } => (joined.Value as YamlSequence)?.Items ?? [],
            YamlMapping { Entries: [{ Key.Value: "not" } not] } => [not.Value],
            _ => System.Collections.Immutable.ImmutableArray<YamlNode>.Empty,
        })
        {
            foreach (var fault in part is YamlScalar scalar ? FaultsOf(scalar, scope, isStep: true) : FaultsOf(part, scope, depth + 1))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<ConditionFault> FaultsOf(YamlScalar scalar, Scope scope, bool isStep)
    {
        if (Marks.Whole(scalar.Value) is { } mark)
        {
            // Whoever writes 'false' into a text means a boolean.
            if (DeclarationOf(mark.Content, scope) is { Type: "string" } declared && declared.Default is YamlScalar unsaid && Array.Exists(Off, word => word.Equals(unsaid.Value, StringComparison.OrdinalIgnoreCase)))
            {
                yield return new ConditionFault(ConditionFaultKind.AlwaysTrue, scalar.Value, scalar.Span, $"the parameter '{declared.Entry.Key.Value}' is a text, and a text is true unless it is empty, also the text '{unsaid.Value}'; declare it as a boolean, or compare it by 'equal'");
            }
        }
        else if (isStep && Marks.In(scalar.Value).Any())
        {
            yield return new ConditionFault(ConditionFaultKind.AlwaysTrue, scalar.Value, scalar.Span, "it is a text with something put into it, and a text is true unless it is empty; write it as a logic statement, 'equal', 'and', 'or', 'not' or 'matches', or all of it between '<<' and '>>'");
        }
    }

    private static Declaration? DeclarationOf(string name, Scope scope) =>
        name.StartsWith("pipeline.parameters.", StringComparison.Ordinal) ? (scope.Library.Parameters?.Entry(name["pipeline.parameters.".Length..]) is { } entry ? new Declaration(entry) : null)
        : name.StartsWith("parameters.", StringComparison.Ordinal) ? scope.Arguments.GetValueOrDefault(name["parameters.".Length..])?.Declaration
        : null;
}
