using System.Collections.Immutable;
using System.Text.Json;

namespace PoPipeline.Settings;

/// <summary>Makes the variables of a query to a GraphQL interface.</summary>
internal static class QueryVariables
{
    /// <summary>Texts.</summary>
    /// <param name="values">Each with its name; null is null.</param>
    public static JsonElement Of(params ReadOnlySpan<(string Name, string? Value)> values)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in values)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return Read(buffer);
    }

    /// <summary>A list of texts.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The list.</param>
    public static JsonElement Of(string name, ImmutableArray<string> values)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Read(buffer);
    }

    private static JsonElement Read(MemoryStream buffer)
    {
        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }
}
