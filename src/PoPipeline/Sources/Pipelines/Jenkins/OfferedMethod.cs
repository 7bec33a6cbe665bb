using System.Collections.Immutable;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>A method as its callers see it: what they hand to it, and what it gives.</summary>
/// <param name="path">The file.</param>
/// <param name="method">The method.</param>
internal sealed class OfferedMethod(string path, GroovyMethod method)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>What it takes.</summary>
    public ImmutableArray<GroovyParameter> Parameters { get; } = method.Parameters;

    /// <summary>What it is called with, by the place of the argument.</summary>
    public Dictionary<int, GroovyValue> Given { get; } = [];

    /// <summary>What stands in the maps that it is called with, by the place of the argument and the key.</summary>
    public Dictionary<(int Index, string Key), GroovyValue> Members { get; } = [];

    /// <summary>What it gives; null where that is not known.</summary>
    public GroovyValue? Result { get; set; }
}
