using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Collecting;

/// <summary>A page of a window.</summary>
/// <param name="Feed">What is asked for.</param>
/// <param name="From">The first time of the window.</param>
/// <param name="To">The time behind its last.</param>
/// <param name="Cursor">Where the page begins, as the page before said; null for the first.</param>
public sealed record AuditPageRequest(AuditFeed Feed, DateTimeOffset From, DateTimeOffset To, string? Cursor);
