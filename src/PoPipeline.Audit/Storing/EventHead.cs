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
    /// <summary>When the forge recorded it; null where that is not said, or is the same.</summary>
    public DateTimeOffset? Recorded { get; init; }

    /// <summary>The index of the entry in place of which it is read; null where there is none.</summary>
    public long? Instead { get; init; }

    /// <summary>The index of the entry that it may say once more; null where there is none.</summary>
    public long? MayBe { get; init; }

    /// <summary>Who did it; null where that is not said, or encrypted.</summary>
    public string? Actor { get; init; }

    /// <summary>The number of who did it; null where that is not said, or encrypted.</summary>
    public string? ActorId { get; init; }

    /// <summary>What was done; null where that is not said, or encrypted.</summary>
    public string? Action { get; init; }

    /// <summary>What it was done to; null where that is not said, or encrypted.</summary>
    public string? Target { get; init; }

    /// <summary>Whether it is the row of a table.</summary>
    public bool IsRow { get; init; }

    /// <summary>The beginning that the entry of an event is going to have.</summary>
    /// <param name="found">The event.</param>
    public static EventHead Of(AuditEvent found) => new(found.Source.ToString(), found.Id, found.Occurred, found.IsImported)
    {
        Recorded = found.Recorded,
        Actor = found.Actor,
        ActorId = found.ActorId,
        Action = found.Action,
        Target = found.Target,
        IsRow = found.Media is AuditMedia.Csv,
    };

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

    // What else there is before the bytes that the event came in.
    private static EventHead Rest(ref Utf8JsonReader reader, string source, string id)
    {
        var head = new EventHead(source, id, Occurred: null, IsImported: false);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName && With(ref reader, ref head))
        {
        }

        return head;
    }

    private static bool With(ref Utf8JsonReader reader, ref EventHead head)
    {
        if (reader.ValueTextEquals("occurred"u8))
        {
            head = head with { Occurred = AuditTime.Parse(Value(ref reader)) };
        }
        else if (reader.ValueTextEquals("recorded"u8))
        {
            head = head with { Recorded = AuditTime.Parse(Value(ref reader)) };
        }
        else if (reader.ValueTextEquals("observed"u8) || reader.ValueTextEquals("lateBySeconds"u8))
        {
            reader.Read();
        }
        else if (reader.ValueTextEquals("imported"u8))
        {
            head = head with { IsImported = reader.Read() && reader.TokenType is JsonTokenType.True };
        }
        else if (reader.ValueTextEquals("instead"u8))
        {
            head = head with { Instead = Entry(ref reader) };
        }
        else if (reader.ValueTextEquals("mayBe"u8))
        {
            head = head with { MayBe = Entry(ref reader) };
        }
        else if (reader.ValueTextEquals("actor"u8))
        {
            head = head with { Actor = Value(ref reader) };
        }
        else if (reader.ValueTextEquals("actorId"u8))
        {
            head = head with { ActorId = Value(ref reader) };
        }
        else if (reader.ValueTextEquals("action"u8))
        {
            head = head with { Action = Value(ref reader) };
        }
        else if (reader.ValueTextEquals("target"u8))
        {
            head = head with { Target = Value(ref reader) };
        }
        else if (reader.ValueTextEquals("media"u8))
        {
            head = head with { IsRow = Value(ref reader) is not null };
        }
        else
        {
            return false;
        }

        return true;
    }

    private static long? Entry(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var entry) && entry >= 0 ? entry : null;

    private static string? Value(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }
}
