using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What Tekton publishes of the shape of its resources: the fields of each, and what they hold. The file is made from the definitions that a cluster is given.</summary>
internal sealed class ServedSchema
{
    private static readonly Lazy<ServedSchema> Published = new(Read);

    private readonly ImmutableArray<FieldType> types;
    private readonly FrozenDictionary<string, int> kinds;

    private ServedSchema(ImmutableArray<FieldType> types, FrozenDictionary<string, int> kinds)
    {
        this.types = types;
        this.kinds = kinds;
    }

    /// <summary>The schema.</summary>
    public static ServedSchema Default => Published.Value;

    /// <summary>A type.</summary>
    /// <param name="index">Its number.</param>
    public FieldType this[int index] => types[index];

    /// <summary>What is wanted of a resource; null where nothing is published of it.</summary>
    /// <param name="apiVersion">The group and version: <c>tekton.dev/v1</c>.</param>
    /// <param name="kind">Its kind.</param>
    public FieldType? Find(string apiVersion, string kind) => kinds.TryGetValue($"{apiVersion} {kind}", out var index) ? types[index] : null;

    /// <summary>The versions in which a kind is served, as it is written.</summary>
    /// <param name="group">Its group.</param>
    /// <param name="kind">Its kind.</param>
    public IEnumerable<string> VersionsOf(string group, string kind) =>
        kinds.Keys.Where(name => name.StartsWith(group + "/", StringComparison.Ordinal) && name.EndsWith(" " + kind, StringComparison.Ordinal)).Select(name => name[..name.IndexOf(' ', StringComparison.Ordinal)]).Order(StringComparer.Ordinal);

    private static ServedSchema Read()
    {
        using var stream = typeof(ServedSchema).Assembly.GetManifestResourceStream("tekton/schema.json")
            ?? throw new InvalidOperationException("The file 'schema.json' is not part of the engine.");
        using var document = JsonDocument.Parse(stream);
        return new ServedSchema(
            [.. document.RootElement.GetProperty("types").EnumerateArray().Select(TypeOf)],
            document.RootElement.GetProperty("kinds").EnumerateObject().ToFrozenDictionary(kind => kind.Name, kind => kind.Value.GetInt32(), StringComparer.Ordinal));
    }

    private static FieldType TypeOf(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.String)
        {
            return new FieldType(element.GetString() switch
            {
                "text" => FieldKind.Text,
                "integer" => FieldKind.Integer,
                "number" => FieldKind.Number,
                "truth" => FieldKind.Truth,
                "quantity" => FieldKind.Quantity,
                _ => FieldKind.Any,
            });
        }

        if (element.TryGetProperty("words", out var words))
        {
            return new FieldType(FieldKind.Text) { Words = TextsOf(words) };
        }

        if (element.TryGetProperty("list", out var list))
        {
            return new FieldType(FieldKind.List) { Item = list.GetInt32() };
        }

        if (element.TryGetProperty("map", out var map))
        {
            return new FieldType(FieldKind.Map) { Item = map.GetInt32() };
        }

        return new FieldType(FieldKind.Fields)
        {
            Fields = element.GetProperty("fields").EnumerateObject().ToFrozenDictionary(field => field.Name, field => field.Value.GetInt32(), StringComparer.Ordinal),
            Needs = element.TryGetProperty("needs", out var needs) ? TextsOf(needs) : [],
        };
    }

    private static ImmutableArray<string> TextsOf(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];
}
