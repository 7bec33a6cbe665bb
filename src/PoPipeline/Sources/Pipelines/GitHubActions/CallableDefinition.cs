using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>What an action or a reusable workflow of this repository takes and gives.</summary>
internal sealed class CallableDefinition
{
    private static readonly FrozenDictionary<string, CallableInput> NoInputs = FrozenDictionary<string, CallableInput>.Empty;

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>An action or a workflow.</summary>
    public required PipelineKind Kind { get; init; }

    /// <summary>The inputs, by name in any case.</summary>
    public FrozenDictionary<string, CallableInput> Inputs { get; init; } = NoInputs;

    /// <summary>The secrets that a reusable workflow asks for, by name in any case.</summary>
    public FrozenDictionary<string, CallableInput> Secrets { get; init; } = NoInputs;

    /// <summary>The outputs with their values, by name in any case; the value is null where the action's program sets it.</summary>
    public FrozenDictionary<string, YamlScalar?> Outputs { get; init; } = FrozenDictionary<string, YamlScalar?>.Empty;

    /// <summary>Reads the definition; null for a workflow that no other can call.</summary>
    public static CallableDefinition? Read(string path, PipelineKind kind, YamlMapping root)
    {
        var definition = kind is PipelineKind.Action ? root : Call(TriggerReader.On(root));
        return definition is null
            ? null
            : new CallableDefinition
            {
                Path = path,
                Kind = kind,
                Inputs = InputsOf(definition.Mapping("inputs")),
                Secrets = InputsOf(definition.Mapping("secrets")),
                Outputs = OutputsOf(definition.Mapping("outputs")),
            };
    }

    /// <summary>Reads declared inputs or secrets.</summary>
    public static FrozenDictionary<string, CallableInput> InputsOf(YamlMapping? inputs)
    {
        if (inputs is null)
        {
            return NoInputs;
        }

        var byName = new Dictionary<string, CallableInput>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in inputs.Entries)
        {
            var settings = entry.Value as YamlMapping;
            byName.TryAdd(entry.Key.Value, new CallableInput
            {
                Name = entry.Key.Value,
                Span = entry.Key.Span,
                Type = settings.Scalar("type")?.Value,
                IsRequired = settings.Scalar("required").Is(expected: true),
                Default = settings?["default"] as YamlScalar,
                Options = settings?["options"].Scalars().Select(option => option.Value).ToImmutableArray() ?? [],
                IsDeprecated = settings?["deprecationMessage"] is not null,
            });
        }

        return byName.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static FrozenDictionary<string, YamlScalar?> OutputsOf(YamlMapping? outputs)
    {
        var byName = new Dictionary<string, YamlScalar?>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in outputs?.Entries ?? [])
        {
            byName.TryAdd(entry.Key.Value, (entry.Value as YamlMapping).Scalar("value"));
        }

        return byName.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    // on: workflow_call, on: [workflow_call], or a mapping with that key.
    private static YamlMapping? Call(YamlNode? on) => on switch
    {
        YamlMapping mapping when mapping.Entry("workflow_call") is { } entry => entry.Value as YamlMapping ?? Nothing(entry.Key.Span),
        _ when on.Scalars().FirstOrDefault(name => name.Value is "workflow_call") is { } name => Nothing(name.Span),
        _ => null,
    };

    private static YamlMapping Nothing(Place span) => new(span, [], isFlow: false);
}
