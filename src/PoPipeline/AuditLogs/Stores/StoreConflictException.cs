namespace PoPipeline.AuditLogs.Stores;

/// <summary>Another run was faster: what this one wrote is not kept.</summary>
/// <param name="message">What to do, in sentences.</param>
internal sealed class StoreConflictException(string message) : StoreException(message);
