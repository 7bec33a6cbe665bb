using System.Text.Json;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>The beginning of the entry of an event, which is all that is read to know whether it is kept already.</summary>
/// <param name="Source">The source.</param>
/// <param name="Id">The id.</param>
/// <param name="Occurred">When it happened; null where that is not said.</param>
/// <param name="IsImported">Whether a file brought it.</param>
internal readonly record struct EventHead(string Source, string Id, DateTimeOffset? Occurred, bool IsImported)
{
    /// <summary>What was done, of an event that a file brought; null where that is encrypted or not said, and of what the forge told.</summary>
    public string? Action { get; init; }

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
            return reader.Read() && IsText(ref reader, "type"u8) && IsText(ref reader, "source"u8) && reader.GetString() is { } source && IsText(ref reader, "id"u8) && reader.GetString() is { } id
                ? Rest(ref reader, source, id)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsText(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.Read() && reader.TokenType is JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read() && reader.TokenType is JsonTokenType.String;

    // What else the envelope says, up to what the event says itself.
    private static EventHead Rest(ref Utf8JsonReader reader, string source, string id)
    {
        var head = new EventHead(source, id, Occurred: null, IsImported: false);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("occurred"u8))
            {
                reader.Read();
                head = head with { Occurred = AuditTime.Parse(reader.GetString()) };
            }
            else if (reader.ValueTextEquals("recorded"u8) || reader.ValueTextEquals("observed"u8) || reader.ValueTextEquals("lateBySeconds"u8))
            {
                reader.Read();
            }
            else
            {
                return reader.ValueTextEquals("imported"u8) && reader.Read() && reader.TokenType is JsonTokenType.True ? head with { IsImported = true, Action = ActionBehind(ref reader) } : head;
            }
        }

        return head;
    }

    // Behind who did it, whose name and number may lack.
    private static string? ActionBehind(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isAction = reader.ValueTextEquals("action"u8);
            if (!isAction && !reader.ValueTextEquals("actor"u8) && !reader.ValueTextEquals("actorId"u8))
            {
                return null;
            }

            if (!reader.Read() || isAction)
            {
                return reader.GetString();
            }
        }

        return null;
    }
}
