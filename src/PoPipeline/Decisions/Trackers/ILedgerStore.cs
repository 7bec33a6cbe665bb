using PoPipeline.Forges;

namespace PoPipeline.Decisions.Trackers;

/// <summary>Where a ledger is kept between runs: a branch of a repository on a forge.</summary>
public interface ILedgerStore
{
    /// <summary>Makes a folder hold what the store holds: files that the store lacks are deleted, all others are written.</summary>
    /// <param name="folder">The folder of the ledger.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ForgeException">The store cannot be reached, or refuses.</exception>
    Task FetchAsync(string folder, CancellationToken cancellation);

    /// <summary>Makes the store hold what the folder holds, provided that nobody else has changed it since it was fetched.</summary>
    /// <param name="folder">The folder of the ledger.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Whether it was published; false where another run was first, and this one has to begin again.</returns>
    /// <exception cref="ForgeException">The store cannot be reached, or refuses.</exception>
    Task<bool> PublishAsync(string folder, CancellationToken cancellation);
}
