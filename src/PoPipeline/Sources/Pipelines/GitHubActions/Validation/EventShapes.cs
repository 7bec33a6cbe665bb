using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Schemas;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What may be said of each event.</summary>
/// <remarks>Which events, types and filters there are stands in the published schema.</remarks>
internal static class EventShapes
{
    private static readonly PublishedSchema Schema = PublishedSchema.Workflow;
    private static readonly ListShape Branches = new(new PatternShape(IsPath: false)) { AllowsOne = true };
    private static readonly ListShape Paths = new(new PatternShape(IsPath: true)) { AllowsOne = true };
    private static readonly ListShape Words = new(CommonShapes.Required) { AllowsOne = true };

    /// <summary>Every event with what may stand below it; null where that is looked at by itself.</summary>
    public static FrozenDictionary<string, MapShape?> All { get; } = Schema["on-mapping-strict"].Properties.ToFrozenDictionary(
        property => property.Key,
        property => property.Key is "schedule" or "workflow_call" or "workflow_dispatch" ? null : Event(property.Key, Schema.MappingOf(property.Definition)),
        StringComparer.Ordinal);

    private static MapShape Event(string name, SchemaDefinition? mapping)
    {
        var keys = new Dictionary<string, Shape>(StringComparer.Ordinal);
        foreach (var property in mapping?.Properties ?? [])
        {
            ImmutableArray<string> words = [.. Schema.WordsOf(property.Definition)];
            keys.Add(property.Key, property.Key switch
            {
                _ when !words.IsEmpty => new ListShape(new TextShape { IsRequired = true, Words = words, Kind = ProblemKind.Event }) { AllowsOne = true },
                "branches" or "branches-ignore" or "tags" or "tags-ignore" => Branches,
                "paths" or "paths-ignore" => Paths,
                _ => Words,
            });
        }

        // Without the workflows to wait for, nothing would ever start it.
        ImmutableArray<string> required = name is "workflow_run" ? ["workflows"] : [];
        return new MapShape("this event", keys.ToFrozenDictionary(StringComparer.Ordinal)) { Required = required, MayBeNull = true, MayBeEmpty = true };
    }
}
