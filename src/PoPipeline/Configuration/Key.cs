using System.Text.Json.Nodes;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>A key of a mapping.</summary>
/// <typeparam name="TOwner">What the mapping becomes.</typeparam>
internal abstract class Key<TOwner>(string name, string description, bool required)
{
    /// <summary>The key.</summary>
    public string Name { get; } = name;

    /// <summary>What it says, for people.</summary>
    public string Description { get; } = description;

    /// <summary>Whether it must be there.</summary>
    public bool Required { get; } = required;

    /// <summary>Reads its value into the mapping's.</summary>
    public abstract TOwner Read(YamlNode node, TOwner owner, PolicyFile file);

    /// <summary>The JSON Schema of its value, with the default that an owner gives.</summary>
    public abstract JsonObject Schema(TOwner? defaults);
}

/// <summary>A key of a mapping.</summary>
/// <param name="name">The key.</param>
/// <param name="description">What it says, for people.</param>
/// <param name="shape">What its value looks like.</param>
/// <param name="get">The value that holds so far.</param>
/// <param name="set">Puts a value in its place.</param>
/// <param name="tighten">
/// Joins the value of an extended policy with that of the file that extends it, and says where the latter would demand less; null where
/// a value may be replaced.
/// </param>
/// <param name="required">Whether it must be there.</param>
/// <typeparam name="TOwner">What the mapping becomes.</typeparam>
/// <typeparam name="TValue">What the value becomes.</typeparam>
internal sealed class Key<TOwner, TValue>(
    string name,
    string description,
    Shape<TValue> shape,
    Func<TOwner, TValue> get,
    Func<TOwner, TValue, TOwner> set,
    Func<TValue, TValue, (TValue Value, string? Fault)>? tighten = null,
    bool required = false) : Key<TOwner>(name, description, required)
{
    /// <inheritdoc/>
    public override TOwner Read(YamlNode node, TOwner owner, PolicyFile file)
    {
        var before = get(owner);
        var value = shape.Read(node, before, file);
        if (!file.Tightens || tighten is null)
        {
            return set(owner, value);
        }

        var (joined, fault) = tighten(before, value);
        if (fault is not null)
        {
            file.Reject(node, $"A policy may only demand more than the one that it extends: {fault}.");
        }

        return set(owner, joined);
    }

    /// <inheritdoc/>
    public override JsonObject Schema(TOwner? defaults)
    {
        var schema = new JsonObject { ["description"] = Description };
        foreach (var (key, value) in shape.Schema())
        {
            schema[key] = value?.DeepClone();
        }

        if (defaults is not null && shape.Json(get(defaults)) is { } json)
        {
            schema["default"] = json;
        }

        return schema;
    }
}
