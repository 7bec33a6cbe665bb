namespace PoPipeline.Audit.Verifying;

/// <summary>What is found about an audit log, in the words that CloudTrail's validation uses, and two of the ledger.</summary>
public enum AuditVerdict
{
    /// <summary>Everything is as it was recorded.</summary>
    Valid,

    /// <summary>A time was not read, or a file ends before its last entry.</summary>
    Gap,

    /// <summary>An entry is dated later than now, or long before what a forge had been read up to by then.</summary>
    Misdated,

    /// <summary>A file or a blob is not there, and nothing says that it was pruned.</summary>
    Missing,

    /// <summary>There are bytes after the end of what was recorded.</summary>
    TrailingData,

    /// <summary>Bytes are not those that were recorded.</summary>
    Modified,

    /// <summary>No known key vouches for the checkpoint.</summary>
    InvalidSignature,

    /// <summary>There are fewer entries than when an anchor was made.</summary>
    Truncated,

    /// <summary>History is another than when an anchor was made.</summary>
    Forked,
}

/// <summary>Something that is not as it should be.</summary>
/// <param name="Verdict">What it makes of the audit log.</param>
/// <param name="File">The file, relative to the folder; of an anchor, its name.</param>
/// <param name="Entry">The index of the entry that it is about; null where it is about none.</param>
/// <param name="Message">What is wrong and what that means, in a sentence.</param>
public sealed record AuditFinding(AuditVerdict Verdict, string File, long? Entry, string Message)
{
    /// <summary>Whether it is about what is dated later than now.</summary>
    public bool IsAhead { get; init; }
}
