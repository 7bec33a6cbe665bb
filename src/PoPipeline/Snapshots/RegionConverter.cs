using System.Text.Json;
using System.Text.Json.Serialization;
using PoPipeline.Rules.Model;

namespace PoPipeline.Snapshots;

/// <summary>Writes a region as <c>[startLine, startColumn, endLine, endColumn]</c>: there are more of them than of anything else.</summary>
internal sealed class RegionConverter : JsonConverter<Region>
{
    /// <inheritdoc/>
    public override Region Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<int> numbers = stackalloc int[4];
        Numbers.Read(ref reader, numbers);
        return new Region(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Region value, JsonSerializerOptions options) =>
        Numbers.Write(writer, [value.StartLine, value.StartColumn, value.EndLine, value.EndColumn]);
}
