using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PoPipeline.Rules.Model;

namespace PoPipeline.Snapshots;

/// <summary>Writes a fact as <c>{"known": …}</c> or <c>{"unknown": "why"}</c>.</summary>
/// <typeparam name="T">What is known.</typeparam>
internal sealed class FactConverter<T> : JsonConverter<Fact<T>>
{
    private const string Known = "known";
    private const string Unknown = "unknown";

    /// <inheritdoc/>
    public override Fact<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartObject || !reader.Read() || reader.TokenType is not JsonTokenType.PropertyName)
        {
            throw new JsonException();
        }

        var name = reader.GetString();
        reader.Read();
        var fact = name switch
        {
            Known => Fact<T>.Known(JsonSerializer.Deserialize(ref reader, TypeOf(options)) ?? throw new JsonException()),
            Unknown => Fact<T>.Unknown(reader.GetString() ?? throw new JsonException()),
            _ => throw new JsonException(),
        };
        return reader.Read() && reader.TokenType is JsonTokenType.EndObject ? fact : throw new JsonException();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Fact<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.IsKnown)
        {
            writer.WritePropertyName(Known);
            JsonSerializer.Serialize(writer, value.Value, TypeOf(options));
        }
        else
        {
            writer.WriteString(Unknown, value.Reason);
        }

        writer.WriteEndObject();
    }

    private static JsonTypeInfo<T> TypeOf(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
