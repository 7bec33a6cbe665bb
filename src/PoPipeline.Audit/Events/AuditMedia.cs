namespace PoPipeline.Audit.Events;

/// <summary>What the bytes of an event are.</summary>
public enum AuditMedia
{
    /// <summary>A JSON object.</summary>
    Json,

    /// <summary>The header line of a CSV file and a row of it, as they came.</summary>
    Csv,
}
