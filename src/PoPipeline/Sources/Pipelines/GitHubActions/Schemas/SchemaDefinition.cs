using System.Collections.Immutable;
using System.Text.Json;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Schemas;

/// <summary>One definition of a published schema.</summary>
/// <param name="json">What is published of it.</param>
internal sealed class SchemaDefinition(JsonElement json)
{
    /// <summary>The contexts, and with their arguments the functions, that expressions may use here and below.</summary>
    public ImmutableArray<string> Contexts => Texts(json, "context");

    /// <summary>The words that are accepted; empty where it is none of those.</summary>
    public ImmutableArray<string> Words =>
        json.TryGetProperty("allowed-values", out _) ? Texts(json, "allowed-values")
        : json.TryGetProperty("string", out var text) && text.TryGetProperty("constant", out var word) ? [word.GetString()!] : [];

    /// <summary>The definitions of which one has to hold.</summary>
    public ImmutableArray<string> Choices => Texts(json, "one-of");

    /// <summary>Whether it is a text.</summary>
    public bool IsText => json.TryGetProperty("string", out _);

    /// <summary>Whether it is a text that must not be empty.</summary>
    public bool IsRequired => json.TryGetProperty("string", out var text) && text.TryGetProperty("require-non-empty", out var required) && required.GetBoolean();

    /// <summary>Whether it is true or false.</summary>
    public bool IsBoolean => json.TryGetProperty("boolean", out _);

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => json.TryGetProperty("number", out _);

    /// <summary>Whether it is a mapping.</summary>
    public bool IsMapping => json.TryGetProperty("mapping", out _);

    /// <summary>The definition of the items of a list; null where it is no list.</summary>
    public string? Item => json.TryGetProperty("sequence", out var sequence) ? sequence.GetProperty("item-type").GetString() : null;

    /// <summary>The definition of the values under keys that are not named; null where there are none.</summary>
    public string? Others => json.TryGetProperty("mapping", out var mapping) && mapping.TryGetProperty("loose-value-type", out var value) ? value.GetString() : null;

    /// <summary>The keys of a mapping.</summary>
    public ImmutableArray<SchemaProperty> Properties
    {
        get
        {
            if (!json.TryGetProperty("mapping", out var mapping) || !mapping.TryGetProperty("properties", out var properties))
            {
                return [];
            }

            var all = ImmutableArray.CreateBuilder<SchemaProperty>();
            foreach (var property in properties.EnumerateObject())
            {
                all.Add(property.Value.ValueKind is JsonValueKind.String
                    ? new SchemaProperty(property.Name, property.Value.GetString()!, IsRequired: false)
                    : new SchemaProperty(property.Name, property.Value.GetProperty("type").GetString()!, property.Value.TryGetProperty("required", out var required) && required.GetBoolean()));
            }

            return all.DrainToImmutable();
        }
    }

    private static ImmutableArray<string> Texts(JsonElement json, string member)
    {
        if (!json.TryGetProperty(member, out var values))
        {
            return [];
        }

        var texts = ImmutableArray.CreateBuilder<string>(values.GetArrayLength());
        foreach (var value in values.EnumerateArray())
        {
            texts.Add(value.GetString()!);
        }

        return texts.MoveToImmutable();
    }
}
