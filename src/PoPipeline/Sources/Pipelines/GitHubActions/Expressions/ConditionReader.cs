using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Reads the condition of a job or step: with marks or without, as GitHub reads it.</summary>
internal static class ConditionReader
{
    /// <summary>Reads what <c>if</c> says.</summary>
    public static Condition Read(YamlScalar scalar, OriginScope scope)
    {
        var text = scalar.Value;
        var embedded = ExpressionScanner.Scan(text);
        if (embedded.IsEmpty)
        {
            var (bare, _) = ExpressionParser.Parse(text);
            return bare is null ? new Condition { Text = text, Span = scalar.Span } : Judge(new Condition { Text = text, Span = scalar.Span, Steps = StepReferences.Of(bare) }, bare, scalar, scope);
        }

        var steps = embedded.Select(part => part.Root).OfType<Expression>().SelectMany(part => StepReferences.Of(part)).Distinct(StringComparer.OrdinalIgnoreCase);
        var condition = new Condition { Text = text, Span = scalar.Span, Steps = [.. steps] };

        if (IsPasted(text, embedded))
        {
            const string Why = "the text around '${{ }}' makes the whole a text that is never empty, which counts as true";
            return condition with { Faults = [new ConditionFault(ConditionFaultKind.AlwaysTrue, text.Trim(), scalar.Span, Why)] };
        }

        return embedded[0].Root is { } root ? Judge(condition, root, scalar, scope) : condition;
    }

    /// <summary>Whether a text with expressions is put together, rather than being the value of one.</summary>
    public static bool IsPasted(string text, ImmutableArray<EmbeddedExpression> embedded) =>
        !embedded.IsEmpty && (embedded.Length > 1 || embedded[0].Length < text.Length);

    private static Condition Judge(Condition condition, Expression root, YamlScalar scalar, OriginScope scope) => condition with
    {
        NeverOn = ConditionEvents.NeverOn(root, scope),
        NeverByItself = ConditionEvents.NeverByItself(root, scope),
        NeverFor = KnownTruth.NeverFor(root, scope),
        OnDefaultBranch = ConditionRuns.OnDefaultBranch(root),
        OnProposals = ConditionRuns.OnProposals(root),
        OnReleases = ConditionRuns.OnReleases(root),
        IsNever = KnownTruth.IsNever(root, scope),
        NeverWith = KnownTruth.NeverWith(root, scope),
        IsAfterFailure = KnownTruth.IsAfterFailure(root, scope),
        Faults = [.. ConditionFaults.Of(root, scope).Select(fault =>
            new ConditionFault(fault.Kind, Excerpt(scalar.Value, fault.Node), scalar.PlaceOf(fault.Node.Offset, fault.Node.Length), fault.Why))],
        Gates = [.. ConditionGates.Of(root, scope).Select(gate =>
            new Gate(gate.Kind, Excerpt(scalar.Value, gate.Node), scalar.PlaceOf(gate.Node.Offset, gate.Node.Length)) { IsAnew = gate.IsAnew })],
    };

    private static string Excerpt(string text, Expression node) => text.Substring(node.Offset, node.Length);
}
