namespace PoPipeline.Ledger;

/// <summary>A kind of change, the gravest last.</summary>
internal enum LedgerFault
{
    /// <summary>A file goes on after its last entry.</summary>
    Trailing = -1,

    /// <summary>None with a name of its own.</summary>
    None = 0,

    /// <summary>No known key vouches for the checkpoint.</summary>
    Signature = 1,
}
