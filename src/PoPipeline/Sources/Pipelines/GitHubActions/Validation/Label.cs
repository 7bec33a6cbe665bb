using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>What a node is called in a message.</summary>
/// <param name="Name">The key that it stands under.</param>
/// <param name="Span">Where that key stands; null where it has none.</param>
internal readonly record struct Label(string Name, Place? Span = null)
{
    /// <summary>A label without a place.</summary>
    public static implicit operator Label(string name) => new(name);

    /// <summary>The label of an entry.</summary>
    public static Label Of(Yaml.YamlEntry entry) => new(entry.Key.Value, entry.Key.Span);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
