using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Takes commands, parameters of steps and conditions apart, until nothing is left but steps that run.</summary>
/// <param name="logic">Reads conditions.</param>
/// <param name="budget">How much is taken apart.</param>
internal sealed class StepExpander(Logic logic, ReadingBudget budget)
{
    // A command that calls a command …
    private const int Deepest = 24;

    /// <summary>The steps that run.</summary>
    /// <param name="steps">As written.</param>
    /// <param name="scope">What names in them mean.</param>
    public ImmutableArray<ExpandedStep> Expand(YamlNode? steps, Scope scope)
    {
        var found = ImmutableArray.CreateBuilder<ExpandedStep>();
        Add(steps, scope, [], found, []);
        return found.DrainToImmutable();
    }

    private void Add(YamlNode? node, Scope scope, ImmutableArray<StepCondition> conditions, ImmutableArray<ExpandedStep>.Builder found, ImmutableArray<YamlEntry> open)
    {
        if (!budget.Step() || open.Length > Deepest)
        {
            return;
        }

        switch (node)
        {
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    Add(item, scope, conditions, found, open);
                }

                break;
            case YamlScalar { IsNull: false } name when TextResolver.Values(name, scope) is var values && (values.IsEmpty || values[0].Node != name):
                foreach (var value in values)
                {
                    Add(value.Node, value.Scope, conditions, found, open);
                }

                break;
            case YamlScalar { IsNull: false } name:
                Call(name, value: null, node, scope, conditions, found, open);
                break;
            case YamlMapping { Entries: [var entry, ..] }:
                Call(entry.Key, entry.Value is YamlScalar { IsNull: true } ? null : entry.Value, node, scope, conditions, found, open);
                break;
        }
    }

    private void Call(YamlScalar name, YamlNode? value, YamlNode item, Scope scope, ImmutableArray<StepCondition> conditions, ImmutableArray<ExpandedStep>.Builder found, ImmutableArray<YamlEntry> open)
    {
        if (name.Value is "when" or "unless" && value is YamlMapping { } conditional)
        {
            var wanted = name.Value is "when";
            var statement = conditional["condition"];
            var truth = logic.Evaluate(statement, scope);
            if (truth is Truth.Unknown || truth == (wanted ? Truth.True : Truth.False))
            {
                // Also what always holds is kept where it was meant to ask something.
                var isAsked = statement is not null && (truth is Truth.Unknown || statement is not YamlScalar text || TextResolver.ArgumentOf(text, scope)?.Declaration?.Type is "string");
                Add(conditional["steps"], scope, isAsked ? conditions.Add(new StepCondition(statement!, wanted, scope)) : conditions, found, open);
            }

            return;
        }

        if (name.Value is "steps" && scope.Library.Command(name.Value) is null)
        {
            Add(value, scope, conditions, found, open);
            return;
        }

        if (scope.Library.Command(name.Value) is not { } part)
        {
            found.Add(new ExpandedStep(name, value, item.Span, scope, Uses: null, conditions));
            return;
        }

        if (part.Definition is not { } definition)
        {
            found.Add(new ExpandedStep(name, value, item.Span, scope, ReferenceReader.Taken(part.Orb!, name.Value, name.Span), conditions));

            // Steps that are handed to a command run where it has them run.
            foreach (var handed in (value as YamlMapping)?.Entries.Where(entry => AreSteps(entry.Value, scope)) ?? [])
            {
                Add(handed.Value, scope, conditions, found, open);
            }

            return;
        }

        if (!open.Contains(definition))
        {
            Add((definition.Value as YamlMapping)?["steps"], Binder.Bind(part, value as YamlMapping, scope), conditions, found, open.Add(definition));
        }
    }

    private static bool AreSteps(YamlNode node, Scope scope) =>
        node is YamlSequence { Items.IsEmpty: false } sequence
            ? sequence.Items.All(item => item is YamlMapping { Entries: [var only] } ? IsStep(only.Key.Value, scope) : item is YamlScalar scalar && IsStep(scalar.Value, scope))
            : node is YamlScalar named && TextResolver.ArgumentOf(named, scope) is { Declaration.Type: "steps" };

    private static bool IsStep(string name, Scope scope) => BuiltInSteps.Has(name) || scope.Library.Command(name) is not null;
}
