using System.Text.Json.Nodes;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>What a value of a policy file must look like: the parser and the published schema both follow from it.</summary>
/// <typeparam name="T">What it becomes.</typeparam>
internal abstract class Shape<T>
{
    /// <summary>Reads a value; what is wrong is said to the file, and <paramref name="current"/> stays.</summary>
    /// <param name="node">The value as written.</param>
    /// <param name="current">What holds without it.</param>
    /// <param name="file">The file.</param>
    public abstract T Read(YamlNode node, T current, PolicyFile file);

    /// <summary>The JSON Schema of the value.</summary>
    public abstract JsonObject Schema();

    /// <summary>The value as JSON, for the defaults in the schema; null where it is not worth telling.</summary>
    public virtual JsonNode? Json(T value) => null;

    /// <summary>The value as JSON, as a file would say it; null for nothing.</summary>
    public virtual JsonNode? Written(T value) => Json(value);
}
