using System.Buffers;
using System.Globalization;
using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;

namespace PoPipeline.Snapshots;

/// <summary>
/// Writes a snapshot, or a part of one, as <see cref="SnapshotContext"/> has it, in code that is compiled ahead: what the serializer builds for the types
/// when it starts takes longer than the writing. What there is of the model lies in SnapshotWriter.Model.cs, which a test writes.
/// </summary>
internal sealed partial class SnapshotWriter : IDisposable
{
    // What is written stays in memory up to here, however large the snapshot is.
    private const int Kept = 32 * 1024;

    // The code that writes was made from the model, so that nobody has to check that it nests.
    private static readonly JsonWriterOptions Options = JsonText.Compact with { SkipValidation = true };

    private readonly Utf8JsonWriter json;

    // The file of the place that was written last, as PlaceConverter remembers it.
    private string? file;

    /// <summary>Makes one that sends on what it writes.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public SnapshotWriter(Stream stream) => json = new Utf8JsonWriter(stream, Options);

    /// <summary>Makes one that keeps what it writes.</summary>
    /// <param name="buffer">Where to.</param>
    public SnapshotWriter(IBufferWriter<byte> buffer) => json = new Utf8JsonWriter(buffer, Options);

    /// <summary>Sends on the rest.</summary>
    public void Dispose() => json.Dispose();

    private void Write(Place place)
    {
        json.WriteStartArray();
        if (!string.Equals(place.Path, file, StringComparison.Ordinal))
        {
            file = place.Path;
            json.WriteStringValue(file);
        }

        json.WriteNumberValue(place.Region.StartLine);
        json.WriteNumberValue(place.Region.StartColumn);
        json.WriteNumberValue(place.Region.EndLine);
        json.WriteNumberValue(place.Region.EndColumn);
        json.WriteEndArray();
    }

    private void Write(TextAnchor anchor)
    {
        json.WriteStartArray();
        json.WriteNumberValue(anchor.Offset);
        json.WriteNumberValue(anchor.Line);
        json.WriteNumberValue(anchor.Column);
        json.WriteEndArray();
    }

    private void Write(string text) => json.WriteStringValue(text);

    private void Write(DateOnly date) => json.WriteStringValue(date.ToString("O", CultureInfo.InvariantCulture));

    // A value that has no name is written as its number.
    private void WriteName(string? name, int number)
    {
        if (name is null)
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(name);
        }
    }

    // The first name is that of nothing, each other one that of a bit, from the lowest.
    private void WriteNames(string[] names, int bits)
    {
        var rest = bits >> (names.Length - 1);
        var set = names.Where((_, bit) => bit > 0 && (bits & (1 << (bit - 1))) != 0);
        WriteName(rest != 0 ? null : bits == 0 ? names[0] : string.Join(", ", set), bits);
    }

    // After each item of a row.
    private void SendOn()
    {
        if (json.BytesPending > Kept)
        {
            json.Flush();
        }
    }
}
