using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Listing;

/// <summary>JSON Lines: what is known of each event, and the event as it came, as JSON where it is, else as a text.</summary>
public sealed class JsonLinesExport : IAuditExport
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <inheritdoc/>
    public long Write(IEnumerable<AuditEvent> events, Stream output)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new Utf8JsonWriter(output, Options);
        var count = 0L;
        foreach (var found in events)
        {
            writer.WriteStartObject();
            writer.WriteString("source", found.Source.ToString());
            writer.WriteString("id", found.Id);
            Text(writer, "occurred", Time(found.Occurred));
            Text(writer, "recorded", Time(found.Recorded));
            Text(writer, "observed", Time(found.Observed));
            if (found.LateBy is { } late)
            {
                writer.WriteNumber("lateBySeconds", (long)late.TotalSeconds);
            }

            Text(writer, "actor", found.Actor);
            Text(writer, "actorId", found.ActorId);
            Text(writer, "action", found.Action);
            Text(writer, "target", found.Target);
            writer.WriteBoolean("closed", found.IsClosed);
            writer.WriteBoolean("imported", found.IsImported);
            Raw(writer, found);
            writer.WriteEndObject();
            writer.Flush();
            output.WriteByte((byte)'\n');
            writer.Reset();
            count++;
        }

        return count;
    }

    internal static string? Time(DateTimeOffset? time) => time is { } known ? AuditTime.Write(known) : null;

    // An event that spreads over lines would be no line.
    private static void Raw(Utf8JsonWriter writer, AuditEvent found)
    {
        if (found.IsClosed)
        {
            return;
        }

        if (found.Media is AuditMedia.Json && found.Raw.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0 && IsJson(found.Raw))
        {
            writer.WritePropertyName("event");
            writer.WriteRawValue(found.Raw.Span, skipInputValidation: true);
        }
        else
        {
            writer.WriteString("raw", Encoding.UTF8.GetString(found.Raw.Span));
        }
    }

    private static bool IsJson(ReadOnlyMemory<byte> raw)
    {
        try
        {
            using var document = JsonDocument.Parse(raw, CanonicalJson.Reading);
            return System.Text.Unicode.Utf8.IsValid(raw.Span);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
