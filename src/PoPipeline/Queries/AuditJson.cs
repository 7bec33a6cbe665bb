using System.Text.Json;
using PoPipeline.Audit.Events;

namespace PoPipeline.Queries;

/// <summary>Writes pieces of audit logs as JSON.</summary>
internal static class AuditJson
{
    /// <summary>Writes a number.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="number">The number; null for none.</param>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Writes a yes or no.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">The answer; null where it is not known.</param>
    public static void WriteBooleanOrNull(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Writes a time.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="time">The time; null for none.</param>
    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? time) => json.WriteString(name, time is { } known ? AuditTime.Write(known) : null);

    /// <summary>Writes the members of an event, without its bytes.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="found">The event.</param>
    public static void WriteEvent(this Utf8JsonWriter json, AuditEvent found)
    {
        json.WriteString("source", found.Source.ToString());
        json.WriteString("id", found.Id);
        json.WriteTime("occurred", found.Occurred);
        json.WriteTime("recorded", found.Recorded);
        json.WriteTime("observed", found.Observed);
        json.WriteNumberOrNull("lateBySeconds", (long?)found.LateBy?.TotalSeconds);
        json.WriteString("actor", found.Actor);
        json.WriteString("actorId", found.ActorId);
        json.WriteString("action", found.Action);
        json.WriteString("target", found.Target);
        json.WriteBoolean("closed", found.IsClosed);
        json.WriteBoolean("imported", found.IsImported);
    }
}
