using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>A file of a configuration.</summary>
/// <param name="Path">The file.</param>
/// <param name="Document">What it holds.</param>
/// <param name="Root">Its keys, merge keys put in their place; null where there are none.</param>
internal sealed record ConfigFile(string Path, YamlDocument Document, YamlMapping? Root)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tree">The working tree.</param>
    public static ConfigFile Read(string path, WorkingTree tree)
    {
        var source = tree.Read(path);
        if (source.Fault is { } fault)
        {
            return new ConfigFile(path, new YamlDocument(path, "", Root: null, new YamlProblem($"The file cannot be read: {fault}", Rules.Model.Place.StartOf(path)), []) { IsTooLarge = true }, Root: null);
        }

        return new ConfigFile(path, source.Yaml, MergeKeys.Resolve(source.Yaml) as YamlMapping);
    }
}
