using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What the <c>inputs</c> context holds.</summary>
internal static class InputTypes
{
    /// <summary>The scope with the inputs of a workflow's events.</summary>
    public static TypeScope Apply(YamlNode? on, TypeScope scope)
    {
        var events = on as YamlMapping;
        var manual = Of((events?["workflow_dispatch"] as YamlMapping)?["inputs"]);
        var called = Of((events?["workflow_call"] as YamlMapping)?["inputs"]);
        scope = scope.With("inputs", ExpressionType.Join(manual, called));

        // What other events put there is theirs.
        return WorkflowEvent.Read(on) is [{ Name: "workflow_dispatch" }] ? scope.WithEventInputs(TextOf(manual)) : scope;
    }

    /// <summary>What an action's inputs are: texts.</summary>
    public static ExpressionType OfAction(YamlNode? inputs) => TextOf(Of(inputs));

    private static ExpressionType.Map Of(YamlNode? inputs)
    {
        var properties = ExpressionType.NoProperties.ToBuilder();
        foreach (var entry in (inputs as YamlMapping)?.Entries ?? [])
        {
            properties[entry.Key.Value] = ((entry.Value as YamlMapping)?["type"] as YamlScalar)?.Value switch
            {
                "boolean" => ExpressionType.Boolean,
                "number" => ExpressionType.Number,
                "string" or "choice" or "environment" => ExpressionType.Text,
                _ => ExpressionType.Any,
            };
        }

        return new ExpressionType.Map(properties.ToImmutable(), Others: null);
    }

    private static ExpressionType.Map TextOf(ExpressionType.Map map) =>
        map with { Properties = map.Properties.SetItems(map.Properties.Keys.Select(key => KeyValuePair.Create(key, ExpressionType.Text))) };
}
