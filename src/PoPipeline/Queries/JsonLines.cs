using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PoPipeline.Queries;

/// <summary>Writes JSON to a text writer, indented, with a line break at the end.</summary>
internal static class JsonLines
{
    // No part of it is put into HTML.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="write">What.</param>
    public static void Write(TextWriter writer, Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(writer);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            write(json);
        }

        writer.Write(Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        writer.Write('\n');
    }
}
