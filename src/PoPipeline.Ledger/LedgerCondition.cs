namespace PoPipeline.Ledger;

/// <summary>What a ledger is found to be, the gravest last.</summary>
public enum LedgerCondition
{
    /// <summary>Every entry hashes to what the checkpoint records, and no known key or anchor speaks against it.</summary>
    Valid,

    /// <summary>A file of entries or hashes ends before the last entry that the checkpoint counts in it.</summary>
    Gap,

    /// <summary>A file that the size of the ledger demands is not there.</summary>
    Missing,

    /// <summary>Bytes are not those that were recorded: an entry, a hash, the checkpoint or its signature was changed.</summary>
    Modified,

    /// <summary>The ledger has fewer entries than a checkpoint of it that was kept elsewhere.</summary>
    Truncated,

    /// <summary>The ledger tells another history than a checkpoint of it that was kept elsewhere.</summary>
    Forked,
}
