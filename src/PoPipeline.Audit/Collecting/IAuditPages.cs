namespace PoPipeline.Audit.Collecting;

/// <summary>Gives the pages of a window, as a forge answers them. It asks once, and neither waits nor tries again: the collector decides that.</summary>
public interface IAuditPages
{
    /// <summary>Asks for a page.</summary>
    /// <param name="request">Which.</param>
    /// <param name="cancellation">Ends the asking.</param>
    Task<AuditPageAnswer> FetchAsync(AuditPageRequest request, CancellationToken cancellation);
}
