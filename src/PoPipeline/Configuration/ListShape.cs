using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>A list.</summary>
/// <param name="item">What each item looks like.</param>
/// <param name="none">What an item is before it is read.</param>
/// <typeparam name="T">What an item becomes.</typeparam>
internal sealed class ListShape<T>(Shape<T> item, T none) : Shape<ImmutableArray<T>>
{
    private const int MaximumItems = 1000;

    /// <inheritdoc/>
    public override ImmutableArray<T> Read(YamlNode node, ImmutableArray<T> current, PolicyFile file)
    {
        if (node is not YamlSequence list)
        {
            file.Reject(node, "This must be a list.");
            return current;
        }

        if (list.Items.Length > MaximumItems)
        {
            file.Reject(node, $"This list has more than {MaximumItems} items.");
            return current;
        }

        return [.. list.Items.Select(entry => item.Read(entry, none, file))];
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => new() { ["type"] = "array", ["maxItems"] = MaximumItems, ["items"] = item.Schema() };

    /// <inheritdoc/>
    public override JsonNode? Json(ImmutableArray<T> value) => new JsonArray([.. value.Select(item.Json)]);

    /// <inheritdoc/>
    public override JsonNode? Written(ImmutableArray<T> value) => new JsonArray([.. value.Select(item.Written)]);
}
