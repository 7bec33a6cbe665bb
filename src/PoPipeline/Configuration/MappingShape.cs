using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>A mapping with known keys.</summary>
/// <param name="keys">The keys.</param>
/// <param name="defaults">What holds where a key is not there; null where a default would say nothing.</param>
/// <param name="finish">Adds what is known only where the mapping is written.</param>
/// <typeparam name="T">What it becomes.</typeparam>
internal sealed class MappingShape<T>(ImmutableArray<Key<T>> keys, T? defaults = default, Func<T, YamlNode, PolicyFile, T>? finish = null) : Shape<T>
{
    /// <inheritdoc/>
    public override T Read(YamlNode node, T current, PolicyFile file)
    {
        if (node is not YamlMapping mapping)
        {
            file.Reject(node, $"This must be a mapping with the {(keys.Length == 1 ? "key" : "keys")} {string.Join(", ", Names())}.");
            return current;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var value = current;
        foreach (var entry in mapping.Entries)
        {
            var key = keys.FirstOrDefault(key => key.Name == entry.Key.Value);
            if (key is null)
            {
                var hint = NearestName.Hint(entry.Key.Value, keys.Select(known => known.Name));
                file.Reject(entry.Key, $"There is no key '{entry.Key.Value}' here.{(hint.Length > 0 ? hint : NearestName.List(Names()))}");
            }
            else if (!seen.Add(key.Name))
            {
                file.Reject(entry.Key, $"The key '{key.Name}' stands here twice.");
            }
            else
            {
                value = key.Read(entry.Value, value, file);
            }
        }

        foreach (var key in keys.Where(key => key.Required && !seen.Contains(key.Name)))
        {
            file.Reject(node, $"The key '{key.Name}' is missing here.");
        }

        return finish is null ? value : finish(value, node, file);
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)key.Schema(defaults)))),
        };
        var required = keys.Where(key => key.Required).Select(key => (JsonNode)key.Name).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        return schema;
    }

    /// <summary>Joins what the branch that counts says with what a change has in its place.</summary>
    /// <param name="trusted">What the branch says.</param>
    /// <param name="own">What the change says.</param>
    /// <param name="prefix">The keys above, with a full stop at the end; empty for the root.</param>
    /// <param name="join">The comparison.</param>
    public T Join(T trusted, T own, string prefix, PolicyJoin join) => keys.Aggregate(trusted, (joined, key) => key.Join(trusted, own, prefix, join, joined));

    /// <inheritdoc/>
    public override JsonNode? Written(T value) => new JsonObject(keys.Select(key => KeyValuePair.Create(key.Name, key.Written(value))));

    private IEnumerable<string> Names() => keys.Select(key => $"'{key.Name}'");
}
