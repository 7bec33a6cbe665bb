using PoPipeline.Rules.Model.AuditLogs;

namespace PoPipeline.AuditLogs.Stores;

/// <summary>Where an audit log is kept. Whatever the place, a run works in a folder.</summary>
internal interface IStorePlace : IDisposable
{
    /// <summary>The place, as it is shown.</summary>
    string Name { get; }

    /// <summary>The folder that a run works in; of another place it is there once that was fetched.</summary>
    string Folder { get; }

    /// <summary>Whether the folder is a copy.</summary>
    bool IsCopy { get; }

    /// <summary>Brings what is kept into the folder. Once more, it brings what is kept by then.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="StoreException">It cannot be had.</exception>
    void Fetch(CancellationToken cancellation);

    /// <summary>Leaves the copy to the caller, who disposes of it; what is fetched next comes into another folder.</summary>
    /// <returns>The copy; null where the folder is none.</returns>
    StoreCopy? Leave();

    /// <summary>Brings back what was written into the folder: all of it, or nothing. Where nothing was, nothing is done.</summary>
    /// <param name="message">What was done, in a line.</param>
    /// <param name="isPruning">Whether files were removed on purpose. What else is gone from the folder, the run has lost, and it stays where it is kept.</param>
    /// <exception cref="StoreConflictException">Another run was faster.</exception>
    /// <exception cref="StoreException">It cannot be brought there.</exception>
    void Publish(string message, bool isPruning = false);

    /// <summary>Looks who can read, alter and delete what is kept there.</summary>
    /// <param name="onlyAccess">Whether it is enough to know who else has access, and the rest need not be asked for.</param>
    /// <param name="cancellation">Ends it.</param>
    AuditSafety Look(bool onlyAccess, CancellationToken cancellation);
}
