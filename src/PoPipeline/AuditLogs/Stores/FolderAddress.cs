namespace PoPipeline.AuditLogs.Stores;

/// <summary>A folder.</summary>
/// <param name="Path">The folder, as it was named.</param>
internal sealed record FolderAddress(string Path) : StoreAddress
{
    /// <inheritdoc/>
    public override string Name => Path;
}
