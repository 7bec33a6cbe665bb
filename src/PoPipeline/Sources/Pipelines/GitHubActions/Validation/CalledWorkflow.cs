using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>A workflow of the repository that a job calls.</summary>
/// <param name="Interface">What it takes and gives; null where it cannot be called.</param>
internal sealed record CalledWorkflow(WorkflowInterface? Interface)
{
    /// <summary>The workflow that a value of <c>uses</c> names; null where the repository has none.</summary>
    public static CalledWorkflow? Find(string uses, Func<string, YamlMapping?> local) =>
        LocalAction.PathOf(uses) is { } path && local(path) is { } root ? new CalledWorkflow(WorkflowInterface.Read(root["on"])) : null;
}
