using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What a workflow takes from its callers, and gives them.</summary>
/// <param name="Inputs">The inputs; null where there are none.</param>
/// <param name="Secrets">The secrets; null where there are none.</param>
/// <param name="Outputs">The outputs; null where there are none.</param>
internal sealed record WorkflowInterface(YamlMapping? Inputs, YamlMapping? Secrets, YamlMapping? Outputs)
{
    /// <summary>What its outputs are.</summary>
    public ExpressionType OutputTypes => new ExpressionType.Map(
        ExpressionType.NoProperties.SetItems((Outputs?.Entries ?? []).Select(entry => KeyValuePair.Create(entry.Key.Value, ExpressionType.Text))), Others: null);

    /// <summary>Reads it from a workflow's <c>on</c>; null where the workflow cannot be called.</summary>
    public static WorkflowInterface? Read(YamlNode? on) => on switch
    {
        YamlScalar { Value: "workflow_call" } => new WorkflowInterface(null, null, null),
        YamlSequence sequence when sequence.Items.Any(item => item is YamlScalar { Value: "workflow_call" }) => new WorkflowInterface(null, null, null),
        YamlMapping events when events.Entry("workflow_call") is { } call =>
            new WorkflowInterface(Section(call, "inputs"), Section(call, "secrets"), Section(call, "outputs")),
        _ => null,
    };

    private static YamlMapping? Section(YamlEntry call, string name) => (call.Value as YamlMapping)?[name] as YamlMapping;
}
