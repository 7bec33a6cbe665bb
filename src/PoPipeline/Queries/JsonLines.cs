using System.Text;
using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Queries;

/// <summary>Writes JSON to a terminal, indented, with a line break at the end.</summary>
internal static class JsonLines
{
    /// <summary>Writes.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="write">What.</param>
    public static void Write(TerminalWriter writer, Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(writer);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Options))
        {
            write(json);
        }

        writer.WriteDocument(text => text.Write(Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length))));
    }
}
