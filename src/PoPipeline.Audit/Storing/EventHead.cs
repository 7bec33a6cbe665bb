using System.Text.Json;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>The beginning of the entry of an event, which is all that is read to know whether it is kept already.</summary>
/// <param name="Source">The source.</param>
/// <param name="Id">The id.</param>
/// <param name="Occurred">When it happened; null where that is not said.</param>
internal readonly record struct EventHead(string Source, string Id, DateTimeOffset? Occurred)
{
    /// <summary>Reads it; null where the entry is not that of an event.</summary>
    /// <param name="entry">The entry.</param>
    public static EventHead? Of(ReadOnlySpan<byte> entry)
    {
        if (!entry.StartsWith("{\"type\":\"audit-event\",\"source\":"u8))
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(entry);
            return Next(ref reader, "type"u8) is not null && Next(ref reader, "source"u8) is { } source && Next(ref reader, "id"u8) is { } id
                ? new EventHead(source, id, AuditTime.Parse(Next(ref reader, "occurred"u8)))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType is JsonTokenType.None)
        {
            reader.Read();
        }

        return reader.Read() && reader.TokenType is JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read() && reader.TokenType is JsonTokenType.String
            ? reader.GetString()
            : null;
    }
}
