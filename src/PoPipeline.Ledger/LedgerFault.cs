namespace PoPipeline.Ledger;

/// <summary>A kind of change.</summary>
internal enum LedgerFault
{
    /// <summary>None with a name of its own.</summary>
    None,

    /// <summary>No known key vouches for the checkpoint.</summary>
    Signature,

    /// <summary>A file goes on after its last entry.</summary>
    Trailing,
}
