namespace PoPipeline.Audit.Events;

/// <summary>An audit log cannot be read or kept as it is.</summary>
/// <param name="message">Why, and what to do, in sentences.</param>
/// <param name="inner">What it came of; null for nothing.</param>
public class AuditException(string message, Exception? inner = null) : Exception(message, inner);
