using PoPipeline.Audit.Storing;
using PoPipeline.Rules.Model.AuditLogs;

namespace PoPipeline.AuditLogs.Stores;

/// <summary>An audit log in a folder of this machine, where a run works in place.</summary>
/// <param name="address">The folder.</param>
internal sealed class FolderPlace(FolderAddress address) : IStorePlace
{
    /// <inheritdoc/>
    public string Name => address.Path;

    /// <inheritdoc/>
    public string Folder => address.Path;

    /// <inheritdoc/>
    public bool IsCopy => false;

    /// <inheritdoc/>
    public void Fetch(CancellationToken cancellation)
    {
    }

    /// <inheritdoc/>
    public StoreCopy? Leave() => null;

    /// <inheritdoc/>
    public void Publish(string message, bool isPruning = false)
    {
    }

    /// <inheritdoc/>
    public AuditSafety Look(bool onlyAccess, CancellationToken cancellation) => new() { Exposure = PrivateFolder.FaultOf(address.Path) };

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
