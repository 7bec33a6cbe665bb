using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;

namespace PoPipeline.AuditLogs;

/// <summary>The audit log of an organisation, an enterprise, a group or a project, on a forge.</summary>
internal interface IAuditLog : IAuditPages, IDisposable
{
    /// <summary>Whose it is.</summary>
    AuditSource Source { get; }

    /// <summary>Finds out what has to be asked for, so that nothing of it is left out.</summary>
    /// <param name="cancellation">Stops.</param>
    Task<AuditFeeds> FeedsAsync(CancellationToken cancellation);
}
