using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Every text of a resource, and which parameter or variable it is the value of.</summary>
internal static class WrittenTexts
{
    /// <summary>The texts, each once.</summary>
    /// <param name="root">The resource.</param>
    public static IEnumerable<(string? Name, YamlScalar Text)> In(YamlNode root) => YamlTexts.In<string?>(
        root,
        start: null,
        static (_, mapping, entry) => entry.Key.Value is "value" or "default" ? (mapping["name"] as YamlScalar)?.Value : null,
        static name => name);
}
