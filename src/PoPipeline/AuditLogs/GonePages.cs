using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;

namespace PoPipeline.AuditLogs;

/// <summary>Refuses the pages of what is in the group no more, so that this stands on record, and what was not read before is seen.</summary>
internal sealed class GonePages : IAuditPages
{
    /// <summary>Whether that is what was last heard of a feed.</summary>
    /// <param name="coverage">What is known of the feed.</param>
    public static bool IsGone(AuditCoverage coverage) => IsGone(coverage.Refused);

    /// <summary>Whether a refusal says it.</summary>
    /// <param name="refusal">The refusal; null for none.</param>
    public static bool IsGone(WindowRefusal? refusal) => refusal is { IsGone: true };

    /// <inheritdoc/>
    public Task<AuditPageAnswer> FetchAsync(AuditPageRequest request, CancellationToken cancellation) =>
        Task.FromResult<AuditPageAnswer>(new AuditPageRefusal(RefusalReason.NotFound, WindowRefusal.Gone));
}
