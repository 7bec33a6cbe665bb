using System.Text.Json;
using System.Text.Json.Serialization;
using PoPipeline.Rules.Model;

namespace PoPipeline.Snapshots;

/// <summary>
/// Writes a place as <c>["path", startLine, startColumn, endLine, endColumn]</c>, and without the path where it lies in the file of the place that is
/// written before it: there are more places than anything else, and most follow another one of their file.
/// </summary>
internal sealed class PlaceConverter : JsonConverter<Place>
{
    // A document is written and read from start to end by one thread.
    [ThreadStatic]
    private static string? last;

    /// <summary>Begins a document: its first place says its file.</summary>
    public static void Begin() => last = null;

    /// <inheritdoc/>
    public override Place Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartArray || !reader.Read())
        {
            throw new JsonException();
        }

        if (reader.TokenType is JsonTokenType.String)
        {
            last = reader.GetString();
            reader.Read();
        }

        Span<int> numbers = stackalloc int[4];
        Numbers.ReadRest(ref reader, numbers);
        return new Place(last ?? throw new JsonException(), new Region(numbers[0], numbers[1], numbers[2], numbers[3]));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Place value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        if (!string.Equals(value.Path, last, StringComparison.Ordinal))
        {
            last = value.Path;
            writer.WriteStringValue(value.Path);
        }

        writer.WriteNumberValue(value.Region.StartLine);
        writer.WriteNumberValue(value.Region.StartColumn);
        writer.WriteNumberValue(value.Region.EndLine);
        writer.WriteNumberValue(value.Region.EndColumn);
        writer.WriteEndArray();
    }
}
