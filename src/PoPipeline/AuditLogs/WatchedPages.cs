using PoPipeline.Audit.Collecting;

namespace PoPipeline.AuditLogs;

/// <summary>Tells of each page before it is asked for.</summary>
/// <param name="pages">What asks.</param>
/// <param name="told">Is told.</param>
internal sealed class WatchedPages(IAuditPages pages, Action<AuditPageRequest> told) : IAuditPages
{
    /// <inheritdoc/>
    public Task<AuditPageAnswer> FetchAsync(AuditPageRequest request, CancellationToken cancellation)
    {
        told(request);
        return pages.FetchAsync(request, cancellation);
    }
}
