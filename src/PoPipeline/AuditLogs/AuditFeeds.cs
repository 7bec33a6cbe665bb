using System.Collections.Immutable;
using PoPipeline.Audit.Storing;

namespace PoPipeline.AuditLogs;

/// <summary>What has to be asked for.</summary>
/// <param name="Feeds">The feeds.</param>
/// <param name="Fault">Why these are not all, or not known, as a sentence; null where they are all.</param>
internal sealed record AuditFeeds(ImmutableArray<AuditFeed> Feeds, string? Fault = null)
{
    /// <summary>The same reason in a word, where there is one.</summary>
    public RefusalReason Reason { get; init; } = RefusalReason.Unavailable;
}
