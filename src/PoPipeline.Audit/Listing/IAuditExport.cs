using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Listing;

/// <summary>Writes events in a format.</summary>
public interface IAuditExport
{
    /// <summary>Writes events, one after another.</summary>
    /// <param name="events">The events.</param>
    /// <param name="output">Where to.</param>
    /// <returns>How many there were.</returns>
    long Write(IEnumerable<AuditEvent> events, Stream output);
}
