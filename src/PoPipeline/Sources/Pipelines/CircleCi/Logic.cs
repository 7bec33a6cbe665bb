using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Reads logic statements: what the files tell of them, and what they demand.</summary>
/// <remarks>Source: https://circleci.com/docs/reference/configuration-reference/#logic-statements and https://circleci.com/docs/reference/expressions-reference/.</remarks>
/// <param name="texts">Puts parameters into texts.</param>
internal sealed class Logic(TextResolver texts)
{
    private const int Deepest = 32;

    // Of one list.
    private const int Most = 200;

    /// <summary>Whether a statement holds.</summary>
    /// <param name="node">The statement.</param>
    /// <param name="scope">What names in it mean.</param>
    public Truth Evaluate(YamlNode? node, Scope scope) => Evaluate(node, scope, 0);

    /// <summary>What must hold for it to be true and keeps those out who have no rights here; null where it can never be true.</summary>
    /// <param name="node">The statement.</param>
    /// <param name="scope">What names in it mean.</param>
    /// <param name="wanted">Whether it is to be true.</param>
    public ImmutableArray<Gate>? Gates(YamlNode? node, Scope scope, bool wanted) => Gates(node, scope, wanted, 0);

    private Truth Evaluate(YamlNode? node, Scope scope, int depth)
    {
        if (depth > Deepest)
        {
            return Truth.Unknown;
        }

        switch (node)
        {
            case YamlScalar scalar:
                return OfScalar(scalar, scope, depth);
            case YamlSequence sequence:
                return sequence.Items.IsEmpty ? Truth.False : Truth.True;
            case YamlMapping { Entries: [var entry] }:
                return entry.Key.Value switch
                {
                    "not" => Not(Evaluate(entry.Value, scope, depth + 1)),
                    "and" => Joined(entry.Value, scope, depth, Truth.False),
                    "or" => Joined(entry.Value, scope, depth, Truth.True),
                    "equal" => Equal(entry.Value, scope),
                    "matches" => Truth.Unknown,
                    _ => Truth.True,
                };
            case YamlMapping mapping:
                return mapping.Entries.IsEmpty ? Truth.False : Truth.Unknown;
            default:
                return Truth.Unknown;
        }
    }

    // Whatever is not false, null, zero or empty is true.
    private Truth OfScalar(YamlScalar scalar, Scope scope, int depth)
    {
        if (scope.Library.HasMarks && TextResolver.ArgumentOf(scalar, scope) is { } argument)
        {
            return argument.Values is [var one] ? Evaluate(one.Node, one.Scope, depth + 1) : Truth.Unknown;
        }

        var resolved = texts.Resolve(scalar, scope);
        return !resolved.Interpolations.IsEmpty || IsExpression(resolved.Text) ? Truth.Unknown : Of(scalar.As(resolved.Text));
    }

    private static Truth Of(YamlScalar scalar) =>
        scalar.IsNull || scalar.Value.Length == 0 || CoreSchema.BooleanOf(scalar) is false || CoreSchema.NumberOf(scalar) is 0 ? Truth.False : Truth.True;

    private static bool IsExpression(string text) => text.Contains("pipeline.", StringComparison.Ordinal);

    private static Truth Not(Truth truth) => truth switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Unknown };

    private Truth Joined(YamlNode value, Scope scope, int depth, Truth deciding)
    {
        var isOpen = false;
        foreach (var part in (value as YamlSequence)?.Items.Take(Most) ?? [])
        {
            var truth = Evaluate(part, scope, depth + 1);
            if (truth == deciding)
            {
                return deciding;
            }

            isOpen |= truth is Truth.Unknown;
        }

        return isOpen ? Truth.Unknown : Not(deciding);
    }

    private Truth Equal(YamlNode value, Scope scope)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var isOpen = false;
        foreach (var part in (value as YamlSequence)?.Items.Take(Most) ?? [])
        {
            var text = TextOf(part, scope);
            isOpen |= text is null;
            if (text is not null && known.Add(text) && known.Count > 1)
            {
                return Truth.False;
            }
        }

        return isOpen ? Truth.Unknown : Truth.True;
    }

    // The text that a part is compared by; null where only a run tells.
    private string? TextOf(YamlNode part, Scope scope)
    {
        if (part is YamlScalar named && scope.Library.HasMarks && TextResolver.ArgumentOf(named, scope) is { } argument)
        {
            return argument.Values is [{ Node: YamlScalar } one] ? TextOf(one.Node, one.Scope) : null;
        }

        return part is YamlScalar scalar && texts.Resolve(scalar, scope) is { Interpolations.IsEmpty: true } resolved ? resolved.Text : null;
    }

    private ImmutableArray<Gate>? Gates(YamlNode? node, Scope scope, bool wanted, int depth)
    {
        if (depth > Deepest)
        {
            return [];
        }

        switch (node)
        {
            case YamlMapping { Entries: [{ Key.Value: "not" } not] }:
                return Gates(not.Value, scope, !wanted, depth + 1);
            case YamlMapping { Entries: [{ Key.Value: "and" or "or", Value: YamlSequence several } joined] }:
                var parts = several.Items.Take(Most).Select(part => Gates(part, scope, wanted, depth + 1)).ToList();
                return (joined.Key.Value is "and") == wanted
                    ? parts.Exists(part => part is null) ? null : [.. parts.SelectMany(part => part!.Value)]
                    : AnyOf(parts);
            case YamlMapping { Entries: [{ Key.Value: "equal", Value: YamlSequence several } equal] } when wanted && Evaluate(node, scope, depth) is not Truth.False:
                return several.Items.Any(part => part is YamlScalar scalar && IsOfTrusted(Marks.Whole(scalar.Value)?.Content)) ? [Trusted(several, equal)] : [];
            case YamlMapping { Entries: [{ Key.Value: "matches", Value: YamlMapping match } matches] } when wanted:
                return match["value"] is YamlScalar matched && IsOfTrusted(Marks.Whole(matched.Value)?.Content) && match["pattern"] is YamlScalar pattern && !RefPattern.TakesProposals(pattern.Value)
                    ? [Trusted(match, matches)] : [];
            case YamlScalar scalar when wanted && ExpressionGates.Demand(scalar.Value) && Marks.Whole(scalar.Value) is null:
                return [new Gate(GateKind.TrustedEvent, scalar.Value, scalar.Span)];
            case YamlScalar scalar when wanted && Marks.Whole(scalar.Value) is { } mark && (mark.Content.StartsWith("pipeline.parameters.", StringComparison.Ordinal) && IsOffUnasked(mark.Content, scope) || mark.Content is "pipeline.git.branch.is_default" or "pipeline.git.tag" or "pipeline.schedule.name" || ExpressionGates.Demand(mark.Content)):
                return [new Gate(GateKind.TrustedEvent, scalar.Value, scalar.Span)];
            default:
                return Evaluate(node, scope, depth) == (wanted ? Truth.False : Truth.True) ? null : [];
        }
    }

    private static Gate Trusted(YamlNode value, YamlEntry entry) => new(GateKind.TrustedEvent, $"{entry.Key.Value}: {Shown(value)}", value.Span);

    private static string Shown(YamlNode value) => value switch
    {
        YamlSequence several => $"[{string.Join(", ", several.Items.Take(4).OfType<YamlScalar>().Select(item => item.Value))}]",
        YamlMapping mapping => (mapping["pattern"] as YamlScalar)?.Value ?? "",
        _ => "",
    };

    // A parameter that is off by default is set by somebody who may start pipelines.
    private static bool IsOffUnasked(string name, Scope scope) =>
        scope.Library.Parameters?.Entry(name["pipeline.parameters.".Length..]) is { } entry && new Declaration(entry).Default is YamlScalar unsaid && Of(unsaid) is Truth.False;

    private static ImmutableArray<Gate>? AnyOf(List<ImmutableArray<Gate>?> parts)
    {
        var possible = parts.OfType<ImmutableArray<Gate>>().ToList();
        return possible.Count == 0 ? null : possible.Exists(part => part.IsEmpty) ? [] : [.. possible.SelectMany(part => part)];
    }

    // What a proposal from outside does not have.
    private static bool IsOfTrusted(string? name) => name is "pipeline.git.branch" or "pipeline.git.tag" or "pipeline.git.branch.is_default" or "pipeline.trigger_source" or "pipeline.schedule.name" or "pipeline.schedule.id" || name?.StartsWith("pipeline.parameters.", StringComparison.Ordinal) == true;
}
