using System.Text.Json;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Importing;

/// <summary>Reads the fields of an event out of the bytes that it came in.</summary>
public static class KeptFields
{
    /// <summary>The fields of an event that was kept; null where it is closed, or cannot be read.</summary>
    /// <param name="found">The event.</param>
    public static EventFields? Of(AuditEvent found)
    {
        ArgumentNullException.ThrowIfNull(found);
        try
        {
            if (found.Media is AuditMedia.Csv)
            {
                var row = CsvRows.Read(new ByteCursor(new MemoryStream(found.Raw.ToArray()), "event"), ImportLimits.Default).FirstOrDefault();
                return row is null ? null : EventFields.OfRow(row.Columns, row.Values);
            }

            using var document = JsonDocument.Parse(found.Raw, CanonicalJson.Reading);
            return document.RootElement.ValueKind is JsonValueKind.Object ? EventFields.OfJson(document.RootElement.Clone()) : null;
        }
        catch (Exception exception) when (exception is JsonException or AuditException)
        {
            return null;
        }
    }
}
