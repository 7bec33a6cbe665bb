using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;

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

    /// <summary>Writes what could not be looked at, as the member <c>unseen</c>.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="gaps">What.</param>
    public static void WriteUnseen(this Utf8JsonWriter json, ImmutableArray<Gap> gaps)
    {
        json.WriteStartArray("unseen");
        foreach (var gap in gaps)
        {
            json.WriteStartObject();
            json.WriteString("subject", gap.Subject);
            json.WriteString("reason", gap.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes where something is written, as the members <c>file</c>, <c>line</c> and <c>column</c>.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="place">Where.</param>
    public static void WriteStart(this Utf8JsonWriter json, Place place)
    {
        json.WriteString("file", place.Path);
        json.WriteNumber("line", place.Region.StartLine);
        json.WriteNumber("column", place.Region.StartColumn);
    }
}
