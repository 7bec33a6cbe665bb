using System.Text.Json;
using System.Text.Json.Serialization;
using PoPipeline.Rules.Model;

namespace PoPipeline.Snapshots;

/// <summary>Writes an anchor as <c>[offset, line, column]</c>.</summary>
internal sealed class TextAnchorConverter : JsonConverter<TextAnchor>
{
    /// <inheritdoc/>
    public override TextAnchor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<int> numbers = stackalloc int[3];
        Numbers.Read(ref reader, numbers);
        return new TextAnchor(numbers[0], numbers[1], numbers[2]);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TextAnchor value, JsonSerializerOptions options) =>
        Numbers.Write(writer, [value.Offset, value.Line, value.Column]);
}
