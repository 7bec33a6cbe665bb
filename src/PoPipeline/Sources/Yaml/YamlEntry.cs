namespace PoPipeline.Sources.Yaml;

/// <summary>An entry of a mapping.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; an empty plain scalar where none is written.</param>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
