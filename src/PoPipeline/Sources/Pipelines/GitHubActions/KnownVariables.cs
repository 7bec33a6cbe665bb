using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>The variables that actions of the catalogue set for the steps behind them.</summary>
internal static class KnownVariables
{
    /// <summary>Those that a step's action sets.</summary>
    /// <param name="uses">The action.</param>
    /// <param name="with">What it is given.</param>
    /// <param name="events">What starts the run.</param>
    /// <param name="valueOf">Who controls an input.</param>
    public static IEnumerable<WrittenText> Of(YamlScalar uses, YamlMapping? with, ImmutableArray<WorkflowEvent> events, Func<YamlNode, Provenance> valueOf)
    {
        var action = ReferenceReader.NameOf(uses.Value);
        if (Catalogue.Find(ComponentKind.Action, action)?.Outputs?.Variables is not { } variables)
        {
            yield break;
        }

        foreach (var entry in with?.Entries ?? [])
        {
            if (variables.Takes(entry.Key.Value))
            {
                var name = variables.NamedBy is { } by ? with.Input(by)?.Value.Trim() ?? "" : entry.Key.Value;
                yield return new WrittenText(name, valueOf(entry.Value).Through(entry.Value.Span, $"is written to the variable '{name}' of later steps"), entry.Value.Span);
            }
        }

        foreach (var given in variables.Gives)
        {
            foreach (var name in given.Names.Where(name => !name.Contains('*')))
            {
                yield return new WrittenText(name, KnownOutputs.OfText(action, given.Kind, given.Freedom, events).Through(uses.Span, $"is written to the variable '{name}' of later steps"), uses.Span);
            }
        }
    }
}
