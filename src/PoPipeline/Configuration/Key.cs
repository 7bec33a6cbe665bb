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

    /// <summary>Joins what the branch that counts says with what a change has in its place; what is said less of is told to <paramref name="join"/>, and does not hold.</summary>
    /// <param name="trusted">What the branch says.</param>
    /// <param name="own">What the change says.</param>
    /// <param name="prefix">The keys above, with a full stop at the end; empty for the root.</param>
    /// <param name="join">The comparison.</param>
    /// <param name="joined">What holds of the keys before this one; what the branch says for the first.</param>
    public abstract TOwner Join(TOwner trusted, TOwner own, string prefix, PolicyJoin join, TOwner joined);

    /// <summary>The value as JSON.</summary>
    public abstract JsonNode? Written(TOwner owner);

    /// <summary>The JSON Schema of its value, with the default that an owner gives.</summary>
    public abstract JsonObject Schema(TOwner? defaults);
}

/// <summary>A key of a mapping.</summary>
/// <param name="name">The key.</param>
/// <param name="description">What it says, for people.</param>
/// <param name="shape">What its value looks like.</param>
/// <param name="get">The value that holds so far.</param>
/// <param name="set">Puts a value in its place.</param>
/// <param name="demand">How the value may differ from that of another policy; null where it may be replaced.</param>
/// <param name="required">Whether it must be there.</param>
/// <typeparam name="TOwner">What the mapping becomes.</typeparam>
/// <typeparam name="TValue">What the value becomes.</typeparam>
internal sealed class Key<TOwner, TValue>(
    string name,
    string description,
    Shape<TValue> shape,
    Func<TOwner, TValue> get,
    Func<TOwner, TValue, TOwner> set,
    Demand<TValue>? demand = null,
    bool required = false) : Key<TOwner>(name, description, required)
{
    /// <inheritdoc/>
    public override TOwner Read(YamlNode node, TOwner owner, PolicyFile file)
    {
        var before = get(owner);
        var value = shape.Read(node, before, file);
        if (!file.Tightens || demand is null)
        {
            return set(owner, value);
        }

        var (joined, fault) = demand.Extend(before, value);
        if (fault is not null)
        {
            file.Reject(node, $"A policy may only demand more than the one that it extends: {fault}.");
        }

        return set(owner, joined);
    }

    /// <inheritdoc/>
    public override TOwner Join(TOwner trusted, TOwner own, string prefix, PolicyJoin join, TOwner joined)
    {
        var (before, value) = (get(trusted), get(own));
        if (demand is null)
        {
            return shape is MappingShape<TValue> mapping ? set(joined, mapping.Join(before, value, $"{prefix}{Name}.", join)) : set(joined, value);
        }

        if (join.IsFirst && demand.IsFact)
        {
            return set(joined, value);
        }

        var (holds, fault) = demand.Change(before, value);
        if (fault is not null)
        {
            join.Loosen(prefix + Name, fault, Text(value), Text(before));
        }

        return set(joined, holds);
    }

    /// <inheritdoc/>
    public override JsonNode? Written(TOwner owner) => shape.Written(get(owner));

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

    private string Text(TValue value) => shape.Written(value)?.ToJsonString() ?? "null";
}
