using System.Text;
using System.Text.Json;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Listing;
using PoPipeline.Escaping;
using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Queries;

/// <summary>Writes events of an audit log, one after another, however many there are.</summary>
public static class AuditEventList
{
    /// <summary>Writes a line each, for people: when, what, who, to what.</summary>
    /// <param name="events">The events.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteText(IEnumerable<AuditEvent> events, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var found in events)
        {
            writer.WriteLine($"{LineOf(found)}");
        }
    }

    /// <summary>Writes a JSON array of objects: source, id, occurred, recorded, observed, lateBySeconds, actor, actorId, action, target, closed, imported.</summary>
    /// <param name="events">The events.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(IEnumerable<AuditEvent> events, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteDocument(text =>
        {
            using var stream = new MemoryStream();
            using var json = new Utf8JsonWriter(stream, JsonText.Compact);
            text.Write('[');
            var separator = "\n";
            foreach (var found in events)
            {
                stream.SetLength(0);
                json.Reset(stream);
                json.WriteStartObject();
                json.WriteEvent(found);
                json.WriteEndObject();
                json.Flush();
                text.Write(separator);
                text.Write(Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
                separator = ",\n";
            }

            text.Write("\n]");
        });
    }

    /// <summary>Exports.</summary>
    /// <param name="export">The format.</param>
    /// <param name="events">The events.</param>
    /// <param name="writer">Where to.</param>
    /// <returns>How many there were.</returns>
    public static long Export(IAuditExport export, IEnumerable<AuditEvent> events, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(writer);
        var count = 0L;
        writer.WriteData(text =>
        {
            using var stream = new TextBytes(text);
            count = export.Write(events, stream);
        });
        return count;
    }

    private static string LineOf(AuditEvent found)
    {
        // When it was imported says nothing of when it happened.
        var time = found.Occurred ?? found.Recorded;
        var late = found.LateBy is { } lateBy ? $"  late by {lateBy.TotalHours:0.#} h" : "";
        var imported = found.IsImported ? "  (by a file alone)" : "";
        return found.IsClosed
            ? $"{(time is { } known ? AuditTime.Write(known) : "no time")}  (encrypted for others)  {found.Source} {found.Id}{late}{imported}"
            : $"{(time is { } when ? AuditTime.Write(when) : "no time")}  {found.Action ?? "(no action)"}  {found.Actor ?? "(nobody named)"}  {found.Target ?? found.Source.ToString()}{late}{imported}";
    }
}
