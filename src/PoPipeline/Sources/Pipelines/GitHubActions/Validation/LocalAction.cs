using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What an action of the repository itself takes and gives.</summary>
/// <param name="root">The root of its <c>action.yml</c>.</param>
internal sealed class LocalAction(YamlMapping root)
{
    private YamlMapping? Runs => root["runs"] as YamlMapping;

    private string Using => (Runs?["using"] as YamlScalar)?.Value ?? "";

    /// <summary>Whether it is made of steps, so that its outputs are all known.</summary>
    public bool IsComposite => Using is "composite";

    /// <summary>Whether it is a container, which takes 'args' and 'entrypoint' as well.</summary>
    public bool IsContainer => Using is "docker";

    /// <summary>Its inputs.</summary>
    public YamlMapping? Inputs => root["inputs"] as YamlMapping;

    /// <summary>What its outputs are.</summary>
    public ExpressionType OutputTypes => root["outputs"] is YamlMapping outputs
        ? new ExpressionType.Map(ExpressionType.NoProperties.SetItems(outputs.Entries.Select(entry => KeyValuePair.Create(entry.Key.Value, ExpressionType.Text))), Others: null)
        : ExpressionType.EmptyMap;

    /// <summary>The path that a local value of <c>uses</c> names; null where it is none, or leads out of the repository.</summary>
    public static string? PathOf(string uses) =>
        ReferenceReader.IsLocal(uses) && ReferenceReader.LocalPath(uses) is var path && !path.StartsWith("..", StringComparison.Ordinal) ? path : null;

    /// <summary>The action that a value of <c>uses</c> names; null where the repository has none.</summary>
    public static LocalAction? Find(string uses, Func<string, YamlMapping?> local) =>
        PathOf(uses) is { } path && local(path) is { } root && root["runs"] is YamlMapping ? new LocalAction(root) : null;
}
