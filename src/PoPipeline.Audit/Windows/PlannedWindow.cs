using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Windows;

/// <summary>A window that is to be read.</summary>
/// <param name="From">Its first time.</param>
/// <param name="To">The time behind its last.</param>
/// <param name="Kind">Why.</param>
public sealed record PlannedWindow(DateTimeOffset From, DateTimeOffset To, WindowKind Kind);
